// "Reorder fields of T" over plain LSP: offered, resolved, applied to the text, refused with its reason.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goMod, goProject, type GoProject } from '#support/goProject';

const files = {
  'go.mod': goMod('ex.com/m'),
  'p/p.go': `package p

// record is one row.
type record struct {
	ok   bool  // set once the row is complete
	hits int64 // all time
	kind uint8

	dirty bool
}

type small struct {
	a, b int64
}

// Line is positional in another package.
type Line struct {
	Open   bool
	Lo, Hi int64
	Shut   bool
}

var _ = record{true, 1, 2, false}
`,
  'q/q.go': 'package q\n\nimport "ex.com/m/p"\n\nvar Lines = []p.Line{{true, 1, 2, false}, {false, 3, 4, true}}\n',
  'u/u.go': `package u

import "unsafe"

type fixed struct {
	on  bool
	at  int64
	off bool
}

const offset = unsafe.Offsetof(fixed{}.off)
`,
};

describe('reorder', () => {
  let project: GoProject;
  let editor: FakeEditor;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject({ after: task => void (removeProject = task) }, files);
    editor = await startFakeEditor({ settings: { escape: { run: 'manual' } } });
  });
  after(async () => {
    await editor.exit();
    removeProject();
  });

  const open = (name: 'p/p.go' | 'u/u.go' | 'q/q.go'): string => {
    const file = project.path(name);
    if (!editor.openFiles().includes(file)) editor.open(file, files[name]);
    return file;
  };
  const actionsAt = (file: string, find: string): Promise<CodeAction[]> => {
    const at = editor.positionOf(file, find);
    return editor.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: pathToFileURL(file).href },
      range: { start: at, end: at },
      context: { diagnostics: [], only: ['refactor.rewrite.struct'] },
    });
  };
  const resolve = (action: CodeAction): Promise<CodeAction> =>
    editor.connection.sendRequest('codeAction/resolve', action);
  const edited = (text: string, edits: TextDocumentEdit['edits']): string => {
    const plain = edits.flatMap(edit => ('newText' in edit ? [{ range: edit.range, newText: edit.newText }] : []));
    return TextDocument.applyEdits(TextDocument.create('', 'go', 1, text), plain);
  };
  /** The texts after the edit, by the file's name in the project. */
  const applied = ({ edit }: CodeAction): Readonly<Record<string, string>> => {
    const changes = (edit?.documentChanges ?? []).flatMap(change => ('edits' in change ? [change] : []));
    return Object.fromEntries(
      changes.map(({ textDocument: { uri }, edits }) => {
        const name = Object.keys(files).find(known => pathToFileURL(project.path(known)).href === uri)!;
        return [name, edited(files[name as keyof typeof files], edits)];
      }),
    );
  };

  test('offered inside the declaration, made when it is taken: fields, comments, and keys for the literals', async () => {
    const file = open('p/p.go');
    const actions = await actionsAt(file, 'hits int64');
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind]),
      [['Reorder fields of record (24 → 16 bytes)', 'refactor.rewrite.struct.reorder']],
    );
    const action = await resolve(actions[0]!);
    const { 'p/p.go': text = '', ...others } = applied(action);
    assert.deepEqual(others, {});
    assert.match(
      text,
      /type record struct \{\n\thits int64 \/\/ all time\n\tok {3}bool {2}\/\/ set once the row is complete\n/,
    );
    assert.match(text, /record\{ok: true, hits: 1, kind: 2, dirty: false\}/);
    assert.deepEqual(
      action.edit!.documentChanges!.map(change => 'textDocument' in change && change.textDocument.version),
      [1],
    );
    assert.equal(execFileSync('gofmt', { input: text, encoding: 'utf8' }), text);
  });

  test('literals of another package are part of it, and a person is asked', async () => {
    const file = open('p/p.go');
    const [action] = await actionsAt(file, 'Lo, Hi');
    const resolved = await resolve(action!);
    const texts = applied(resolved);
    assert.match(texts['q/q.go'] ?? '', /\{\{Open: true, Lo: 1, Hi: 2, Shut: false\}, \{Open: false, Lo: 3/);
    const annotation = Object.values(resolved.edit!.changeAnnotations ?? {})[0]!;
    assert.equal(annotation.needsConfirmation, true);
    assert.match(annotation.description ?? '', /Line/);
    assert.deepEqual(
      resolved.edit!.documentChanges!.map(change => 'textDocument' in change && change.textDocument.version),
      [1, null],
    );
  });

  test('nothing where no order is smaller, and outside of structs', async () => {
    const file = open('p/p.go');
    assert.deepEqual(await actionsAt(file, 'a, b int64'), []);
    assert.deepEqual(await actionsAt(file, 'package'), []);
  });

  test('disabled, with the reason', async () => {
    const file = open('u/u.go');
    const [action, ...others] = await actionsAt(file, 'at  int64');
    assert.deepEqual(others, []);
    assert.match(action!.disabled?.reason ?? '', /Offsetof|offset/);
  });

  test('on a text that is not saved', async () => {
    const file = open('q/q.go');
    editor.replace(file, 'var Lines', 'type fresh struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar Lines');
    const [action] = await actionsAt(file, 'b int64');
    assert.equal(action?.title, 'Reorder fields of fresh (24 → 16 bytes)');
    const { edit } = await resolve(action);
    const [change] = edit!.documentChanges!;
    const text = edited(editor.text(file), change && 'edits' in change ? change.edits : []);
    assert.match(text, /type fresh struct \{\n\tb int64\n\ta bool\n\tc bool\n\}/);
    editor.close(file);
  });
});
