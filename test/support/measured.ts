// What was measured of each function of test/cases/escape/allocs (measured.tsv), release by release, and whether findings agree with it.
import { readFileSync } from 'node:fs';
import type { Finding } from '#core/escape/finding';

const folder = 'test/cases/escape/allocs';
const source = readFileSync(`${folder}/cases.go`, 'utf8').split('\n');

export interface Measured {
  readonly name: string;
  /** The lines that the function covers. */
  readonly first: number;
  readonly last: number;
  /** Per run. */
  readonly allocations: number;
  /** The runtime's functions that its machine code calls, sorted. */
  readonly calls: readonly string[];
}

/** The rows of one release (`go1.26.8`). */
export function measured(release: string): Measured[] {
  const minor = Number(/^go1\.(\d+)/.exec(release)?.[1]);
  const starts = source.flatMap((line, index) => (line.startsWith('func ') ? [index + 1] : []));
  const rows: Measured[] = [];
  for (const row of readFileSync(`${folder}/measured.tsv`, 'utf8').split('\n')) {
    const [name = '', line = '', versions = '', allocations = '', , calls = ''] = row.split('\t');
    const [from = NaN, to = from] = versions.split('-').map(version => Number(version.replace('1.', '')));
    if (name.startsWith('#') || !(from <= minor && minor <= to)) continue;
    const first = Number(line);
    const last = (starts.find(start => start > first) ?? source.length + 1) - 1;
    const names = calls === '-' ? [] : calls.split(' ');
    rows.push({ name, first, last, allocations: Number(allocations), calls: names.sort() });
  }
  return rows;
}

/** Functions whose allocations are made by the functions that they call, which are others of the file or of other packages. */
const elsewhere = new Set([
  'ErrorfPlain',
  'ErrorfPlainLocal',
  'MovedParam',
  'MovedResult',
  'AppendReturnedFour',
  'AppendReturnedHundred',
  'GenericBoxInt',
  'GenericNew',
]);

/** Allocations that the measured run does not come to: a panic, the branch not taken. */
const notRun = new Set(['PanicArgNotRun']);

export interface Agreement {
  /** Functions, and those whose findings agree with what was measured. */
  readonly functions: number;
  readonly agreeing: number;
  /** One line for each that does not. */
  readonly wrong: readonly string[];
}

/** Confirmed findings (English) of cases.go against what was measured. */
export function agreement(findings: readonly Finding[], release: string): Agreement {
  const heap = findings.filter(({ code }) => /^(?:moved-to-heap|escapes|escapes-static|allocates)$/.test(code));
  const rows = measured(release);
  const wrong = rows.flatMap(row => {
    const own = heap.filter(({ line }) => row.first <= line && line <= row.last);
    const problem = problemOf(row, own);
    if (problem === null) return [];
    const shown = own.map(({ code, subject, confirmed }) => `${code} ${subject} ${confirmed}`).join('; ');
    return [`${row.name} (${row.allocations} a run): ${problem}: ${shown}`];
  });
  return { functions: rows.length, agreeing: rows.length - wrong.length, wrong };
}

/** Whether it says itself that it does not always allocate. */
const isPerhaps = ({ message }: Finding): boolean =>
  / needs no allocation\.$| there is no allocation\.$| allocates where /.test(message);

function problemOf({ name, allocations }: Measured, own: readonly Finding[]): string | null {
  if (own.some(({ code, confirmed }) => code === 'escapes-static' && confirmed === true))
    return 'static, and confirmed';
  const allocating = own.filter(({ code, confirmed }) => code !== 'escapes-static' && confirmed === true);
  const unknown = own.filter(({ code, confirmed }) => code !== 'escapes-static' && confirmed !== true);
  if (unknown.length > 0) return 'not confirmed';
  if (allocations > 0) return allocating.length > 0 || elsewhere.has(name) ? null : 'nothing allocates';
  return allocating.every(isPerhaps) || notRun.has(name) ? null : 'nothing is allocated';
}
