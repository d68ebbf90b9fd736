// Misuse of pools as diagnostics: told while one types, by what all files of the package say, and gone when it is mended.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DiagnosticSeverity, type CodeAction, type WorkspaceEdit } from 'vscode-languageserver/node';
import { startFakeEditor } from '#support/fakeEditor';

import { goMod, goProject } from '#support/goProject';

const pools = `package m

import "sync"

type T struct{ n int }

var pool = sync.Pool{New: func() any { return new(T) }}
`;

const text = `package m

func F() int {
	v := pool.Get().(*T)
	v.n++
	pool.Put(v)
	return v.n
}

func G(n int) int {
	v := pool.Get().(*T)
	if n > 1 {
		return 0
	}
	pool.Put(v)
	return 1
}
`;

const newTexts = (edit: WorkspaceEdit | undefined): string[] => [
  ...Object.values(edit?.changes ?? {}).flatMap(edits => edits.map(({ newText }) => newText)),
  ...(edit?.documentChanges ?? []).flatMap(change =>
    'edits' in change ? change.edits.map(one => ('newText' in one ? one.newText : '')) : [],
  ),
];

test('a mistake is told, and gone when it is mended', async scope => {
  const project = goProject(scope, { 'go.mod': goMod('ex.com/m'), 'pools.go': pools, 'a.go': text });
  const file = project.path('a.go');
  const editor = await startFakeEditor({});
  try {
    const told = (): string[] =>
      (editor.published.at(-1)?.diagnostics ?? [])
        .filter(({ code }) => String(code).startsWith('pool-'))
        .map(({ code, severity, range }) => `${range.start.line + 1} ${code} ${severity}`);
    editor.open(file, text);
    await editor.until('both', () => told().length === 2);
    assert.deepEqual(told(), [
      `7 pool-use-after-put ${DiagnosticSeverity.Warning}`,
      `13 pool-missing-put ${DiagnosticSeverity.Hint}`,
    ]);
    const [used] = editor.published.at(-1)!.diagnostics.filter(({ code }) => code === 'pool-use-after-put');
    assert.deepEqual(
      used?.relatedInformation?.map(({ location }) => location.range.start),
      [{ line: 5, character: 1 }],
    );
    const hover = await editor.hover(file, editor.positionOf(file, 'v.n\n'));
    assert.match(
      (hover?.contents as { value: string }).value,
      /`v` is used after it was given back to `pool`[^]*\[Why, and what to do about it\]\(file:/,
    );
    const page = used?.codeDescription?.href ?? '';
    assert.match(readFileSync(fileURLToPath(page), 'utf8'), /^# .*`pool-use-after-put`/);
    const actions: CodeAction[] = await editor.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: pathToFileURL(file).href },
      range: { start: { line: 12, character: 2 }, end: { line: 12, character: 2 } },
      context: { diagnostics: [], only: ['quickfix'] },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Give v back before this return'],
    );
    const resolved: CodeAction = await editor.connection.sendRequest('codeAction/resolve', actions[0]!);
    assert.deepEqual(newTexts(resolved.edit), ['pool.Put(v)\n\t\t']);

    editor.replace(file, 'v.n++\n\tpool.Put(v)\n\treturn v.n', 'v.n++\n\tdefer pool.Put(v)\n\treturn v.n');
    await editor.until('one', () => told().length === 1);
    assert.deepEqual(told(), [`13 pool-missing-put ${DiagnosticSeverity.Hint}`]);
    editor.replace(file, 'if n > 1 {', 'if n > 1 {\n\t\tpool.Put(v)');
    await editor.until('none', () => told().length === 0);
  } finally {
    await editor.exit();
  }
});
