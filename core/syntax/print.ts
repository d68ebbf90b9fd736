// A node's text as the compiler prints expressions, and the compiler's own text, both brought to one form in which they can be
// compared: no white space, no parentheses (it sets them by precedence, not as written), what a literal holds cut to {...},
// a function literal cut to the words `func literal`. Constants that the compiler has folded stay different.
import type { SyntaxNode } from './syntaxNode';

/** No longer expression is compared: enough to tell it from its neighbours. */
const longest = 2_000;

/** The node's comparable form; `text` is that of its file. Null where it is too long to be compared. */
export function printNode(node: SyntaxNode, text: string): string | null {
  const isCut = node.type === 'func_literal' || node.type === 'composite_literal';
  return isCut || node.end - node.start <= longest ? printed(node, text) : null;
}

/** The comparable form of the compiler's text. */
export function printSubject(subject: string): string {
  return subject.slice(0, longest).replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|[\s()]+|interface ?\{\}/gs, part => {
    if (part.startsWith('interface')) return 'any';
    return /^["`]/.test(part) ? part : '';
  });
}

function printed(node: SyntaxNode, text: string): string {
  switch (node.type) {
    case 'func_literal':
      return 'funcliteral';
    case 'literal_value':
      return node.parts.length === 0 ? '{}' : '{...}';
    case 'interface_type':
      if (node.parts.length === 0) return 'any';
      break;
    case 'comment':
    case '(':
    case ')':
      return '';
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return text.slice(node.start, node.end);
  }
  if (node.children.length === 0) return text.slice(node.start, node.end).trim();
  let whole = '';
  for (const child of node.children) {
    // A comma after the last of several lines is no part of the expression.
    if (whole.endsWith(',') && (child.type === ')' || child.type === '}')) whole = whole.slice(0, -1);
    whole += printed(child, text);
  }
  return whole;
}
