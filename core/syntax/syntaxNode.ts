// A node of the syntax tree that remembers what it was asked. Every question to web-tree-sitter crosses into WebAssembly, and its
// parent walks down from the root; a file is asked about hundreds of places, most of them in the same few functions. Goes when
// the tree goes, so nothing here outlives what its owner has deleted.
import type { Node, Tree } from 'web-tree-sitter';

export class SyntaxNode {
  /** An offset in UTF-16 units, as `end` is, which is exclusive. */
  readonly start: number;
  readonly parent: SyntaxNode | null;
  readonly #node: Node;
  readonly #index: number;
  #end: number | undefined;
  #type: string | undefined;
  #field: string | null | undefined;
  #isNamed: boolean | undefined;
  #children: readonly SyntaxNode[] | undefined;
  #parts: readonly SyntaxNode[] | undefined;
  #fields: Map<string, SyntaxNode | null> | undefined;

  constructor(node: Node, parent: SyntaxNode | null, index: number) {
    this.#node = node;
    this.#index = index;
    this.parent = parent;
    this.start = node.startIndex;
  }

  get end(): number {
    return (this.#end ??= this.#node.endIndex);
  }

  get type(): string {
    return (this.#type ??= this.#node.type);
  }

  /** What the node is to its parent: `body`, `arguments` …; null where the grammar has no name for it. */
  get field(): string | null {
    if (this.#field === undefined) this.#field = this.parent?.fieldOf(this.#index) ?? null;
    return this.#field;
  }

  /** Tokens and comments included. */
  get children(): readonly SyntaxNode[] {
    return (this.#children ??= this.#node.children.map((child, index) => new SyntaxNode(child, this, index)));
  }

  /** Neither a token nor a comment. */
  get isNamed(): boolean {
    return (this.#isNamed ??= this.#node.isNamed && this.type !== 'comment');
  }

  /** The children that are neither tokens nor comments. */
  get parts(): readonly SyntaxNode[] {
    return (this.#parts ??= this.children.filter(({ isNamed }) => isNamed));
  }

  /** The first child of that field. */
  child(field: string): SyntaxNode | null {
    let child = this.#fields?.get(field);
    if (child === undefined) {
      const found = this.#node.childForFieldName(field);
      child = found && (this.children.find(other => other.#node.id === found.id) ?? null);
      (this.#fields ??= new Map()).set(field, child);
    }
    return child;
  }

  private fieldOf(index: number): string | null {
    return this.#node.fieldNameForChild(index);
  }
}

const roots = new WeakMap<Tree, SyntaxNode>();

export function fileNode(tree: Tree): SyntaxNode {
  let root = roots.get(tree);
  if (!root) roots.set(tree, (root = new SyntaxNode(tree.rootNode, null, 0)));
  return root;
}

/** The token at the offset, or, between tokens, the innermost node around. */
export function nodeAt(tree: Tree, offset: number): SyntaxNode {
  return nodeBelow(fileNode(tree), offset);
}

/** The same, from a node that holds the offset. */
export function nodeBelow(around: SyntaxNode, offset: number): SyntaxNode {
  let at = around;
  for (;;) {
    const child = childAt(at.children, offset);
    if (!child) return at;
    at = child;
  }
}

/** The child that holds the offset; of those that begin at one place the last, since only that one has an extent. */
function childAt(children: readonly SyntaxNode[], offset: number): SyntaxNode | null {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at--) {
    const child = children[at]!;
    if (child.end > offset) return child;
    // What is missing in broken code has no extent and may begin where the one before it ends.
    if (child.end > child.start) return null;
  }
  return null;
}

/** The innermost of the node and what is around it that has one of the types. */
export function closest(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at && !types.includes(at.type)) at = at.parent;
  return at;
}
