// Text of the compiler to confirmed findings, with the syntax trees of real files: what server/src/analysis does with a process.
import { existsSync, readFileSync } from 'node:fs';
import type { VariantOutput } from '#core/compiler/message';
import { createOutputReader } from '#core/compiler/outputReader';
import { importPathOf } from '#core/compiler/variant';
import { findingsOfVariant, type FindingContext } from '#core/escape/findings';
import type { Finding } from '#core/escape/finding';
import { english } from '#core/messages/translate';
import { locateOperand, locateSite, type LocatedFile } from '#core/syntax/locate';
import { locateStaticHint } from '#core/syntax/staticHint';
import { confirmed } from '#server/analysis/confirmed';
import type { Trees } from '#server/analysis/trees';

/** Text of each file that exists, by its path. */
export type Sources = (file: string) => string | null;

export const onDisk: Sources = file => (file.endsWith('.go') && existsSync(file) ? readFileSync(file, 'utf8') : null);

export function outputsOf(text: string): VariantOutput[] {
  const outputs: VariantOutput[] = [];
  const reader = createOutputReader({
    keepParameterExplanations: false,
    onVariant: output => outputs.push(output),
    onLoose: () => undefined,
  });
  for (const line of text.split('\n')) reader.line(line);
  reader.end();
  return outputs;
}

/** The findings of one compilation: by the text alone, and confirmed by its machine code where it has any. */
export function findingsWith(
  output: VariantOutput,
  { trees, sources, resolveFile }: { trees: Trees; sources: Sources; resolveFile: (printed: string) => string },
): { readonly text: readonly Finding[]; readonly confirmed: readonly Finding[] } {
  const located = (file: string): LocatedFile | null => {
    const text = sources(file);
    return text === null ? null : { ...trees.parse(file, text), path: file };
  };
  const context: FindingContext = {
    package: importPathOf(output.variant),
    resolveFile,
    site: (file, query) => {
      const parsed = located(file);
      return parsed && locateSite(parsed, query);
    },
    operand: (file, query) => {
      const parsed = located(file);
      return parsed && locateOperand(parsed, query);
    },
    staticHint: (file, query) => {
      const parsed = located(file);
      return parsed && locateStaticHint(parsed, query);
    },
    t: english,
  };
  const text = findingsOfVariant(output, context);
  const { machineCode } = output;
  return { text, confirmed: machineCode ? confirmed(text, { ...context, output, machineCode, located }) : text };
}
