// One open file: its text, and what is known of it. Each compilation that it takes part in (`p`, `p [p.test]`) says its part; what is shown is
// all of them merged, moved along with the text until they speak again.
import { carryExplanations, explainFrom } from '#core/escape/carryExplanations';
import type { Finding, FindingCode } from '#core/escape/finding';
import { mergeFindings } from '#core/escape/findings';
import { moveFindings } from '#core/escape/moveFindings';
import type { TextChange } from '#core/text/edits';
import type { PackagePlace } from './packageOf';

export interface OpenFile {
  readonly file: string;
  version: number;
  text: string;
  place: PackagePlace | null;
  /** What is shown: true of the present text, or moved along with it. */
  findings: readonly Finding[];
  /** By variant: what is true of the present text, unmoved. */
  readonly results: Map<string, readonly Finding[]>;
}

export const isTestFile = (file: string): boolean => file.endsWith('_test.go');

export function newOpenFile(file: string, version: number, text: string): OpenFile {
  return { file, version, text, place: null, findings: [], results: new Map() };
}

/** `changes` in the order in which they were made; null: the whole text is new. */
export function changeText(open: OpenFile, version: number, text: string, changes: readonly TextChange[] | null): void {
  open.findings =
    changes === null
      ? []
      : changes.reduce<readonly Finding[]>(
          (findings, change) => moveFindings(findings, open.file, change),
          open.findings,
        );
  open.version = version;
  open.text = text;
}

/** Forgets what compilations said that a change makes untrue: `all`, or those of tests. */
export function forgetResults({ results }: OpenFile, which: 'all' | 'tests'): void {
  for (const variant of results.keys()) if (which === 'all' || isTestVariant(variant)) results.delete(variant);
}

const isTestVariant = (variant: string): boolean => variant.includes(' [');

/**
 * Takes over what one compile said of the present text. `elsewhere`: codes whose findings come from another run: those of before stay.
 */
export function takeResults(
  open: OpenFile,
  said: readonly { readonly variant: string; readonly findings: readonly Finding[] }[],
  elsewhere: ReadonlySet<FindingCode>,
): void {
  for (const { variant, findings } of said)
    open.results.set(
      variant,
      findings.filter(({ file }) => file === open.file),
    );
  const merged = mergeFindings([...open.results.values()].flat());
  open.findings = carryExplanations(merged, open.findings, elsewhere);
}

/** Takes over explanations of the present text that came before the end of a compile. */
export function takeEarly(open: OpenFile, said: readonly Finding[]): void {
  const own = said.filter(({ file, unexplained }) => file === open.file && !unexplained);
  open.findings = explainFrom(open.findings, own);
}

/** The present text does not compile: what was found before stays, and says so. */
export function keepStale(open: OpenFile): void {
  open.findings = open.findings.map(finding => (finding.stale ? finding : { ...finding, stale: true }));
  open.results.clear();
}
