// Questions of a profile's panel and their answers, by profiles of a few lines: filters, labels, search, tables, trees, comparisons, source.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { isAnswer, isQuestion } from '#core/messages/profileViewChecks';
import type { Answer, Comparing, Question, Scope } from '#core/messages/profileView';
import { english } from '#core/messages/translate';
import { answerer } from '#core/profile/answer';
import { withBase } from '#core/profile/withBase';
import { factsFor } from '#core/profile/facts';
import type { Profile } from '#core/profile/profile';
import { textProfile } from '#support/textProfile';

const absolute: Comparing = { by: 'absolute', operations: 0, baseOperations: 0 };
const plain: Scope = {
  sampleType: 0,
  filters: { focus: '', ignore: '', hide: '', show: '', showFrom: '' },
  labels: [],
  groupBy: '',
  inlined: true,
  comparing: absolute,
};
const whole = { kind: 'flame', root: { kind: 'whole' }, order: 'value', width: 1000, span: null, zoom: [] } as const;

function asking(
  text: string,
  base?: string,
): <K extends Question['kind']>(question: Extract<Question, { kind: K }>) => Extract<Answer, { kind: K }> {
  const own = textProfile(text);
  const answer = answerer({
    profile: base === undefined ? own : compared(own, textProfile(base)),
    modules: [],
    t: english,
  });
  return question => {
    // As it arrives after a message: a copy, checked.
    const copy: unknown = structuredClone(question);
    assert.ok(isQuestion(copy));
    const found: unknown = structuredClone(answer(copy));
    assert.ok(isAnswer(found), 'an answer of a known shape');
    assert.equal(found.kind, question.kind, JSON.stringify(found));
    return found as never;
  };
}

function compared(profile: Profile, base: Profile): Profile {
  const merged = withBase(profile, base);
  assert.ok(merged.kind === 'profile');
  return merged.profile;
}

type Ask = ReturnType<typeof asking>;

/** `name size` for each box, a level a line. */
function picture(ask: Ask, scope: Partial<Scope> = {}): string[] {
  const { picture: boxes, names } = ask({ ...whole, scope: { ...plain, ...scope } });
  const lines: string[] = [];
  boxes.depth.forEach((depth, box) => {
    const name = boxes.name[box]! < 0 ? 'all' : names.texts[boxes.name[box]!]!;
    lines[depth] = `${lines[depth] === undefined ? '' : `${lines[depth]!} | `}${name} ${boxes.size[box]!}`;
  });
  return lines;
}

const service = `
  main;serve;get 30 handler=/get
  main;serve;put 50 handler=/put
  main;serve;+log 5 handler=/put
  gc 15`;

describe('scopes', () => {
  const cases: readonly (readonly [string, Partial<Scope>, readonly string[]])[] = [
    ['focus', { filters: { ...plain.filters, focus: 'get' } }, ['all 30', 'main 30', 'serve 30', 'get 30']],
    ['ignore', { filters: { ...plain.filters, ignore: 'serve' } }, ['all 15', 'gc 15']],
    ['hide', { filters: { ...plain.filters, hide: '^serve$|gc' } }, ['all 100', 'main 85', 'put 50 | get 30 | log 5']],
    ['show', { filters: { ...plain.filters, show: 'get|main' } }, ['all 100', 'main 85', 'get 30']],
    [
      'show from',
      { filters: { ...plain.filters, showFrom: 'serve' } },
      ['all 85', 'serve 85', 'put 50 | get 30 | log 5'],
    ],
    ['label', { labels: [{ key: 'handler', value: '/put' }] }, ['all 55', 'main 55', 'serve 55', 'put 50 | log 5']],
    [
      'group',
      { groupBy: 'handler' },
      [
        'all 100',
        'handler: /put 55 | handler: /get 30 | (without handler) 15',
        'main 55 | main 30 | gc 15',
        'serve 55 | serve 30',
        'put 50 | log 5 | get 30',
      ],
    ],
    ['no inlined calls', { inlined: false }, ['all 100', 'main 85 | gc 15', 'serve 85', 'put 50 | get 30']],
  ];
  for (const [name, scope, expected] of cases)
    it(name, () => assert.deepEqual(picture(asking(service), scope), expected));

  it('the total stays that of the whole', () => {
    const ask = asking(service);
    const answer = ask({ ...whole, scope: { ...plain, filters: { ...plain.filters, focus: 'get' } } });
    assert.deepEqual([answer.total, answer.shown], [100, 30]);
  });
  it('one scope after another', () => {
    const ask = asking(service);
    const first = picture(ask);
    picture(ask, { filters: { ...plain.filters, hide: 'main' } });
    picture(ask, { groupBy: 'handler' });
    assert.deepEqual(picture(ask), first);
  });
});

test('an expression that is none is told, with the field', () => {
  const answer = answerer({ profile: textProfile(service), modules: [], t: english });
  const scope = { ...plain, filters: { ...plain.filters, hide: '(' } };
  const found = answer({ ...whole, scope });
  assert.ok(found.kind === 'problem' && found.field === 'hide');
  assert.match(found.text, /^Not a regular expression: .*missing closing \)/);
  const search = answer({ kind: 'search', scope: plain, text: '(', expression: true });
  assert.ok(search.kind === 'problem' && search.field === 'search');
});

test('what is not there any more is a problem, no exception', () => {
  const answer = answerer({ profile: textProfile(service), modules: [], t: english });
  const strange: readonly Question[] = [
    {
      kind: 'table',
      scope: { ...plain, sampleType: 7 },
      sort: 'flat',
      descending: true,
      text: '',
      expression: false,
      first: 0,
      count: 10,
    },
    { kind: 'source', scope: plain, name: 999, path: [] },
  ];
  for (const question of strange) assert.equal(answer(question).kind, 'problem');
  const lost = answer({ kind: 'tree', scope: plain, path: [999_998], first: 0, count: 10 });
  assert.ok(lost.kind === 'tree' && lost.rows === 0);
  const nobody = answer({ ...whole, scope: plain, root: { kind: 'callers', name: 999 } });
  assert.ok(nobody.kind === 'flame' && nobody.picture.size[0] === 0);
});

test('search: each stack once, whatever matches in it', () => {
  const ask = asking('f;g;f 10\nf;h 5\ng 3\nx;G%2ey 2');
  const found = (text: string, expression = false) => {
    const { names, value, shown } = ask({ kind: 'search', scope: plain, text, expression });
    return [names.length, value, shown];
  };
  assert.deepEqual(found('f'), [1, 15, 20]);
  assert.deepEqual(found('G'), [2, 15, 20]);
  assert.deepEqual(found('G', true), [1, 2, 20]);
  assert.deepEqual(found('^(f|h)$', true), [2, 15, 20]);
  assert.deepEqual(found('g.y'), [1, 2, 20]);
  assert.deepEqual(found('nobody'), [0, 0, 20]);
  assert.deepEqual(found(''), [0, 0, 20]);
});

test('table: sorted, searched, a page at a time', () => {
  const ask = asking('main;a;b 10\nmain;a 5\nmain;c;a 1');
  const rows = (part: Partial<Extract<Question, { kind: 'table' }>>) => {
    const question = {
      kind: 'table',
      scope: plain,
      sort: 'flat',
      descending: true,
      text: '',
      expression: false,
      first: 0,
      count: 10,
      ...part,
    } as const;
    const { names, flat, cum, rows: all } = ask(question);
    return [all, ...names.texts.map((text, row) => `${text} ${flat[row]!} ${cum[row]!}`)];
  };
  assert.deepEqual(rows({}), [4, 'b 10 10', 'a 6 16', 'main 0 16', 'c 0 1']);
  assert.deepEqual(rows({ sort: 'cum' }), [4, 'a 6 16', 'main 0 16', 'b 10 10', 'c 0 1']);
  assert.deepEqual(rows({ sort: 'name', descending: false }), [4, 'a 6 16', 'b 10 10', 'c 0 1', 'main 0 16']);
  assert.deepEqual(rows({ first: 1, count: 2 }), [4, 'a 6 16', 'main 0 16']);
  assert.deepEqual(rows({ text: 'A' }), [2, 'a 6 16', 'main 0 16']);
  assert.deepEqual(rows({ text: '^[ab]$', expression: true }), [2, 'b 10 10', 'a 6 16']);
});

test('tree: the children of a path, heaviest first', () => {
  const ask = asking(service);
  const rows = (path: readonly number[]) => {
    const {
      names,
      name,
      value,
      self,
      children,
      inlined,
      rows: all,
    } = ask({ kind: 'tree', scope: plain, path, first: 0, count: 2 });
    const texts = Array.from(
      name,
      (place, row) => `${names.texts[place]!} ${value[row]!} ${self[row]!} ${children[row]!}`,
    );
    return { all, texts, frames: Array.from(name, (place, row) => names.ids[place]! * 2 + inlined[row]!) };
  };
  const roots = rows([]);
  assert.deepEqual(roots.texts, ['main 85 0 1', 'gc 15 15 0']);
  const below = rows([roots.frames[0]!]);
  assert.deepEqual(below.texts, ['serve 85 0 3']);
  const deepest = rows([roots.frames[0]!, below.frames[0]!]);
  assert.deepEqual([deepest.all, ...deepest.texts], [3, 'put 50 50 0', 'get 30 30 0']);
});

describe('comparison', () => {
  const after = 'main;a 10\nmain;b 4';
  const before = 'main;a 6\nmain;c 6 who=x';
  const boxes = (comparing: Comparing) => {
    const { picture: p, names } = asking(after, before)({ ...whole, scope: { ...plain, comparing } });
    return Array.from(
      p.name,
      (name, box) => `${name < 0 ? 'all' : names.texts[name]!} ${p.value[box]!} ${p.base![box]!}`,
    );
  };
  it('as they are', () => assert.deepEqual(boxes(absolute), ['all 14 12', 'main 14 12', 'a 10 6', 'c 0 6', 'b 4 0']));
  it('with equal totals', () =>
    assert.deepEqual(boxes({ ...absolute, by: 'total' }), ['all 14 14', 'main 14 14', 'a 10 7', 'c 0 7', 'b 4 0']));
  it('per operation', () =>
    assert.deepEqual(boxes({ by: 'operation', operations: 2, baseOperations: 4 }), [
      'all 7 3',
      'main 7 3',
      'a 5 1.5',
      'b 2 0',
      'c 0 1.5',
    ]));
  it('in the table', () => {
    const question = {
      kind: 'table',
      scope: plain,
      sort: 'flat',
      descending: true,
      text: '',
      expression: false,
      first: 0,
      count: 10,
    } as const;
    const { names, flat, baseFlat, baseCum } = asking(after, before)(question);
    const rows = names.texts.map((text, row) => `${text} ${flat[row]!} ${baseFlat![row]!} ${baseCum![row]!}`);
    assert.deepEqual(rows, ['a 10 6 6', 'c 0 6 6', 'b 4 0 0', 'main 0 0 12']);
  });
  it('the facts are the profile’s own', () => {
    const own = textProfile(after);
    const facts = factsFor(compared(own, textProfile(before)), own);
    assert.deepEqual([facts.totals, facts.samples, facts.labels], [[14], 2, []]);
  });
});

test('source: the line with the highest cost, of all boxes or of one', () => {
  const text = `
    main@/m.go:3;work@/w.go:10;x 5
    main@/m.go:4;work@/w.go:20;x 7
    main@/m.go:3;work@/w.go:10;y 4
    idle@/i.go:1;work@/w.go:30;x 8`;
  const ask = asking(text);
  const { names, picture: p } = ask({ ...whole, scope: plain });
  const id = (name: string) => names.ids[names.texts.indexOf(name)]!;
  const source = (name: string, path: readonly string[] = []) => {
    const {
      function: found,
      file,
      line,
    } = ask({ kind: 'source', scope: plain, name: id(name), path: path.map(step => id(step) * 2) });
    return `${found} ${file}:${line}`;
  };
  assert.equal(p.depth.length > 0 && source('work'), 'work /w.go:10');
  assert.equal(source('work', ['idle', 'work']), 'work /w.go:30');
  assert.equal(source('main', ['main']), 'main /m.go:3');
});

test('facts: labels, most frequent values first', () => {
  const own = textProfile('main 1 user=a\nmain;x 1 user=b\nmain;y 1 user=b bytes=16');
  const facts = factsFor(own, own);
  assert.deepEqual(facts.labels, [
    { key: 'user', values: ['b', 'a'], moreValues: 0 },
    { key: 'bytes', values: ['16'], moreValues: 0 },
  ]);
});
