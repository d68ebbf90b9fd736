// The recorded output of the compiler over test/cases/escape, release by release, and a stand-in for the syntax tree that
// looks at single lines: enough for keywords and operands, which is what findings ask beside ranges.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { VariantOutput } from '#core/compiler/message';
import { createOutputReader } from '#core/compiler/outputReader';
import { findingsOfVariant, mergeFindings, type FindingContext } from '#core/escape/findings';
import type { Finding } from '#core/escape/finding';
import type { CalleeQuery } from '#core/syntax/locate';
import type { Operand } from '#core/syntax/operand';
import type { Site, SiteQuery } from '#core/syntax/site';
import { english, type Translate } from '#core/messages/translate';

const folder = 'test/cases/escape';

/** Recorded Go releases, oldest first: `go1.21.13` … */
export const releases: readonly string[] = readdirSync(`${folder}/recorded`).sort();

/** The compilations of one recording (`cases`, `variants`, `cgo`). */
export function recorded(release: string, recording: string, keepParameterExplanations = false): VariantOutput[] {
  return readOutput(`${folder}/recorded/${release}/${recording}.txt`, keepParameterExplanations);
}

/** The compilations in a file of the compiler's output. */
export function readOutput(path: string, keepParameterExplanations = false): VariantOutput[] {
  const variants: VariantOutput[] = [];
  const reader = createOutputReader({
    keepParameterExplanations,
    onVariant: variant => variants.push(variant),
    onLoose: () => undefined,
  });
  for (const line of readFileSync(path, 'utf8').split('\n')) reader.line(line);
  reader.end();
  return variants;
}

/** Everything of one recording but the generated test main. */
export function recordedFindings(release: string, recording: string, t: Translate = english): Finding[] {
  const variants = recorded(release, recording).filter(({ variant }) => !variant.endsWith('.test'));
  return mergeFindings(variants.flatMap(variant => findingsOfVariant(variant, contextOf(t))));
}

export function contextOf(t: Translate = english): FindingContext {
  return {
    package: 'escape.example/cases',
    resolveFile: printed => printed.replace(/^\.\//, ''),
    site: lineSite,
    operand: lineOperand,
    t,
  };
}

const files = new Map<string, readonly string[] | null>();

function linesOf(file: string): readonly string[] | null {
  const path = `${folder}/${file}`;
  if (!files.has(file))
    files.set(file, file.endsWith('.go') && existsSync(path) ? readFileSync(path, 'utf8').split('\n') : null);
  return files.get(file) ?? null;
}

function lineSite(file: string, { line, column }: SiteQuery): Site | null {
  const lines = linesOf(file);
  const text = lines?.[line - 1];
  if (lines === null || text === undefined) return null;
  const character = Buffer.from(text)
    .subarray(0, Math.max(0, column - 1))
    .toString().length;
  const start = { line: line - 1, character };
  return {
    range: { start, end: start },
    function: functionAround(lines, line),
    path: 'normal',
    keyword: keywordOf(lines, line, character),
  };
}

function lineOperand(file: string, { callee }: CalleeQuery): Operand {
  const lines = linesOf(file);
  return lines !== null && callee.includes('.') ? operandOf(lines, callee.slice(0, callee.indexOf('.'))) : null;
}

function functionAround(lines: readonly string[], line: number): string {
  for (let at = line - 1; at >= 0; at--) {
    const text = lines[at] ?? '';
    const [, receiver, name] = /^func (?:\((?:\w+ )?([^)]*)\) )?(\w+)/.exec(text) ?? [];
    if (name !== undefined) return receiver === undefined ? name : `(${receiver.replace(/\[.*\]/, '')}).${name}`;
    if (at < line - 1 && text.startsWith('}')) return '';
  }
  return '';
}

/** The nearest `func` literal at or above the place, by its line: the fixtures have one on a line and no code after it. */
function keywordOf(lines: readonly string[], line: number, character: number): 'go' | 'defer' | null {
  for (let at = line - 1; at >= 0; at--) {
    const text = at === line - 1 ? `${(lines[at] ?? '').slice(0, character)}func` : (lines[at] ?? '');
    if (
      at === line - 1 &&
      !(lines[at] ?? '').slice(character).startsWith('func') &&
      !/\bfunc\(/.test((lines[at] ?? '').slice(0, character))
    )
      continue;
    const found = /\b(go|defer) func\b/.exec(text)?.[1];
    if (found === 'go' || found === 'defer') return found;
    if (/^func |\bfunc\(/.test(lines[at] ?? '')) return null;
  }
  return null;
}

function operandOf(lines: readonly string[], name: string): 'variable' | 'package' {
  return lines.some(text => /^\s*(?:import )?"/.test(text) && text.trim().endsWith(`${name}"`))
    ? 'package'
    : 'variable';
}
