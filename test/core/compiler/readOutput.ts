// Reads a text, or a recording of the compiler, for the tests of this folder.
import { readdirSync, readFileSync } from 'node:fs';
import type { CompilerMessage, Explanation, VariantOutput } from '#core/compiler/message';
import { createOutputReader } from '#core/compiler/outputReader';

export interface ReadOutput {
  readonly variants: readonly VariantOutput[];
  readonly loose: readonly string[];
  readonly droppedLines: number;
}

/** Parameters' explanations are kept unless `drops`. */
export function readOutput(text: string, { drops = false }: { readonly drops?: boolean } = {}): ReadOutput {
  const variants: VariantOutput[] = [];
  const loose: string[] = [];
  const reader = createOutputReader({
    keepParameterExplanations: !drops,
    onVariant: variant => variants.push(variant),
    onLoose: line => loose.push(line),
  });
  for (const line of text.split('\n')) reader.line(line);
  reader.end();
  return { variants, loose, droppedLines: reader.droppedLines };
}

const recordedFolder = 'test/cases/escape/recorded';

/** Recorded Go releases, oldest first: `go1.21.13` … */
export const releases: readonly string[] = readdirSync(recordedFolder).sort();
export const recordings = ['cases', 'variants', 'cgo'] as const;

export const recordedText = (release: string, recording: (typeof recordings)[number]): string =>
  readFileSync(`${recordedFolder}/${release}/${recording}.txt`, 'utf8');

export const caseText = (name: string): string => readFileSync(`test/cases/compiler/${name}.txt`, 'utf8');

/** Every non-blank line that was kept, headers included, sorted. */
export function keptLines({ variants, loose }: ReadOutput): string[] {
  const raw = variants.flatMap(({ variant, messages, explanations }) => [
    `# ${variant}`,
    ...messages.map(message => message.raw),
    ...explanations.flatMap(explanation => explanation.raw),
  ]);
  return nonBlankLines([...raw, ...loose].join('\n')).sort();
}

export const nonBlankLines = (text: string): string[] => text.split('\n').filter(line => line.trim() !== '');

/** The only block's messages and explanations, of lines without their header. */
export function readBlock(lines: string): {
  readonly messages: readonly CompilerMessage[];
  readonly explanations: readonly Explanation[];
} {
  const { variants } = readOutput(`# ex.com/p\n${lines}`);
  return variants[0] ?? { messages: [], explanations: [] };
}
