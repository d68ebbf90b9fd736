// Verdicts first, explanations after: in a package whose explanations take long (go/types prints 80 MB of them) the findings come in two
// publications of one version, and a hover between them waits for its own function only.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startFakeEditor, type Published } from '#support/fakeEditor';

const folder = path.join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'src/go/types');

const verdicts = ({ diagnostics }: Published): string[] =>
  diagnostics
    .map(({ range, code, data }) => `${range.start.line}:${range.start.character} ${String(code)} ${data.subject}`)
    .sort();

test('a large package: verdicts, then explanations, of one version', async () => {
  const editor = await startFakeEditor();
  try {
    const file = path.join(folder, 'stmt.go');
    editor.open(file, readFileSync(file, 'utf8'));
    const first = await editor.settled(file);
    assert.ok(first.diagnostics.length > 20);
    assert.ok(first.diagnostics.every(({ data }) => data.reason !== 'unknown'));

    const end = editor.text(file).split('\n').length;
    const at = { line: end - 1, character: 0 };
    const added =
      '\nvar escapesForTest []any\n\nfunc boxForTest(n int) { escapesForTest = append(escapesForTest, n) }\n';
    const version = editor.edit(file, { start: at, end: at }, added);
    const own = (): Published[] => editor.published.filter(entry => entry.version === version);
    await editor.until('verdicts', () => own().length > 0);
    const [early] = own();
    const boxed = early!.diagnostics.find(({ data }) => data.subject === 'n' && data.function === 'boxForTest')!;
    assert.equal(boxed.data.reason, 'unknown', 'nobody has asked why yet');
    assert.ok(early!.diagnostics.every(({ data }) => data.unexplained === true));
    const known = early!.diagnostics.filter(({ data }) => data.reason !== 'unknown').length;
    assert.ok(known >= first.diagnostics.length - 1, 'what was explained before is still there');

    const hover = await editor.hover(file, boxed.range.start);
    assert.match((hover!.contents as { value: string }).value, /put in an interface|interface value/);

    await editor.until('explanations', () => own().length > 1);
    const late = own()[1]!;
    assert.ok(late.diagnostics.every(({ data }) => data.unexplained === undefined && data.reason !== 'unknown'));
    assert.deepEqual(verdicts(late), verdicts(early!));
  } finally {
    await editor.exit();
  }
});
