// Findings over the recorded output of each Go release, one line a finding, and what must hold for every one of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VariantOutput } from '#core/compiler/message';
import type { Finding } from '#core/escape/finding';
import { findingsOfVariant, mergeFindings } from '#core/escape/findings';
import { translator } from '#core/messages/translate';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { checkGolden } from './golden';
import { contextOf, recorded, recordedFindings, releases } from './recordings';

const recordings = ['cases', 'variants', 'cgo'];
const golden = 'test/cases/escape-findings';
/** Releases whose findings lie as text beside the cases; the others must obey the same rules. */
const shownReleases = new Set(['go1.21.13', 'go1.23.12', 'go1.25.5', 'go1.26.8', 'go1.27.3']);
const heapCodes = new Set(['moved-to-heap', 'escapes', 'escapes-static']);

/** One line a finding, its chain below it; long listings of what is no heap verdict go to a file of their own. */
function show(findings: readonly Finding[], withChain: boolean): string {
  return findings
    .map(finding => {
      const { file, line, column, code, reason, subject, message, bytes, sizeClass, callee, instances } = finding;
      const extras = [
        bytes === null ? '' : ` [${bytes} bytes, class ${sizeClass ?? '?'}]`,
        callee === null
          ? ''
          : ` [calls ${callee.function}${callee.file === null ? '' : ` at ${callee.file}:${callee.line ?? 0}`}]`,
        instances.length === 0 ? '' : ` [${instances.join(' ')}]`,
      ].join('');
      const head = `${file}:${line}:${column} ${code} ${reason} ${oneLine(subject)} | ${message}${extras}\n`;
      const chain = finding.chain.map(step => `    ${step.file}:${step.line}:${step.column} ${step.message}\n`);
      return withChain ? head + chain.join('') : head;
    })
    .join('');
}

function oneLine(text: string): string {
  return text.replace(/\n/g, '\\n');
}

/** The lines of the recorded text that are verdicts, by the messages that the reader made of them. */
function verdictLines(variants: readonly VariantOutput[]): string[] {
  return variants.flatMap(({ messages }) => messages.map(({ raw }) => raw)).sort();
}

function check(release: string, recording: string): void {
  const variants = recorded(release, recording);
  for (const variant of variants) {
    const findings = findingsOfVariant(variant, contextOf());
    const own = new Set(variant.messages.map(({ raw }) => raw));
    const said = findings.flatMap(({ raw }) => raw.filter(line => own.has(line)));
    assert.deepEqual(said.sort(), verdictLines([variant]), `${variant.variant}: every message in exactly one finding`);
    for (const finding of findings) {
      assert.ok(own.has(finding.raw[0] ?? ''), 'the verdict comes first');
      assert.notEqual(finding.message, '');
      if (finding.code === 'escapes-static') assert.equal(finding.reason, 'none');
    }
  }
}

describe('findings of recorded output', () => {
  for (const release of releases) {
    for (const recording of recordings) {
      it(`${release} ${recording}: every message is in exactly one finding`, () => {
        check(release, recording);
      });
    }
    if (!shownReleases.has(release)) continue;
    it(`${release}: heap findings`, () => {
      const findings = recordings.flatMap(recording => recordedFindings(release, recording));
      checkGolden(
        `${golden}/${release}.txt`,
        show(
          findings.filter(({ code }) => heapCodes.has(code)),
          true,
        ),
      );
    });
  }

  it('the newest release: what is no heap finding', () => {
    const findings = recordings.flatMap(recording => recordedFindings(releases.at(-1) ?? '', recording));
    checkGolden(
      `${golden}/others.txt`,
      show(
        findings.filter(({ code }) => !heapCodes.has(code)),
        false,
      ),
    );
  });

  it('the newest release, in Chinese', () => {
    const findings = recordedFindings(releases.at(-1) ?? '', 'cases', translator(zhCn));
    checkGolden(
      `${golden}/zh-cn.txt`,
      show(
        findings.filter(({ code }) => heapCodes.has(code)),
        true,
      ),
    );
    for (const { message, code } of findings) if (code !== 'other') assert.match(message, /\p{Script=Han}/u);
  });

  it('no heap verdict of the recordings has an unknown reason', () => {
    for (const release of releases) {
      const unknown = recordings
        .flatMap(recording => recordedFindings(release, recording))
        .filter(({ code, reason }) => heapCodes.has(code) && reason === 'unknown');
      assert.equal(show(unknown, false), '', release);
    }
  });

  it('an interface call is told from a function value where its receiver is explained', () => {
    const [variant] = recorded('go1.26.8', 'cases', true);
    assert.ok(variant !== undefined);
    const finding = findingsOfVariant(variant, { ...contextOf(), site: () => null }).find(
      ({ file, line, code }) => file === 'calls.go' && line === 33 && code === 'moved-to-heap',
    );
    assert.equal(
      finding?.message,
      'The address of `x` is passed to `t.Take`, called through an interface: the compiler must assume that it is kept, so `x` is moved to the heap.',
    );
  });

  it('merging keeps every verdict of the plain package, as often as it was printed', () => {
    for (const release of releases) {
      const [variant] = recorded(release, 'cases');
      assert.ok(variant !== undefined);
      const own = new Set(variant.messages.map(({ raw }) => raw));
      const merged = mergeFindings(findingsOfVariant(variant, contextOf()));
      assert.deepEqual(merged.flatMap(({ raw }) => raw.filter(line => own.has(line))).sort(), verdictLines([variant]));
    }
  });
});
