// The size of a value that is put in an interface: that of its type. Syntax does not tell a conversion, which may copy bytes as
// well, from a call, a method from a field, a sum of numbers from joined strings: where it matters a second question is asked.
import { splitBinary, splitCall, splitList } from '#core/escape/expressions';
import { printNode, printSubject } from './print';
import { isAskable, ofType, product, sizeofMark as S, sizeOf, textOf, type SizeQuestion } from './sizeAsk';
import type { SyntaxNode } from './syntaxNode';

/** Whether the compiler's words are this expression, and not one of an inlined callee that is said to stand here. */
export function isSame(node: SyntaxNode, subject: string, text: string): boolean {
  const printed = printNode(node, text);
  if (printed !== null && printed === printSubject(subject)) return true;
  if (node.type === 'binary_expression') {
    // Constants are printed by their value; the operator is the one that stands here, since inlined ones stand at a call.
    const operator = textOf(node.child('operator'), text);
    return splitBinary(subject).operators.includes(operator);
  }
  if (node.type === 'selector_expression') {
    // Fields that are promoted are printed with the field that they come from.
    return printSubject(subject).endsWith(`.${textOf(node.child('field'), text)}`) && splitCall(subject) === null;
  }
  return node.type === 'call_expression' && isMethodCall(node, subject, text);
}

/** `x.M(a)` is printed `T.M(x, a)`, `(*T).M(&x, a)`. */
function isMethodCall(call: SyntaxNode, subject: string, text: string): boolean {
  const callee = call.child('function');
  const said = splitCall(subject);
  if (callee?.type !== 'selector_expression' || !said) return false;
  if (!said.callee.endsWith(`.${textOf(callee.child('field'), text)}`)) return false;
  const operand = callee.child('operand');
  const given = [...(operand ? [operand] : []), ...(call.child('arguments')?.parts ?? [])];
  const printed = splitList(said.args);
  return (
    printed.length === given.length &&
    given.every((node, index) => {
      const argument = printSubject(printed[index] ?? '');
      const written = printNode(node, text);
      return written !== null && (argument === written || (index === 0 && argument.replace(/^[&*]/, '') === written));
    })
  );
}

/** A value that is put in an interface gets memory of its size. */
export function boxedQuestion(node: SyntaxNode, text: string): SizeQuestion | null {
  const value = textOf(node, text);
  if (!isAskable(value)) return null;
  const hasLength = `[${S}(len(${value}))]`;
  switch (node.type) {
    case 'binary_expression':
      // Strings are joined in memory of a length that only the run knows.
      return {
        asks: [`[${S}(${value})]`, hasLength],
        read: ([size, isString]) => (isString ? null : product(size)),
      };
    case 'selector_expression':
      // What can be nil and has one word is a function: the method with its receiver.
      return {
        asks: [`[${S}(${value})]`, `[${S}(${value} == nil)]`],
        read: ([size, canBeNil], word) => (canBeNil && size?.[0] === word ? null : product(size)),
      };
    case 'type_conversion_expression':
    case 'call_expression':
      return callQuestion(node, value, text);
    case 'identifier':
    case 'index_expression':
    case 'slice_expression':
    case 'unary_expression':
    case 'type_assertion_expression':
    case 'parenthesized_expression':
      return sizeOf(value);
    default:
      return null;
  }
}

/** The result of a call, or a conversion: to an interface the operand is put in, and of a string or slice the bytes may be copied. */
function callQuestion(node: SyntaxNode, value: string, text: string): SizeQuestion | null {
  const callee = node.child('function') ?? node.child('type');
  const operands = node.child('operand') ? [node.child('operand')!] : (node.child('arguments')?.parts ?? []);
  const operand = operands.length === 1 ? textOf(operands[0]!, text) : null;
  if (!callee || !mayBeType(callee) || operand === null) return isCertainlyCall(callee) ? sizeOf(value) : null;
  const type = `(${textOf(callee, text)})`;
  return {
    asks: [
      `[${S}(${value})]`,
      `[${S}(len(${value}))]`,
      `[${S}(${ofType(type)})]`,
      `[${S}((${ofType(type)}).${type})]`,
      `[${S}(${operand})]`,
    ],
    read: ([size, hasLength, isType, isInterface, inner]) => {
      if (isInterface) return product(inner);
      // From string to string and from slice to slice nothing is copied; between them, and from a number, the size changes.
      const isCopied = isType && hasLength && size?.[0] !== inner?.[0];
      return isCopied ? null : product(size);
    },
  };
}

/** Can stand where a type is expected: anything else there would be a mistake of syntax, which hides all answers. */
function mayBeType(callee: SyntaxNode): boolean {
  if (callee.field === 'type' || callee.type === 'identifier') return true;
  return callee.type === 'selector_expression' && callee.child('operand')?.type === 'identifier';
}

/** `a.b.c(…)`, `f().g(…)`, and what has not one argument. */
function isCertainlyCall(callee: SyntaxNode | null): boolean {
  return callee?.type === 'identifier' || callee?.type === 'selector_expression';
}
