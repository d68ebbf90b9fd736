// Go files that say themselves what is told of them: `// want: CODE, CODE` at the end of a line.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `file.go:12 code` for each mark in the folder's Go files, sorted. */
export function wantsOf(folder: string): readonly string[] {
  return goFiles(folder)
    .flatMap(name =>
      readFileSync(path.join(folder, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const codes = /\/\/ want: (.+)$/.exec(line)?.[1]?.split(', ') ?? [];
          return codes.map(code => `${name}:${index + 1} ${code}`);
        }),
    )
    .sort();
}

export const goFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.go'))
    .sort();
