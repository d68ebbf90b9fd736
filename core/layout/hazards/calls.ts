// Calls of imported packages' functions in one file, found by the text first: walking a whole tree is dear, and few calls are of
// interest.
import { declarationOf } from '#core/syntax/scopes';
import { nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';

/** A file as the families of uses look at it. */
export interface Source {
  readonly root: SyntaxNode;
  readonly text: string;
  /** What the file calls a package → its path. */
  readonly imports: ReadonlyMap<string, string>;
}

/** `json.Marshal(v)`, or (`arguments: null`) the function as a value. */
export interface PackageCall {
  readonly path: string;
  readonly name: string;
  /** `json.Marshal`, as the file has it. */
  readonly callee: string;
  /** The call, or the selector of a value. */
  readonly node: SyntaxNode;
  readonly arguments: readonly SyntaxNode[] | null;
}

/** In the order of the imports, then of the text. */
export function packageCalls(
  { root, text, imports }: Source,
  isConcerned: (path: string) => boolean,
): readonly PackageCall[] {
  const calls: PackageCall[] = [];
  for (const [alias, path] of imports) {
    if (!isConcerned(path)) continue;
    for (const { index } of text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}_.])${alias}\.\p{Lu}`, 'gu'))) {
      const name = nodeBelow(root, index);
      const selector = name.parent;
      const field = selector?.child('field');
      if (name.type !== 'identifier' || selector?.type !== 'selector_expression' || !field) continue;
      if (declarationOf(name, text) !== null) continue;
      const call = selector.parent;
      const isCalled = call?.type === 'call_expression' && call.child('function') === selector;
      calls.push({
        path,
        name: textOf(field, text),
        callee: textOf(selector, text),
        node: isCalled ? call : selector,
        arguments: isCalled ? (call.child('arguments')?.parts ?? []) : null,
      });
    }
  }
  return calls;
}

/** Its type may be one of interest: it is no literal of a basic type, and no function. */
export function isWorthAsking(node: SyntaxNode): boolean {
  return node.type === 'composite_literal' || !/^(?:nil|true|false|iota|.*_literal)$/.test(node.type);
}

/** The address of a field, `&x.a.f`: from the field outward; null where it is something else. */
export function fieldAddress(
  node: SyntaxNode,
  text: string,
): readonly { readonly owner: SyntaxNode; readonly field: string }[] | null {
  const operand = node.type === 'unary_expression' && text.charAt(node.start) === '&' ? node.child('operand') : null;
  const chain = operand ? fieldChain(operand, text) : [];
  return chain.length > 0 ? chain : null;
}

/** `x.a.f`: f of `x.a`, a of `x`; elements of arrays (`x.a[i].f`) on the way are passed through. */
export function fieldChain(
  node: SyntaxNode,
  text: string,
): readonly { readonly owner: SyntaxNode; readonly field: string }[] {
  const chain: { owner: SyntaxNode; field: string }[] = [];
  let at: SyntaxNode | null = node;
  while (at) {
    if (at.type === 'parenthesized_expression' && at.parts.length === 1) at = at.parts[0]!;
    else if (at.type === 'index_expression') at = at.child('operand');
    else if (at.type === 'selector_expression') {
      const [owner, field]: (SyntaxNode | null)[] = [at.child('operand'), at.child('field')];
      if (!owner || !field) break;
      chain.push({ owner, field: textOf(field, text) });
      at = owner;
    } else break;
  }
  return chain;
}

export const textOf = ({ start, end }: SyntaxNode, text: string): string => text.slice(start, end);
