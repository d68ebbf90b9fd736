// Finds a subject in its line by the compiler's words, where there is no column (past byte 254 the compiler prints none) or the
// column is not the source's (cgo rewrites lines before they are compiled).
import type { Tree } from 'web-tree-sitter';
import type { LineIndex } from '#core/text/lineIndex';
import { printNode, printSubject } from './print';
import type { SiteQuery } from './site';
import { closest, nodeAt, type SyntaxNode } from './syntaxNode';

/** More places of one word in one line are not looked at. */
const mostPlaces = 64;

/** The first column that the compiler does not print. */
const firstWithoutColumn = 255;

/** `line` is 0-based. Null where nothing in the line is what the compiler names. */
export function findInLine(tree: Tree, lines: LineIndex, line: number, query: SiteQuery): SyntaxNode | null {
  const word = wordOf(query);
  if (word === null) return null;
  const content = lines.lineText(line);
  const lineStart = lines.offsetAt({ line, character: 0 });
  // What ends before the first column without a number has a column.
  const from = query.column > 0 ? 0 : lineStart + lines.characterOfColumn(line, firstWithoutColumn);
  for (const character of placesOf(word, content)) {
    const subject = subjectAround(nodeAt(tree, lineStart + character), query, lines.text);
    if (subject && subject.start >= lineStart && subject.end > from) return subject;
  }
  return null;
}

/** The word of the source by which the subject is looked for; null where it has none of its own. */
function wordOf({ kind, subject }: SiteQuery): string | null {
  if (subject === 'func literal') return 'func';
  if (subject.startsWith('... ') || /^[~.#]/.test(subject)) return null;
  if (kind === 'call' || kind === 'function') {
    const name = /([\p{L}_][\p{L}\p{N}_]*)(?:\.func\d+)*(?:\[.*\])?$/u.exec(subject);
    return name?.[1] ?? null;
  }
  const plain = kind === 'name' ? subject.slice(subject.lastIndexOf('.') + 1) : subject;
  return /[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|"(?:[^"\\]|\\.)*"/u.exec(plain)?.[0] ?? null;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Where the word stands by itself. */
function* placesOf(word: string, content: string): Generator<number> {
  const isWord = wordCharacter.test(word.charAt(0));
  let count = 0;
  for (let at = content.indexOf(word); at >= 0 && count++ < mostPlaces; at = content.indexOf(word, at + word.length)) {
    const isPart =
      isWord && (wordCharacter.test(content.charAt(at - 1)) || wordCharacter.test(content.charAt(at + word.length)));
    if (!isPart) yield at;
  }
}

/** What the compiler's words print, of the nodes around a token. */
function subjectAround(token: SyntaxNode, { kind, subject }: SiteQuery, text: string): SyntaxNode | null {
  if (token.type === 'comment') return null;
  if (subject === 'func literal') return token.parent?.type === 'func_literal' ? token.parent : null;
  if (kind === 'call' || subject === 'append') {
    const call = closest(token, 'call_expression', 'type_conversion_expression');
    return (call?.child('function') ?? call?.child('type'))?.end === token.end ? call : null;
  }
  const wanted = printSubject(kind === 'name' ? subject.slice(subject.lastIndexOf('.') + 1) : subject);
  for (let at: SyntaxNode | null = token; at && !isBoundary(at.type); at = at.parent) {
    // A list of one prints the same as what it holds.
    if (!/_(?:list|element|case)$/.test(at.type) && printNode(at, text) === wanted) return at;
  }
  return null;
}

const isBoundary = (type: string): boolean => type.endsWith('_statement') || type === 'block' || type === 'source_file';
