// A started process together with everything it starts in turn: on Unix its process group (the go command, compilers, gcc), on
// Windows the tree below it. Ending is polite first (SIGTERM), then not (SIGKILL); "gone" means that no member runs any more.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The group that the process `id` leads. */
export interface ProcessGroup {
  readonly id: number;
  /** Sends one signal to all members, now. Does nothing where none is left. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** SIGTERM now, SIGKILL for those who are still there after a moment. */
  end(): void;
  /** To be called when the leader has exited: ends members that outlived it and resolves when none runs. */
  gone(): Promise<void>;
}

const graceMilliseconds = 300;
/** A member that even SIGKILL does not end within this time hangs in the kernel: we stop waiting for it. */
const patienceMilliseconds = 5000;

export function processGroup(id: number): ProcessGroup {
  let grace: NodeJS.Timeout | undefined;
  const kill = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    if (process.platform === 'win32') return killTree(id);
    try {
      process.kill(-id, signal);
    } catch {
      // No member is left (ESRCH), or only dead ones that nobody has collected yet (EPERM on macOS).
    }
  };
  const end = (): void => {
    kill('SIGTERM');
    grace ??= setTimeout(() => kill('SIGKILL'), graceMilliseconds);
  };
  return {
    id,
    kill,
    end,
    async gone() {
      const started = performance.now();
      for (let pause = 1; hasLiveMember(id); pause = Math.min(pause * 2, 20)) {
        if (performance.now() - started > patienceMilliseconds) break;
        end();
        await new Promise(resolve => setTimeout(resolve, pause));
      }
      clearTimeout(grace);
    },
  };
}

function hasLiveMember(id: number): boolean {
  try {
    process.kill(process.platform === 'win32' ? id : -id, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || hasLiveMemberInProc(id);
}

// The dead count as members until somebody collects them, and in a container whose first process never does so that is for ever.
function hasLiveMemberInProc(id: number): boolean {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // `pid (name) state ppid pgrp …`; the name may hold anything, parentheses too.
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(group) === id && state !== 'Z' && state !== 'X') return true;
    } catch {
      // It ended while we looked.
    }
  }
  return false;
}

function killTree(id: number): void {
  spawn('taskkill', ['/pid', String(id), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => undefined,
  );
}
