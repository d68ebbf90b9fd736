// The Formatter port: the gofmt that lies beside the toolchain's go command, given a text of our own in a file of our own.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Formatter } from '#server/analysis/ports';
import type { CompilerOptions } from './compiler';
import { goCommands } from './goCommand';
import { runFolders } from './runFolders';

export function createFormatter({ processes, temporaryDirectory, log, env }: CompilerOptions): Formatter {
  const prepare = goCommands({ processes, env });
  const folders = runFolders({ temporaryDirectory, log });
  return {
    async format({ directory, text, settings }, signal) {
      const go = await prepare(directory, settings, signal);
      const root = 'problem' in go ? undefined : go.said.tools['GOROOT'];
      if ('problem' in go || root === undefined) return null;
      const folder = await folders.make(go, new Map(), null);
      if ('kind' in folder) return null;
      try {
        const file = path.join(folder.path, 'text.go');
        await writeFile(file, text);
        const lines: string[] = [];
        const result = await processes.run({
          command: path.join(root, 'bin', process.platform === 'win32' ? 'gofmt.exe' : 'gofmt'),
          args: [file],
          cwd: folder.path,
          env: go.env,
          timeoutSeconds: settings.timeoutSeconds,
          signal,
          // Read as lines, of which there may be more than is kept of an output as a whole.
          onStdoutLine: line => void lines.push(line),
        });
        signal.throwIfAborted();
        return result.kind === 'exited' && result.code === 0 ? `${lines.join('\n')}\n` : null;
      } finally {
        await folder.remove();
      }
    },
  };
}
