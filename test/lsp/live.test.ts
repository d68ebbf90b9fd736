// The main job over plain LSP: findings for the text in the editor, whatever is typed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startFakeEditor, type FakeEditor, type Published } from '#support/fakeEditor';
import { goProject, type GoProject } from '#support/goProject';

const leaky = `package shop

import "fmt"

type Order struct{ id, total int }

func New(id int) *Order {
	return &Order{id: id}
}

func Name(o Order) string {
	return fmt.Sprint(o.id)
}
`;
const calm = `package shop

func Sum(a []int) (total int) {
	for _, v := range a {
		total += v
	}
	return total
}
`;

/** Findings as \`line:subject code\`, lines 1-based. */
const told = ({ diagnostics }: Published): string[] =>
  diagnostics.map(({ range, data }) => `${range.start.line + 1}:${data.subject} ${data.code}`).sort();

describe('live findings', () => {
  let project: GoProject;
  let editor: FakeEditor;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject(
      { after: task => void (removeProject = task) },
      {
        'go.mod': 'module ex.com/shop\n\ngo 1.21\n',
        'order.go': leaky,
        'sum.go': calm,
        'internal/deep/deep.go': 'package deep\n\nfunc Box(n int) *int { return &n }\n',
        'store/store.go':
          'package store\n\nimport "ex.com/shop/internal/deep"\n\nfunc Keep(n int) int { return *deep.Box(n) }\n',
      },
    );
    editor = await startFakeEditor();
  });
  after(async () => {
    assert.equal(await editor.exit(), 0);
    removeProject();
  });

  test('a file that is opened is analysed; ranges lie on the subject', async () => {
    const file = project.path('order.go');
    editor.open(file, leaky);
    const published = await editor.settled(file);
    assert.equal(published.version, 1);
    assert.deepEqual(told(published), ['12:o.id escapes', '8:&Order{...} escapes']);
    const literal = published.diagnostics.find(({ data }) => data.subject === '&Order{...}')!;
    assert.deepEqual(literal.range, { start: { line: 7, character: 8 }, end: { line: 7, character: 22 } });
    assert.equal(literal.source, 'escapement');
    assert.equal(literal.code, 'escapes');
    assert.equal(literal.data.package, 'ex.com/shop');
    assert.equal(literal.data.function, 'New');
    assert.equal(literal.data.reason, 'returned');
    assert.ok((literal.relatedInformation ?? []).length > 0, 'the chain is told without markdown too');
    assert.ok(literal.data.raw[0]!.includes('&Order{...} escapes to heap'));
  });

  test('hints stand behind the subject', async () => {
    const hints = await editor.hints(project.path('order.go'));
    assert.deepEqual(
      hints.map(({ position }) => position),
      [
        { line: 7, character: 22 },
        { line: 11, character: 23 },
      ],
    );
    const resolved = await editor.connection.sendRequest<{ tooltip?: { value: string } }>(
      'inlayHint/resolve',
      hints[0],
    );
    assert.match(resolved.tooltip!.value, /&Order\{\.\.\.\}/);
  });

  test('hover tells the cause, the chain as links and the compiler’s own words', async () => {
    const file = project.path('order.go');
    const hover = await editor.hover(file, editor.positionOf(file, '&Order'));
    const { value } = hover!.contents as { value: string };
    assert.match(value, /return/);
    assert.match(value, /\]\(file:\/\/\/[^)]*order\.go#L8,/);
    assert.match(value, /&Order\{\.\.\.\} escapes to heap/);
    assert.equal(await editor.hover(file, { line: 0, character: 0 }), null);
  });

  test('unsaved text: the cause is deleted and the finding goes, undone and it is back', async () => {
    const file = project.path('order.go');
    editor.replace(file, 'return &Order{id: id}', 'return nil');
    assert.deepEqual(told(await editor.settled(file)), ['12:o.id escapes']);
    editor.replace(file, 'return nil', 'return &Order{id: id}');
    assert.deepEqual(told(await editor.settled(file)), ['12:o.id escapes', '8:&Order{...} escapes']);
  });

  test('before the compile is done findings stand where their text has moved', async () => {
    const file = project.path('order.go');
    const version = editor.edit(
      file,
      { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      '// 一\n// 二\n',
    );
    const hints = await editor.hints(file);
    assert.deepEqual(
      hints.map(({ position }) => position.line),
      [9, 13],
    );
    const published = await editor.settled(file);
    assert.equal(published.version, version);
    assert.deepEqual(told(published), ['10:&Order{...} escapes', '14:o.id escapes']);
  });

  test('a package that does not compile keeps what stands on untouched lines, moved and marked stale', async () => {
    const file = project.path('order.go');
    editor.edit(file, { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } }, '\n\n\n');
    await editor.settled(file);
    editor.replace(file, 'return fmt.Sprint(o.id)', 'return fmt.Sprint(o.id');
    const broken = await editor.settled(file);
    assert.deepEqual(told(broken), ['11:&Order{...} escapes']);
    assert.equal(broken.diagnostics[0]!.data.stale, true);
    assert.equal(broken.version, editor.version(file));
    const hints = await editor.hints(file);
    assert.deepEqual(
      hints.map(({ data }) => (data as { stale: boolean }).stale),
      [true],
    );
    await editor.until('status stale', () => editor.statuses.at(-1)?.state === 'stale');
    editor.edit(file, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// more\n');
    assert.deepEqual(told(await editor.settled(file)), ['12:&Order{...} escapes']);
    editor.replace(file, 'fmt.Sprint(o.id', 'fmt.Sprint(o.id)');
    const mended = await editor.settled(file);
    assert.deepEqual(told(mended), ['12:&Order{...} escapes', '16:o.id escapes']);
    assert.ok(mended.diagnostics.every(({ data }) => !data.stale));
  });

  test('other open files of the package are published with their own version', async () => {
    const [order, sum] = [project.path('order.go'), project.path('sum.go')];
    editor.open(sum, calm);
    assert.deepEqual(told(await editor.settled(sum)), []);
    const before = editor.published.length;
    editor.replace(order, '&Order{id: id}', 'keep(&Order{id: id})');
    editor.replace(
      sum,
      'return total\n}',
      'return total\n}\n\nfunc keep(o *Order) *Order { kept = o; return o }\n\nvar kept *Order',
    );
    const published = await editor.settled(order);
    assert.equal(
      published.diagnostics.find(({ data }) => data.subject === '&Order{...}')!.data.reason !== 'none',
      true,
    );
    assert.equal((await editor.settled(sum)).version, 2);
    assert.ok(editor.published.slice(before).some(({ uri, version }) => uri.endsWith('sum.go') && version === 2));
  });

  test('an unsaved edit of a dependency is seen by open packages that import it', async () => {
    const [store, deep] = [project.path('store/store.go'), project.path('internal/deep/deep.go')];
    editor.open(
      store,
      'package store\n\nimport "ex.com/shop/internal/deep"\n\nfunc Keep(n int) { x := n; deep.Use(&x) }\n',
    );
    // deep.Use does not exist yet.
    assert.deepEqual(told(await editor.settled(store)), []);
    editor.open(deep, 'package deep\n\nvar kept *int\n\nfunc Use(p *int) { kept = p }\n');
    await editor.settled(deep);
    editor.edit(deep, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// Package deep keeps.\n');
    await editor.until('store is analysed again', () =>
      editor.published.some(entry => entry.uri.endsWith('store.go') && told(entry).includes('5:x moved-to-heap')),
    );
  });

  test('a closed file’s findings are taken away', async () => {
    const file = project.path('sum.go');
    editor.close(file);
    await editor.until(
      'emptied',
      () => editor.published.at(-1)!.uri.endsWith('sum.go') && editor.published.at(-1)!.version === undefined,
    );
    assert.deepEqual(editor.published.at(-1)!.diagnostics, []);
  });
});
