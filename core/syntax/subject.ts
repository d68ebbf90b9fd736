// The node that a message is about, given the token at the compiler's position. The position leaves a choice in few cases: a
// conversion shares it with its operand, a name with the type that begins there. The compiler's words decide those.
import { conversionOf, nodeOfToken } from './compilerPosition';
import { printNode, printSubject } from './print';
import type { SiteQuery } from './site';
import type { SyntaxNode } from './syntaxNode';

/** Null where there is no token, or one that cannot be what the message names. */
export function subjectAt(token: SyntaxNode, { kind, subject }: SiteQuery, text: string): SyntaxNode | null {
  const header = declaredName(token);
  if (header) return header;
  const node = nodeOfToken(token);
  if (!node) return null;
  if (kind === 'name') return nameAt(node, subject, text);
  if (kind === 'expression' && isOtherName(node, subject, text)) return null;
  const conversion = conversionOf(node);
  const isMeant = conversion && (subject.endsWith(' conversion') || isConversion(conversion, node, subject, text));
  if (isMeant) return conversion;
  return startingAt(node, subject, text) ?? node;
}

/** A declared function's position is its name's, a method's is its receiver's bracket. Its wrappers and instances say so too. */
function declaredName(token: SyntaxNode): SyntaxNode | null {
  const { parent } = token;
  if (token.type === '(' && parent?.field === 'receiver') return parent.parent?.child('name') ?? null;
  return parent?.type === 'function_declaration' && token.field === 'name' ? token : null;
}

const isIdentifier = ({ type }: SyntaxNode): boolean => type.endsWith('identifier');

/**
 * Both are plain names and differ: the column is not the source's (cgo rewrites lines before they are compiled). Words that
 * the compiler prints for something else are no names.
 */
function isOtherName(node: SyntaxNode, subject: string, text: string): boolean {
  if (!isIdentifier(node) || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(subject)) return false;
  return !/^(?:true|false|nil|append)$/.test(subject) && text.slice(node.start, node.end) !== subject;
}

function nameAt(node: SyntaxNode, subject: string, text: string): SyntaxNode | null {
  if (isMadeUp(subject)) return typeAt(node);
  const declared = caseType(node);
  if (declared) return declared;
  // A variable of an inlined callee stands at the call, one of a range-over-func body or a started function at the keyword.
  if (!isIdentifier(node)) return holders.has(node.type) ? node : null;
  return text.slice(node.start, node.end) === subject.slice(subject.lastIndexOf('.') + 1) ? node : null;
}

const holders: ReadonlySet<string> = new Set([
  'call_expression',
  'type_conversion_expression',
  'for_statement',
  'go_statement',
  'defer_statement',
  'func_literal',
]);

/** A name that stands for nothing in the source: an unnamed result (`~r0`), a variable of the compiler's own. */
const isMadeUp = (name: string): boolean =>
  // `arg#1`: a blank parameter up to Go 1.21.
  /(?:^|\.)(?:[~#]|\.?autotmp_|\.)|^(?:_|arg#\d+)$/.test(name);

/** An unnamed result or parameter is where its type is: the largest type that begins there. */
function typeAt(node: SyntaxNode): SyntaxNode {
  for (let at: SyntaxNode | null = node; at?.parent && at.start === node.start; at = at.parent) {
    const isInList = at.parent.type.endsWith('parameter_declaration') && at.field !== null;
    if (isInList || at.field === 'result') return at;
  }
  return node;
}

/** `switch v := x.(type)` declares a `v` for each clause: where the last type of `case A, B:` begins, or at `default`. */
function caseType(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'default') return node;
  for (let at: SyntaxNode | null = node; at?.parent && at.start === node.start; at = at.parent) {
    if (at.parent.type === 'type_case' && at.field === 'type') return at;
  }
  return null;
}

/** Whether the compiler's words are the conversion (`string(b)`, `([]byte)(s)`, `Delim(91)`) and not its operand. */
function isConversion(conversion: SyntaxNode, operand: SyntaxNode, subject: string, text: string): boolean {
  const type = conversion.child('type') ?? conversion.child('function');
  const target = type && subject.includes('(') ? printNode(type, text) : null;
  if (target === null) return false;
  const wanted = printSubject(subject);
  const inner = printNode(operand, text);
  if (inner !== null && (wanted === inner || wanted === target + inner)) return wanted !== inner;
  // The operand was folded, or comes from an inlined callee.
  const words = subject.replace(/\s+/g, '').replaceAll('interface{}', 'any');
  return words.startsWith(`${target}(`) || words.startsWith(`(${target})(`);
}

/** Asked for the start of an expression: the largest that begins there and has the compiler's words. */
function startingAt(node: SyntaxNode, subject: string, text: string): SyntaxNode | null {
  if (!isIdentifier(node) || text.slice(node.start, node.end) === subject) return null;
  const wanted = printSubject(subject);
  let found: SyntaxNode | null = null;
  for (let at = node.parent; at?.start === node.start; at = at.parent) {
    if (at.type.endsWith('_expression') && printNode(at, text) === wanted) found = at;
  }
  return found;
}
