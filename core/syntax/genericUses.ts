// With which type arguments a file names its package's generic types: `box[int64]` where the arguments are no type parameters themselves.
import type { LocatedFile } from './locate';
import { closest, nodeAt, type SyntaxNode } from './syntaxNode';
import { readType, type TypeExpression } from './typeExpressions';

/** More of one type are not asked about. */
const mostUses = 8;

/** The arguments of one use. */
export interface GenericUse {
  /** As written, in one line. */
  readonly text: string;
  readonly types: readonly TypeExpression[];
}

/** Each once. */
export function argumentsOfUses({ tree, lines }: LocatedFile, name: string): readonly GenericUse[] {
  const { text } = lines;
  if (!tree || !text.includes(`${name}[`)) return [];
  const found = new Map<string, GenericUse>();
  for (const { index } of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_.])${name}\\[`, 'gu'))) {
    const generic = closest(nodeAt(tree, index), 'generic_type');
    const list = generic?.child('type_arguments');
    if (!list || generic!.start !== index) continue;
    const given = text
      .slice(list.start + 1, list.end - 1)
      .replace(/\s+/g, ' ')
      .trim();
    const words = new Set(given.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
    if (!isOpen(generic!, words, text)) {
      found.set(given, { text: given, types: list.parts.map(part => readType(part, text)) });
    }
    if (found.size >= mostUses) break;
  }
  return [...found.values()];
}

/** Whether a word is a type parameter of what is around. */
function isOpen(node: SyntaxNode, words: ReadonlySet<string>, text: string): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const list = at.child('type_parameters');
    const receiver = at.type === 'method_declaration' ? at.child('receiver') : null;
    const names = [...(list?.parts ?? []).flatMap(({ children }) => children.filter(({ field }) => field === 'name'))];
    if (names.some(({ start, end }) => words.has(text.slice(start, end)))) return true;
    if (
      receiver &&
      /\[(.*)\]/s
        .exec(text.slice(receiver.start, receiver.end))?.[1]
        ?.split(/\W+/)
        .some(word => words.has(word))
    )
      return true;
  }
  return false;
}
