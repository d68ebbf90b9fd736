// The Compiler port: by a replay of the compile command where one package is wanted soon, else (and where that cannot be done exactly) by
// the go command.
import type { Compiler, Log } from '#server/analysis/ports';
import { againAfterKill } from './againAfterKill';
import { goCommands } from './goCommand';
import { createListCompiler } from './listCompiler';
import type { ProcessRunner } from './process';
import { createReplayCompiler } from './replay/replayCompiler';
import { runFolders } from './runFolders';

/** What a compiler is made of. */
export interface CompilerOptions {
  readonly processes: ProcessRunner;
  /** Where temporary files go unless the user's GOTMPDIR says otherwise; `os.tmpdir()`. */
  readonly temporaryDirectory: string;
  readonly log: Log;
  /** The server's own environment; the settings' `env` goes on top of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createCompiler({ processes, temporaryDirectory, log, env }: CompilerOptions): Compiler {
  const parts = {
    processes,
    log,
    prepare: goCommands({ processes, env }),
    folders: runFolders({ temporaryDirectory, log }),
  };
  const byList = createListCompiler(parts);
  const byReplay = createReplayCompiler(parts);
  const compiler: Compiler = {
    async compile(request, onLine, signal, onAgain) {
      if (request.focus === undefined) return byList.compile(request, onLine, signal, onAgain);
      const replayed = await byReplay(request, onLine, signal, onAgain);
      if (replayed) return replayed;
      // A whole build is asked once: with it the explanations cost little more.
      const ask = { ...request.ask, words: 'explanations' } as const;
      return byList.compile({ ...request, ask, tests: request.focus.endsWith('_test.go') }, onLine, signal, onAgain);
    },
  };
  return againAfterKill(compiler, log);
}
