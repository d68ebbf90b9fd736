// The nodes around an offset, the innermost first, up to the file. Found from the top: asking each node for its parent would
// walk down from the root every time.
import type { Node, Tree } from 'web-tree-sitter';

/** Innermost first; the last one is the file. The innermost is the token at the offset, or the smallest node around it. */
export type Chain = readonly Node[];

export function chainAt(tree: Tree, offset: number): Chain {
  const root = tree.rootNode;
  const leaf = root.descendantForIndex(offset, offset);
  const chain = [root];
  if (!leaf) return chain;
  for (let at: Node | null = root; at && at.id !== leaf.id;) {
    at = at.childWithDescendant(leaf);
    if (at) chain.push(at);
  }
  return chain.reverse();
}

/** The function or method declaration in the chain; null at package level. */
export function declarationIn(chain: Chain): Node | null {
  return chain.find(({ type }) => type === 'function_declaration' || type === 'method_declaration') ?? null;
}
