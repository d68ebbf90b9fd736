// Refactorings as code actions, for editors that can much and for editors that can little: a refactoring that is a script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, ClientCapabilities } from 'vscode-languageserver/node';
import { english } from '#core/messages/translate';
import type { Offer, Resolution } from '#core/refactor/offer';
import type { Refactoring } from '#server/analysis/refactor/refactoring';
import { joinRefactorings } from '#server/analysis/refactor/refactorings';
import {
  codeActions,
  codeActionSupport,
  resolveCodeAction,
  type CodeActionParts,
} from '#server/lsp/features/codeActions';

const file = '/m/a.go';
const uri = 'file:///m/a.go';
const text = 'package m\n\nvar 已 = 1\n';
const kind = 'refactor.rewrite.fake.turn';
const able: Offer = { kind, title: 'Turn it', refused: null, data: { at: 1 } };
const unable: Offer = { kind, title: 'Turn that', refused: 'Line 3 forbids it.', data: null };
const edit: Resolution = {
  kind: 'edit',
  files: [
    { file, before: text, replacements: [{ start: 15, end: 16, text: 'done' }] },
    { file: '/m/b.go', before: 'package m\n', replacements: [{ start: 0, end: 0, text: '// b\n' }] },
  ],
  confirm: [],
};
const doubtful: Resolution = { ...edit, confirm: ['The order is seen.', 'So is the name.'] };

const literal = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
const modern: ClientCapabilities = {
  textDocument: {
    codeAction: { ...literal, dataSupport: true, disabledSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
};
const plain: ClientCapabilities = { textDocument: { codeAction: literal } };

interface Asked {
  readonly actions: readonly CodeAction[];
  readonly told: readonly string[];
  /** What the refactoring was asked to resolve. */
  readonly resolved: readonly unknown[];
  readonly resolve: (action: CodeAction) => Promise<CodeAction>;
}

async function ask(
  capabilities: ClientCapabilities,
  options: {
    readonly only?: string[];
    readonly offers?: readonly Offer[];
    readonly resolution?: Resolution;
    /** The document's text when the refactoring is done. */
    readonly later?: string;
    readonly rows?: readonly Refactoring[];
  } = {},
): Promise<Asked> {
  const told: string[] = [];
  const resolved: unknown[] = [];
  let now = text;
  const fake: Refactoring = {
    kinds: [kind],
    offers: place => Promise.resolve(place.text === text ? (options.offers ?? [able, unable]) : []),
    resolve(_place, data) {
      resolved.push(data);
      now = options.later ?? text;
      return Promise.resolve(options.resolution ?? edit);
    },
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const openOf: CodeActionParts['openOf'] = name => (name === file ? { file, text: now, version: 7 } : null);
  const parts: CodeActionParts = {
    refactorings: joinRefactorings([...(options.rows ?? []), fake], log),
    support: codeActionSupport(capabilities),
    t: english,
    documentOf: name => (name === uri ? openOf(file) : null),
    uriOf: name => `file://${name}`,
    openOf,
    tell: line => told.push(line),
  };
  const at = { line: 2, character: 4 };
  const context = { diagnostics: [], ...(options.only && { only: options.only }) };
  const { signal } = new AbortController();
  const actions = await codeActions({ textDocument: { uri }, range: { start: at, end: at }, context }, parts, signal);
  // Through JSON, as the editor has it.
  const resolve = (action: CodeAction): Promise<CodeAction> =>
    resolveCodeAction(JSON.parse(JSON.stringify(action)) as CodeAction, parts, signal);
  return { actions, told, resolved, resolve };
}

const titles = ({ actions }: Asked): string[] => actions.map(({ title }) => title);

for (const [only, isAsked] of [
  [undefined, true],
  [['refactor'], true],
  [['refactor.rewrite'], true],
  [[kind], true],
  [[''], true],
  [['quickfix', 'refactor.rewrite.fake'], true],
  [['quickfix'], false],
  [['refactor.extract'], false],
  [['refactor.rewrite.fake.tu'], false],
  [[], false],
] as const) {
  test(`code actions: only ${JSON.stringify(only)}`, async () => {
    const asked = await ask(modern, only ? { only: [...only] } : {});
    assert.deepEqual(titles(asked), isAsked ? ['Turn it', 'Turn that'] : []);
  });
}

test('code actions: the edit is made when it is asked for, of the versions that are open', async () => {
  const { actions, resolve, resolved, told } = await ask(modern);
  const [first, second] = actions;
  assert.deepEqual(second, { title: 'Turn that', kind, disabled: { reason: 'Line 3 forbids it.' } });
  assert.equal(first!.edit, undefined);
  assert.deepEqual(resolved, []);
  const { edit, ...rest } = await resolve(first!);
  assert.deepEqual(rest, first);
  assert.deepEqual(resolved, [able.data]);
  const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 5 } };
  assert.deepEqual(edit, {
    documentChanges: [
      { textDocument: { uri, version: 7 }, edits: [{ range, newText: 'done' }] },
      {
        textDocument: { uri: 'file:///m/b.go', version: null },
        edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '// b\n' }],
      },
    ],
  });
  assert.deepEqual(told, []);
});

test('code actions: what should be looked at is annotated', async () => {
  const { actions, resolve, told } = await ask(modern, { resolution: doubtful });
  const { edit } = await resolve(actions[0]!);
  const description = 'The order is seen. So is the name.';
  assert.deepEqual(edit!.changeAnnotations, { confirm: { label: 'Turn it', needsConfirmation: true, description } });
  const edits = edit!.documentChanges!.flatMap(change => ('edits' in change ? change.edits : []));
  assert.ok(edits.every(change => 'annotationId' in change && change.annotationId === 'confirm'));
  assert.deepEqual(told, ['Turn it: The order is seen. So is the name.']);
});

test('code actions: an editor that cannot ask later has the edit at once, and no disabled ones', async () => {
  const { actions, told } = await ask(plain, { resolution: doubtful });
  assert.deepEqual(
    actions.map(({ title, disabled }) => [title, disabled]),
    [['Turn it – The order is seen. – So is the name.', undefined]],
  );
  assert.deepEqual(Object.keys(actions[0]!.edit!.changes!), [uri, 'file:///m/b.go']);
  // It is only listed: nobody has chosen it yet.
  assert.deepEqual(told, []);
});

test('code actions: refused when it is taken, and the person is told', async () => {
  const { actions, resolve, told } = await ask(modern, { resolution: { kind: 'refused', reason: 'No.' } });
  const action = await resolve(actions[0]!);
  assert.deepEqual([action.edit, action.disabled], [undefined, { reason: 'No.' }]);
  assert.deepEqual(told, ['Turn it: No.']);
});

test('code actions: an edit of a text that is no more is refused', async () => {
  const { actions, resolve } = await ask(modern, { later: `${text}\n` });
  const action = await resolve(actions[0]!);
  assert.equal(action.edit, undefined);
  assert.match(action.disabled!.reason, /changed meanwhile/);
});

for (const data of [undefined, null, 7, {}, { uri: 3, offer: 1 }, { uri: 'file:///no.go', offer: 1 }]) {
  test(`code actions: data that is not ours: ${JSON.stringify(data)}`, async () => {
    const { resolve, resolved } = await ask(modern);
    const foreign: CodeAction = { title: 'Turn it', kind, data };
    assert.deepEqual(await resolve(foreign), JSON.parse(JSON.stringify(foreign)));
    assert.deepEqual(resolved, []);
  });
}

test('code actions: a refactoring that fails leaves the others alone; none for an editor of commands alone', async () => {
  const broken: Refactoring = {
    kinds: ['refactor.rewrite.broken'],
    offers: () => Promise.reject(new Error('broken')),
    resolve: () => Promise.reject(new Error('broken')),
  };
  assert.deepEqual(titles(await ask(modern, { rows: [broken] })), ['Turn it', 'Turn that']);
  assert.deepEqual(titles(await ask({})), []);
});
