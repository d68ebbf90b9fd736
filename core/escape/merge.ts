// One finding per place, however many compilations (`p`, `p [p.test]`, `p_test`) and generic instances say it.
import { byText } from '../text/byText';
import type { Finding } from './finding';

/**
 * One finding per file, line, column, code and subject, sorted by these. `raw` holds a line as often as the compilation that
 * has it most often. The order of the input has no influence; merging a merged list changes nothing.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { file, line, column, code, subject } = finding;
    const key = JSON.stringify([file, line, column, code, subject]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(mergeGroup).sort(byPlace);
}

function mergeGroup(group: [Finding, ...Finding[]]): Finding {
  if (group.length === 1) return group[0];
  // Most often the test variant says what the package said, and the finding is the same one (FindingContext.known).
  const [first] = group;
  if (group.every(({ raw, package: ofPackage }) => raw === first.raw && ofPackage === first.package)) {
    return { ...first, variants: sortVariants(group.flatMap(({ variants }) => variants)) };
  }
  // Any fixed order will do; a known reason and a longer chain say more, so these come first.
  const ranked = group
    .map(finding => ({
      finding,
      text: JSON.stringify({ ...finding, variants: null, instances: null, raw: null }),
      raw: finding.raw.join('\n'),
    }))
    .sort(
      (a, b) =>
        Number(a.finding.reason === 'unknown') - Number(b.finding.reason === 'unknown') ||
        b.finding.chain.length - a.finding.chain.length ||
        byText(a.text, b.text) ||
        byText(a.raw, b.raw),
    )
    .map(({ finding }) => finding);
  return {
    ...(ranked[0] ?? group[0]),
    variants: sortVariants(ranked.flatMap(({ variants }) => variants)),
    instances: [...new Set(ranked.flatMap(({ instances }) => instances))].sort(byText),
    raw: mergeRaw(ranked.map(({ raw }) => raw)),
  };
}

/** `p` before `p [p.test]` before `p_test [p.test]`. */
function sortVariants(variants: readonly string[]): string[] {
  return [...new Set(variants)].sort((a, b) => Number(a.includes(' [')) - Number(b.includes(' [')) || byText(a, b));
}

/** Verdict lines, then explanation blocks: each as often as the list that has it most often. */
function mergeRaw(lists: readonly (readonly string[])[]): string[] {
  const parted = lists.map(splitRaw);
  const verdicts = union(parted.map(({ verdicts: lines }) => lines.map(line => [line])));
  return [...verdicts, ...union(parted.map(({ blocks }) => blocks))].flat();
}

/** A finding's own lines: the verdicts, and block by block their explanations. */
function splitRaw(raw: readonly string[]): { readonly verdicts: string[]; readonly blocks: string[][] } {
  const verdicts: string[] = [];
  const blocks: string[][] = [];
  for (const line of raw) {
    if (isHead(line)) blocks.push([line]);
    else (blocks.at(-1) ?? verdicts).push(line);
  }
  return { verdicts, blocks };
}

/** The first line of an explanation: `pos: x escapes to heap in F:`, `pos: parameter p leaks to {heap} for F with derefs=0:`. */
function isHead(line: string): boolean {
  if (!line.endsWith(':')) return false;
  // By plain words: a pattern for the whole line takes for ever on one that is made for it.
  const isValue = line.includes(' escapes to heap in ') || line.endsWith(' escapes to heap:');
  return isValue || (line.includes(': parameter ') && line.includes(' leaks to ') && / with derefs=\d+:$/.test(line));
}

function union(lists: readonly (readonly string[][])[]): string[][] {
  const out: string[][] = [];
  const have = new Map<string, number>();
  for (const list of lists) {
    const here = new Map<string, number>();
    for (const block of list) {
      const key = block.join('\n');
      const count = (here.get(key) ?? 0) + 1;
      here.set(key, count);
      if (count <= (have.get(key) ?? 0)) continue;
      have.set(key, count);
      out.push(block);
    }
  }
  return out;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    byText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    byText(a.code, b.code) ||
    byText(a.subject, b.subject)
  );
}
