// The hover's markdown: what a reader sees, and that no text from source code or the compiler ever becomes markdown of its own.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '#core/escape/finding';
import { english, translator } from '#core/messages/translate';
import { codeBlock, escapeMarkdown, hoverMarkdown, inlineCode } from '#core/report/markdown';
import { sampleFinding } from '#support/sampleFinding';
import zhCn from '#l10n/bundle.l10n.zh-cn';

const link = (file: string, line: number, column: number) => `editor://${file}#L${line},${column}`;

function check(findings: readonly Finding[], expected: string): void {
  assert.equal(hoverMarkdown(findings, { t: english, link }), expected);
}

describe('hoverMarkdown', () => {
  it('sentence, chain, size, the compiler’s words', () => {
    check(
      [
        sampleFinding({
          message: '`x` is moved to the heap: a [b] *c*.',
          bytes: 33,
          sizeClass: 48,
          chain: [
            { message: 'its address is taken: `&x`', file: '/m/p q.go', line: 2, column: 7 },
            { message: 'returned from the function: `return &x`', file: '/m/p q.go', line: 3, column: 2 },
          ],
        }),
      ],
      [
        '`x` is moved to the heap\\: a \\[b\\] \\*c\\*\\.',
        '',
        '1. [its address is taken\\: `&x`](editor:///m/p%20q.go#L2,7)',
        '2. [returned from the function\\: `return &x`](editor:///m/p%20q.go#L3,2)',
        '',
        'One allocation takes 33 bytes, rounded up to 48\\.',
        '',
        '---',
        '',
        '```go-escape-output',
        './p.go:1:1: moved to heap: x',
        '```',
      ].join('\n'),
    );
  });

  it('what the machine code says of it', () => {
    const said = (confirmed: boolean | null): string =>
      hoverMarkdown([sampleFinding({ raw: [], confirmed })], { t: english, link });
    assert.match(said(true), /\n\nConfirmed by the machine code\\: the allocator is called for it\\\.$/);
    assert.match(said(false), /\n\nConfirmed by the machine code\\: the allocator is not called for it\\\.$/);
    assert.doesNotMatch(said(null), /machine code/);
  });

  it('several findings stand apart', () => {
    const text = hoverMarkdown([sampleFinding(), sampleFinding({ message: 'Another' })], { t: english, link });
    assert.match(text, /```\n\n---\n\nAnother/);
  });

  it('says that a finding is of an older text, in the reader’s language', () => {
    const stale = [sampleFinding({ stale: true })];
    assert.match(hoverMarkdown(stale, { t: english, link }), /\*From an older text/);
    assert.match(hoverMarkdown(stale, { t: translator(zhCn), link }), /\*来自旧的代码/);
  });

  it('cuts long explanations and says how much is left out', () => {
    const raw = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const text = hoverMarkdown([sampleFinding({ raw })], { t: english, link });
    const block = text.slice(text.indexOf('```go-escape-output\n') + 20, text.lastIndexOf('\n```')).split('\n');
    assert.equal(block.length, 20);
    assert.equal(block.at(-1), '… and 11 more lines');
  });

  it('links the declaration of the callee, where it is known', () => {
    const callee = { function: 'fmt.Println', file: '/go/src/fmt/print.go', line: 313 };
    const hover = hoverMarkdown([sampleFinding({ callee })], { t: english, link });
    assert.match(hover, /\n\n\[`fmt\.Println` is declared here\]\(editor:\/\/\/go\/src\/fmt\/print\.go#L313,0\)\n\n/);
    const unknown = hoverMarkdown([sampleFinding({ callee: { ...callee, file: null } })], { t: english, link });
    assert.doesNotMatch(unknown, /declared/);
  });

  it('nothing for nothing', () => {
    check([], '');
  });
});

interface Token {
  readonly type: string;
  readonly content: string;
  readonly attrGet: (name: string) => string | null;
  readonly children: readonly Token[] | null;
}

/** A markdown renderer of the kind editors use: raw HTML and bare links are live, so that an escape that fails shows. */
const renderer = (
  createRequire(resolve('package.json'))('markdown-it') as (options: object) => {
    parse: (text: string, env: object) => Token[];
  }
)({ html: true, linkify: true });

/** All tokens, inline ones too. */
function tokens(markdown: string): Token[] {
  return renderer.parse(markdown, {}).flatMap(token => [token, ...(token.children ?? [])]);
}

function types(markdown: string): string[] {
  return [...new Set(tokens(markdown).map(({ type }) => type))].sort();
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '```',
        '](command:x)',
        '[a](command:b)',
        '![i](http://e.com/i.png)',
        '<img src=x>',
        '<!--',
        '\n',
        '\r\n',
        '\n\n',
        '# ',
        '- ',
        '1. ',
      ),
      fc.constantFrom(
        '\n---\n',
        '\n```\n',
        '    ',
        '\t',
        '&lt;',
        '&#96;',
        '\\',
        '\\`',
        '**',
        '_',
        '~~',
        '|',
        'http://e.com',
        'www.e.com',
        'a@e.com',
        '<http://e.com>',
        '$(zap)',
        '\u2028',
      ),
      fc.string({ maxLength: 3 }),
      fc.constantFrom('x', '世界', ' '),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

describe('foreign text stays text', () => {
  it('escaped text is one paragraph of text', () => {
    fc.assert(
      fc.property(hostile, text => {
        for (const type of types(`a${escapeMarkdown(text)}b`))
          assert.match(type, /^(?:inline|paragraph_(?:open|close)|text|text_special)$/);
      }),
    );
  });

  it('escaped text shows as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'`*_[](){}<>#+-.!|~\\&:@$="\'^x1 世') }), text => {
        const shown = tokens(`a${escapeMarkdown(text)}b`)
          .filter(({ type }) => type === 'text' || type === 'text_special')
          .map(({ content }) => content)
          .join('');
        assert.equal(shown, `a${text}b`);
      }),
    );
  });

  it('code in a line is exactly that code', () => {
    fc.assert(
      fc.property(hostile, text => {
        const line = text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
        fc.pre(line.trim() !== '');
        const inline = tokens(`a ${inlineCode(text)} b`).filter(({ type }) => type === 'code_inline');
        assert.deepEqual(
          inline.map(({ content }) => content),
          [line],
        );
      }),
    );
  });

  it('a block of code is exactly that code', () => {
    fc.assert(
      fc.property(hostile, text => {
        const lines = text.replace(/\r\n?/g, '\n').replace(/\0/g, '\uFFFD');
        const [block, ...others] = tokens(codeBlock(lines, 'text'));
        assert.equal(block?.type, 'fence');
        assert.equal(block.content, `${lines}\n`);
        assert.deepEqual(others, []);
      }),
    );
  });

  it('a hover of hostile findings has our structure and our links only', () => {
    const allowed = new Set(
      'code_inline fence hr inline link_close link_open list_item_close list_item_open ordered_list_close ordered_list_open paragraph_close paragraph_open text text_special'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (message, step, file, raw) => {
        const finding = sampleFinding({
          message,
          chain: [{ message: `step ${step}`, file: `/${file}`, line: 3, column: 1 }],
          raw: [raw, raw],
        });
        const found = tokens(hoverMarkdown([finding], { t: english, link }));
        for (const { type } of found)
          assert.ok(allowed.has(type), `${type} in ${JSON.stringify([message, step, file, raw])}`);
        const links = found.filter(({ type }) => type === 'link_open').map(token => token.attrGet('href') ?? '');
        assert.equal(links.length, 1, links.join(' '));
        for (const href of links) assert.match(href, /^editor:\/\//);
        assert.equal(found.filter(({ type }) => type === 'fence').length, 1);
      }),
    );
  });
});
