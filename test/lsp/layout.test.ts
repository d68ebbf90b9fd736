// Structs over plain LSP: the hover on a type's name, the lens where another order is worth it, and the request behind the layout view.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver/node';
import { layoutRequest, isLayoutModel, type LayoutModel } from '#core/messages/layoutView';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goMod, goProject, type GoProject } from '#support/goProject';

const text = `package m

import "sync"

type record struct {
	ok   bool
	hits int64
	kind uint8
	when int64
	bad  bool
}

// In another order it is 40 bytes, for which the allocator hands out 48 as well.
type same struct {
	on    bool
	next  *same
	items []int
	off   bool
}

type tidy struct {
	mu sync.Mutex
	n  int64
}

type box[T any] struct {
	on  bool
	val T
}
`;

describe('structs', () => {
  let project: GoProject;
  let file: string;
  let editor: FakeEditor;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject({ after: task => void (removeProject = task) }, { 'go.mod': goMod('ex.com/m'), 'a.go': text });
    file = project.path('a.go');
    editor = await startFakeEditor({ settings: {} });
    editor.open(file, text);
    await editor.settled(file);
  });
  after(async () => {
    await editor.exit();
    removeProject();
  });

  const uri = (): string => `file://${encodeURI(file)}`;
  const hoverAt = async (find: string): Promise<string> => {
    const hover = await editor.hover(file, editor.positionOf(file, find));
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  };
  const lenses = async (): Promise<readonly string[]> => {
    const all: CodeLens[] = await editor.connection.sendRequest('textDocument/codeLens', {
      textDocument: { uri: uri() },
    });
    return all.map(({ range, command }) => `${range.start.line + 1} ${command!.title}`);
  };
  /** Lenses come when the other architectures have been measured, which a refresh tells. */
  const lensesBecome = async (expected: readonly string[]): Promise<void> => {
    let last: readonly string[] = [];
    for (let tries = 0; tries < 1_200; tries++) {
      last = await lenses();
      if (JSON.stringify(last) === JSON.stringify(expected)) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.deepEqual(last, expected);
  };
  const ask = (name: string | null, line = 0): Promise<LayoutModel | null> =>
    editor.connection.sendRequest(layoutRequest, { uri: uri(), name, line, wait: true });

  test('the hover on a type’s name has its numbers, its picture and the better order', async () => {
    const record = await hoverAt('record struct');
    assert.match(record, /record\\: size 40, alignment 8, padding 21, size class 48, no pointers/);
    assert.ok(record.includes(' 0  █·······  ok bool\n 8  ▓▓▓▓▓▓▓▓  hits int64\n'), record);
    assert.match(record, /40 B → 24 B possible\\: hits, when, ok, kind, bad/);
    assert.equal(await hoverAt('struct {'), '');
  });

  test('a lens where the allocator would hand out less', async () => {
    await lensesBecome(['5 40 B → 24 B possible']);
  });

  test('lenses as the setting has them, and at their places while the text changes', async () => {
    const change = (hint: string): Promise<void> =>
      editor.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { escapement: { layout: { hint, goarch: ['386'] } } },
      });
    await change('anyByte');
    await lensesBecome(['5 40 B → 24 B possible', '14 48 B → 40 B possible']);
    editor.edit(file, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, '\n');
    assert.deepEqual(await lenses(), ['6 40 B → 24 B possible', '15 48 B → 40 B possible']);
    editor.replace(file, '	bad  bool\n', '');
    await lensesBecome(['6 32 B → 24 B possible', '14 48 B → 40 B possible']);
    await change('off');
    await lensesBecome([]);
    await change('sizeClass');
  });

  test('the layout view’s model, by name and by place', async () => {
    const record = await ask('record');
    assert.ok(isLayoutModel(record));
    assert.deepEqual(
      record.architectures.map(({ goarch, today, best }) => [goarch, today.size, best?.size]),
      [
        ['amd64', 32, 24],
        ['386', 24, 20],
      ].filter(([goarch]) => goarch === '386' || record.architectures[0]!.goarch === goarch),
    );
    assert.equal(record.note, '');
    assert.deepEqual(record.architectures[0]!.today.fields[1], {
      name: 'hits',
      type: 'int64',
      offset: 8,
      size: 8,
      paddingAfter: 0,
      line: 7,
    });
    assert.equal((await ask(null, record.line + 2))!.name, 'record');
    assert.equal(await ask(null, 0), null);
    assert.match((await ask('box'))!.note, /type parameters/);
  });

  test('what has an error inside has no numbers', async () => {
    editor.replace(file, '	mu sync.Mutex', '	mu sync.Mutexx');
    assert.equal(await hoverAt('tidy struct'), '');
    assert.match((await ask('tidy'))!.note, /error inside/);
    assert.match(await hoverAt('same struct'), /size 48/);
  });
});
