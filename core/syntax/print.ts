// A node printed as the compiler prints expressions, so that the two can be compared: white space left out, what a literal holds
// cut to {...}, a function literal as the words `func literal`. Constants that the compiler has folded stay different.
import type { Node } from 'web-tree-sitter';

/** Enough of an expression to tell it from its neighbours. */
const longest = 2_000;

/** `text` is the text of the node's file. */
export function printNode(node: Node, text: string): string {
  return bare(printed(node, text));
}

/** The compiler's own text, made comparable with printNode's. */
export function printSubject(subject: string): string {
  // Variables of inlined callees are printed with their package; the argument list of a call as it is.
  // Types in front of a conversion are always in brackets: `([]byte)(s)`.
  return bare(subject.replace(/^\(((?:[^()]|\([^()]*\))*)\)\(/, '$1('));
}

const bare = (text: string): string => text.replace(/\s+/g, '').slice(0, longest);

function printed(node: Node, text: string): string {
  switch (node.type) {
    case 'func_literal':
      return 'func literal';
    case 'literal_value':
      return '{...}';
    case 'comment':
      return '';
    case 'parenthesized_expression':
    case 'parenthesized_type':
      return node.namedChild(0) ? printed(node.namedChild(0)!, text) : '';
  }
  if (node.childCount === 0 || node.endIndex - node.startIndex > longest) {
    return text.slice(node.startIndex, node.endIndex);
  }
  let whole = '';
  for (const child of node.children) whole += printed(child, text);
  return whole;
}
