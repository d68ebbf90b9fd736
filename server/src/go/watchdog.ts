// What happens to running compiles when the server itself is killed with SIGKILL, which no handler can see: one small `sh`,
// started with the first process, reads the ids of the running process groups from a pipe that only the server holds open.
// When the server ends, however it ends, the pipe ends, and the groups that are still listed are killed. The script is a constant;
// nothing of the user's reaches it but numbers. On Windows there is none: a compile that is left over there ends by itself.
import { spawn } from 'node:child_process';

const script = `
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
[ -n "\${groups## }" ] || exit 0
for group in $groups; do kill -TERM "-$group"; done
sleep 1
for group in $groups; do kill -KILL "-$group"; done
exit 0
`;

/** Told of every process group (a positive id) that starts and ends. */
export interface Watchdog {
  add(group: number): void;
  remove(group: number): void;
}

/** Starts nothing before the first `add`; never keeps the server alive; where `sh` is missing it does nothing. */
export function createWatchdog(): Watchdog {
  let pipe: NodeJS.WritableStream | null = null;
  const start = (): NodeJS.WritableStream => {
    const child = spawn('/bin/sh', ['-c', script], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    const ignore = (): void => undefined;
    child.on('error', ignore);
    child.stdin.on('error', ignore);
    child.unref();
    // A pipe is a socket underneath; without this it would keep the server's event loop turning.
    if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
    return child.stdin;
  };
  const tell = (line: string): void => {
    if (process.platform === 'win32') return;
    pipe ??= start();
    pipe.write(line);
  };
  return {
    add: group => tell(`+ ${group}\n`),
    remove: group => tell(`- ${group}\n`),
  };
}
