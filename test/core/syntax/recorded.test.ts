// For every line that three releases say of the fixtures the range lies on the subject, judged by its text alone. What cannot
// be judged so (the compiler speaks of code that stands elsewhere or nowhere) is listed with its reason in
// test/cases/syntax/elsewhere.txt; UPDATE=1 writes the list anew, reasons kept.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { locateRecorded, type Located } from './located';

const folder = 'test/cases/escape';
const list = 'test/cases/syntax/elsewhere.txt';
const releases = ['go1.21.13', 'go1.26.8', 'go1.27.3'];

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

const bare = (text: string): string => text.replace(/[\s()]+/g, '').replaceAll('interface{}', 'any');

function fits({ message: { body }, subject, text }: Located): boolean {
  const last = subject.slice(subject.lastIndexOf('.') + 1);
  switch (body.kind) {
    case 'moved-to-heap':
    case 'leaking-param':
    case 'captured':
    case 'self-assignment':
    case 'uintptr':
      return text === subject;
    case 'can-inline':
    case 'cannot-inline':
      return /\.func\d+(?:\.\d+)*$/.test(subject) ? /^func\(.*[^{\s]$/.test(text) : text === last.replace(/\[.*/, '');
    case 'inlined-call':
    case 'devirtualized': {
      const name = /([\p{L}_][\p{L}\p{N}_]*)(?:\[.*\])?$/u.exec(subject.replace(/(?:\.func\d+)+$/, ''))?.[1];
      return new RegExp(`(?:^|[^\\p{L}\\p{N}_])${name}\\(`, 'u').test(text);
    }
    case 'bounds-check':
    case 'slice-bounds-check':
    case 'bounds-elided':
      return text.endsWith(']');
    case 'zero-copy':
      return /^\[\]byte\(.*\)$/.test(text);
    case 'kept-alive':
      // A statement, by its first word or as a whole.
      return /^(?:for$|.*=|.*\()/.test(text);
    default:
      return isExpression(subject, text);
  }
}

function isExpression(subject: string, text: string): boolean {
  if (subject === 'func literal') return /^func\(.*[^{\s]$/.test(text);
  if (subject === '... argument' || subject === 'append') return /^[\w.]+\(/.test(text);
  if (/^(?:make|new)\(/.test(subject)) return text.startsWith(subject.slice(0, subject.indexOf('(') + 1));
  // In a literal of pointers the `&T` of an element may be left out.
  if (/^&.*\{(?:\.\.\.)?\}$/s.test(subject)) return /^(?:&.*)?\{/.test(text);
  if (subject.endsWith('{...}')) return bare(text).startsWith(bare(subject.slice(0, -4)));
  return bare(text) === bare(subject);
}

test('every range lies on its subject, or in the list', () => {
  const odd = new Set<string>();
  let total = 0;
  for (const release of releases) {
    for (const recording of ['cases', 'variants', 'cgo']) {
      for (const located of locateRecorded(trees, folder, `${folder}/recorded/${release}/${recording}.txt`)) {
        total++;
        const { message, place, text } = located;
        assert.notEqual(text, '', message.raw);
        const said = message.text.replace(/ with cost .*| \(addr=.*/s, '').replaceAll('\n', '⏎');
        if (!fits(located)) odd.add(`${place} ${said} => ${text.replaceAll('\n', '⏎')}`);
      }
    }
  }
  const known = new Map(
    readFileSync(list, 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => [line.slice(0, line.lastIndexOf('\t')), line.slice(line.lastIndexOf('\t') + 1)] as const),
  );
  if (process.env['UPDATE']) {
    const rows = [...odd].sort().map(line => `${line}\t${known.get(line) ?? ''}`);
    writeFileSync(list, `# Range and subject differ in their words, each row with its reason.\n${rows.join('\n')}\n`);
  }
  assert.deepEqual([...odd].sort(), [...known.keys()].sort());
  for (const [line, reason] of known) assert.ok(reason, line);
  assert.ok(total > 1_500, `${total} lines`);
});
