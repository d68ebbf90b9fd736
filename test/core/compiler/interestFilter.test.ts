// What is left out of other files' lines changes nothing of what is found in the file of interest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInterestFilter } from '#core/compiler/interestFilter';
import { findingsOfVariant } from '#core/escape/findings';
import { english } from '#core/messages/translate';
import { readOutput, recordedText, releases } from './readOutput';

function filtered(text: string, files: readonly string[]): string {
  const skips = createInterestFilter(
    files.map(file => Buffer.from(file)),
    'explanations',
  );
  return text
    .split('\n')
    .filter(line => !skips(Buffer.from(line), 0, Buffer.byteLength(line)))
    .join('\n');
}

const findingsIn = (text: string, file: string) =>
  readOutput(text).variants.flatMap(output =>
    findingsOfVariant(output, {
      package: 'p',
      resolveFile: printed => printed,
      site: () => null,
      wants: printed => printed === file,
      t: english,
    }),
  );

for (const release of releases.filter(name => !name.startsWith('go1.21.'))) {
  test(`recorded by ${release}`, () => {
    const text = recordedText(release, 'cases');
    for (const file of ['./closures.go', './calls.go', './generics.go', './interfaces.go', './chains.go']) {
      const kept = filtered(text, [file]);
      assert.ok(kept.length < text.length / 2, `${file}: ${kept.length} of ${text.length}`);
      assert.deepEqual(findingsIn(kept, file), findingsIn(text, file));
    }
  });
}

test('line by line', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['./a.go:1:2: moved to heap: x', false],
    ['./b.go:1:2: moved to heap: x', true],
    ['./b.go:1:2: "a: b" escapes to heap', true],
    ['./b.go:1:2: x escapes to heap in F:', true],
    ['./b.go:1:2:   flow: {heap} ← &x:', true],
    ['./b.go:1:2: p does not escape', true],
    ['./b.go:1:2: inlining call to F', true],
    ['./b.go:1:2: leaking param content: p', true],
    ['./b.go:1:2: can inline F with cost 3 as: func() { x escapes to heap }', false],
    ['./b.go:1:2: F capturing by ref: x (addr=true assign=true width=8)', false],
    ['./b.go:1:2: undefined: x', false],
    ['./aa.go:1:2: moved to heap: x', true],
    ['./a.gox:1:2: moved to heap: x', true],
    ['moved to heap: #next', false],
    ['# ex.com/p', false],
    ['\thave (int)', false],
    ['', false],
  ];
  for (const [line, isOut] of cases)
    assert.equal(filtered(`${line}\nend`, ['./a.go']), isOut ? 'end' : `${line}\nend`, line);
});
