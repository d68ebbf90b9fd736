// Both languages are complete: no key is missing, none is left over, and a translation takes the same arguments as its phrase.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import manifest from '../../../package.json';
import zhCn from '#l10n/bundle.l10n.zh-cn';

type Texts = Readonly<Record<string, string>>;
const manifestTexts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Texts;
const manifestTextsZhCn = JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8')) as Texts;

/** Every string in a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

interface Literals {
  /** Passed to the translating function: `t('…')`, `parts.t('…')`, `vscode.l10n.t('…')`. */
  readonly phrases: ReadonlySet<string>;
  /** All of them: a phrase may wait in a table before it is passed on. */
  readonly all: ReadonlySet<string>;
}

function literalsOf(source: string): Literals {
  const phrases = new Set<string>();
  const all = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) all.add(node.text);
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      const first = node.arguments[0];
      if (first && ts.isIdentifier(name) && (name.text === 't' || name.text === 'translate')) {
        for (const phrase of choices(first)) phrases.add(phrase);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return { phrases, all };
}

/** The literals that an argument may be: one, or either branch of `a ? '…' : '…'`. */
function choices(argument: ts.Expression): string[] {
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  if (ts.isParenthesizedExpression(argument)) return choices(argument.expression);
  if (ts.isConditionalExpression(argument)) return [...choices(argument.whenTrue), ...choices(argument.whenFalse)];
  return [];
}

const sources = ['core', 'server/src', 'client/src', 'client/webview'].flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => literalsOf(readFileSync(path.join(folder, name), 'utf8'))),
);
const phrases = new Set(sources.flatMap(({ phrases }) => [...phrases]));
const literals = new Set(sources.flatMap(({ all }) => [...all]));

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** Names are the same in every language. */
const isWords = (text: string): boolean => /\p{Letter}{2}/u.test(text.replace('Escapement', ''));

/** `texts`: key → Chinese; `english`: key → English. */
function checkChinese(texts: Texts, english: (key: string) => string): void {
  for (const [key, chinese] of Object.entries(texts)) {
    assert.deepEqual(placeholders(chinese), placeholders(english(key)), `the arguments of “${key}”`);
    if (isWords(english(key))) assert.ok(isChinese(chinese), `“${key}” is not translated: ${chinese}`);
  }
}

test('the collector of phrases sees every way to pass one', () => {
  const source =
    "t('a'); parts.t(`b`, 1); vscode.l10n.t('c'); t(many ? 'd' : one ? 'e' : ('f')); split('g'); const h = ['i'];";
  const { phrases, all } = literalsOf(source);
  assert.deepEqual([...phrases].sort(), ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.ok(all.has('g') && all.has('i'));
});

test('every phrase in the source has a Chinese translation', () => {
  assert.ok(phrases.size > 20, 'phrases are found at all');
  assert.deepEqual(
    [...phrases].filter(phrase => !Object.hasOwn(zhCn, phrase)),
    [],
  );
});

test('no translation is left over', () => {
  assert.deepEqual(
    Object.keys(zhCn).filter(phrase => !literals.has(phrase)),
    [],
  );
});

test('translations are Chinese and take the same arguments', () => {
  checkChinese(zhCn, phrase => phrase);
});

test('the manifest has its texts in both languages, and no others', () => {
  const used = stringsIn(manifest).flatMap(text => /^%([^%]+)%$/.exec(text)?.[1] ?? []);
  const wanted = [...new Set(used)].sort();
  assert.ok(wanted.length > 20, 'keys are found at all');
  assert.deepEqual(Object.keys(manifestTexts).sort(), wanted);
  assert.deepEqual(Object.keys(manifestTextsZhCn).sort(), wanted);
  checkChinese(manifestTextsZhCn, key => manifestTexts[key] ?? '');
});
