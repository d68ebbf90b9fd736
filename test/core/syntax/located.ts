// Recorded compiler output, each message with what is located for it. Several tests look at the same rows.
import { existsSync, readFileSync } from 'node:fs';
import type { CompilerMessage } from '#core/compiler/message';
import { createOutputReader } from '#core/compiler/outputReader';
import { siteQueryOf } from '#core/escape/findings';
import { locateSite } from '#core/syntax/locate';
import type { Site } from '#core/syntax/site';
import type { Trees } from '#server/analysis/trees';

export interface Located {
  readonly message: CompilerMessage;
  /** `calls.go:14:9`; column 0 where the compiler printed none. */
  readonly place: string;
  readonly subject: string;
  readonly site: Site;
  /** The text in the range. */
  readonly text: string;
}

/** The messages of a recording about files in `folder`. */
export function locateRecorded(trees: Trees, folder: string, recording: string): Located[] {
  const located: Located[] = [];
  const reader = createOutputReader({
    keepParameterExplanations: false,
    onLoose: () => undefined,
    onVariant: ({ messages }) => {
      for (const message of messages) {
        const name = message.place.file.replace(/^\.\//, '');
        const file = `${folder}/${name}`;
        if (!name.endsWith('.go') || name.startsWith('$') || !existsSync(file)) continue;
        const { tree, lines } = trees.parse(file, readFileSync(file, 'utf8'));
        const { line, column } = message.place;
        const query = siteQueryOf(message);
        const site = locateSite({ tree, lines, path: file }, query);
        const text = lines.text.slice(lines.offsetAt(site.range.start), lines.offsetAt(site.range.end));
        located.push({ message, place: `${name}:${line}:${column}`, subject: query.subject, site, text });
      }
    },
  });
  for (const line of readFileSync(recording, 'utf8').split('\n')) reader.line(line);
  reader.end();
  return located;
}
