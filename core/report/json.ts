// `escapement check --format json`: one document, public, versioned. Keys stand in the order of the documentation; a package
// and a finding take one line each, so that documents can be compared and searched line by line.
import type { Callee, ChainStep, Finding } from '#core/escape/finding';
import type { Position } from '#core/text/position';
import { byText } from '#core/text/byText';
import { sortFindings } from './order';
import type { Suggestion } from './suggestions';

/** Rises when a field changes its meaning. */
export const reportVersion = 1;

/** One row per import path. An external test package (`ex.com/m/p_test`) has an import path, and so a row, of its own. */
export interface PackageReport {
  readonly importPath: string;
  /** The compilations of it, as in the compiler's `# …` headers: `ex.com/m/p`, `ex.com/m/p [ex.com/m/p.test]`. */
  readonly variants: readonly string[];
  readonly ok: boolean;
  /** The go command's or the compiler's words where it is not ok. */
  readonly error: string | null;
}

export interface CheckReport {
  /** `escapement 0.1.0` */
  readonly tool: string;
  /** `go1.26.8` */
  readonly go: string;
  readonly goos: string;
  readonly goarch: string;
  readonly packages: readonly PackageReport[];
  readonly findings: readonly Finding[];
  /** Only where they were asked for. */
  readonly suggestions?: readonly Suggestion[];
}

/** The document's text, ended by a line feed. Equal reports give equal text, whatever order they list things in. */
export function reportJson({ tool, go, goos, goarch, packages, findings, suggestions }: CheckReport): string {
  const head = JSON.stringify({ version: reportVersion, tool, go, goos, goarch }).slice(0, -1);
  const sorted = [...packages].sort((a, b) => byText(a.importPath, b.importPath));
  const more = suggestions ? `,\n"suggestions":${rows(suggestions)}` : '';
  return `${head},\n"packages":${rows(sorted.map(packageRow))},\n"findings":${rows(sortFindings(findings).map(findingRow))}${more}}\n`;
}

function rows(values: readonly object[]): string {
  return values.length === 0 ? '[]' : `[\n${values.map(value => JSON.stringify(value)).join(',\n')}\n]`;
}

// Written out field by field: the order and the set of keys are promised, whatever the objects at hand were built like.
function packageRow({ importPath, variants, ok, error }: PackageReport): PackageReport {
  return { importPath, variants, ok, error };
}

function findingRow(finding: Finding): Finding {
  const { code, file, line, column, range, subject, message, reason, path, bytes, sizeClass, chain, callee } = finding;
  const { variants, instances, confirmed, stale, raw } = finding;
  return {
    code,
    package: finding.package,
    file,
    line,
    column,
    range: { start: position(range.start), end: position(range.end) },
    function: finding.function,
    subject,
    message,
    reason,
    path,
    bytes,
    sizeClass,
    chain: chain.map(step),
    callee: callee && calleeOf(callee),
    variants,
    instances,
    confirmed,
    stale,
    raw,
  };
}

const position = ({ line, character }: Position): Position => ({ line, character });
const step = ({ message, file, line, column }: ChainStep): ChainStep => ({ message, file, line, column });
const calleeOf = (callee: Callee): Callee => ({ function: callee.function, file: callee.file, line: callee.line });
