// Composite literals without keys: those that the compiler complained about, found again in the file; and, where no compiler looks, those
// that the text shows.
import type { LocatedFile } from '#core/syntax/locate';
import type { Span } from '#core/syntax/structs';
import { closest, fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';

/** The braces of the literal whose first value begins at the offset. */
export function literalOfValue({ tree }: LocatedFile, offset: number): Span | null {
  let at: SyntaxNode | null = tree && nodeBelow(fileNode(tree), offset);
  for (; at; at = at.parent) {
    if (at.type === 'literal_value' && at.parts[0]?.start === offset) return { start: at.start, end: at.end };
    if (at.start < offset) return null;
  }
  return null;
}

/** The braces of the literal that the brace at the offset closes. */
export function literalOfBrace({ tree }: LocatedFile, offset: number): Span | null {
  const at = tree && closest(nodeBelow(fileNode(tree), offset), 'literal_value');
  return at && at.end === offset + 1 ? { start: at.start, end: at.end } : null;
}

/** By syntax alone: `T{1, 2}` and the elements of `[]T{{1, 2}}`. `type` is T as the file writes it. */
export function unkeyedBySyntax({ tree, lines }: LocatedFile, type: string): readonly Span[] {
  if (!tree) return [];
  const root = fileNode(tree);
  const found: Span[] = [];
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}_.])${type.replaceAll('.', String.raw`\.`)}\s*\{`, 'gu');
  for (const { index, 0: whole } of lines.text.matchAll(pattern)) {
    const body = nodeBelow(root, index + whole.length - 1).parent;
    if (body?.type !== 'literal_value') continue;
    const written = body.parent?.child('type');
    const literals = written && written.end - written.start > type.length ? elementsOf(body) : [body];
    found.push(...literals.filter(isUnkeyed).map(({ start, end }) => ({ start, end })));
  }
  return found;
}

const elementsOf = (body: SyntaxNode): readonly SyntaxNode[] =>
  body.parts
    .flatMap(part => (part.type === 'keyed_element' ? part.parts : [part]))
    .flatMap(part => part.parts)
    .filter(({ type }) => type === 'literal_value');

const isUnkeyed = ({ parts }: SyntaxNode): boolean => parts[0] !== undefined && parts[0].type !== 'keyed_element';
