// What a finished compile means for the open files: findings of their present text, findings that are kept as stale, or a problem. Only files
// whose text is still the one that was compiled are spoken of.
import type { FindingCode } from '#core/escape/finding';
import type { Analysis } from './analyse';
import { differences } from './crossCheck';
import { judge } from './judge';
import type { LiveParts, LiveStatus } from './live';
import { keepStale, takeResults, type OpenFile } from './openFile';
import type { OpenPackages } from './openPackages';
import type { Wave } from './waves';

export interface AcceptParts extends Pick<LiveParts, 'log' | 'publish' | 'showStatus'> {
  readonly opened: OpenPackages;
}

export interface Accepted {
  readonly wave: Wave;
  /** The version of each file that was compiled. */
  readonly snapshot: ReadonlyMap<string, number>;
  /** Codes that another run speaks of: what was found of them stays. */
  readonly elsewhere: ReadonlySet<FindingCode>;
}

/** Takes over what a run found, for every file whose text is still the one that was compiled. True where all compiled. */
export function accept(parts: AcceptParts, { outcome, variants }: Analysis, accepted: Accepted): boolean {
  const { opened, publish, showStatus } = parts;
  const { wave, snapshot } = accepted;
  let compiled = outcome.problem === null;
  for (const [file, version] of snapshot) {
    const open = opened.files.get(file);
    if (open?.version !== version) continue;
    const judgement = judge(file, outcome, wave === 'exact');
    switch (judgement.kind) {
      case 'good':
        show(
          parts,
          open,
          variants.filter(({ variant }) => judgement.variants.has(variant)),
          accepted,
        );
        break;
      case 'broken':
        compiled = false;
        showStale(parts, open, { kind: 'stale', error: judgement.error });
        break;
      case 'problem':
        showStale(parts, open, judgement);
        break;
      case 'not-in-build':
        open.findings = [];
        open.results.clear();
        publish(file, version, []);
        showStatus(file, judgement);
        break;
      case 'not-asked':
    }
  }
  return compiled;
}

function show(parts: AcceptParts, open: OpenFile, variants: Analysis['variants'], { wave, elsewhere }: Accepted): void {
  const { opened, log, publish, showStatus } = parts;
  const own = variants.map(({ variant, findings }) => ({
    variant,
    findings: findings.filter(({ file }) => file === open.file),
  }));
  const { sized, toVerify } = opened.memoryOf(open.place!, open.file);
  // What the machine code refutes is no difference.
  if (wave === 'exact' && !toVerify) crossCheck(log, open, own);
  takeResults(open, own, elsewhere);
  if (sized) open.findings = open.findings.map(sized);
  publish(open.file, open.version, open.findings);
  showStatus(open.file, { kind: 'idle' });
}

function crossCheck(log: LiveParts['log'], open: OpenFile, exact: Analysis['variants']): void {
  for (const { variant, findings } of exact) {
    const before = open.results.get(variant);
    if (!before || before.some(({ unexplained }) => unexplained)) continue;
    for (const line of differences(before, findings)) log.warn(`${variant}: replay and go command differ: ${line}`);
  }
}

function showStale({ publish, showStatus }: AcceptParts, open: OpenFile, status: LiveStatus): void {
  keepStale(open);
  publish(open.file, open.version, open.findings);
  showStatus(open.file, status);
}
