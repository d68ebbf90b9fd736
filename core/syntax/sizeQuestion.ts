// What to ask the type checker so that its answers say how many bytes one allocation takes; null where the compiler's words and the
// syntax leave a doubt about what is allocated.
import type { Finding } from '#core/escape/finding';
import { sizeOf, textOf, type SizeQuestion } from './sizeAsk';
import { boxedQuestion, isSame } from './sizeOfBoxed';
import { addressedQuestion, elidedQuestion, literalQuestion, makeQuestion } from './sizeOfLiteral';
import { variadicQuestion } from './sizeOfVariadic';
import type { SyntaxNode } from './syntaxNode';

export function sizeQuestion({ code, subject, raw }: Finding, node: SyntaxNode, text: string): SizeQuestion | null {
  if (code === 'moved-to-heap') return movedQuestion(node, subject, text);
  if (code !== 'escapes' || saysTwice(raw)) return null;
  if (subject === '... argument') return variadicQuestion(node, raw, text);
  if (subject === 'append' || subject === 'func literal') return null;
  switch (node.type) {
    case 'unary_expression':
      if (subject.startsWith('&')) return addressedQuestion(node, text);
      break;
    case 'literal_value':
      return subject.startsWith('&') ? elidedQuestion(node, text) : null;
    case 'composite_literal':
      return subject.startsWith('&') ? null : literalQuestion(node, text);
    case 'call_expression': {
      const callee = textOf(node.child('function'), text);
      if (callee === 'new' && subject.startsWith('new(')) return sizeOf(`*${textOf(node, text)}`);
      if (callee === 'make') return makeQuestion(node, subject, text);
    }
  }
  if (subject === '~r0' && node.type === 'call_expression' && isUsedElsewhere(raw)) return sizeOf(textOf(node, text));
  return isSame(node, subject, text) ? boxedQuestion(node, text) : null;
}

/** Two equal verdicts are two allocations, of which the sizes differ: `[]int{…}` put in an interface. */
function saysTwice(raw: readonly string[]): boolean {
  const verdicts = raw.filter(line => line.endsWith(' escapes to heap'));
  return new Set(verdicts).size < verdicts.length;
}

/**
 * `~r0` is the result of a call that was inlined: of the one that stands here where the next step stands elsewhere, since everything
 * inside of an inlined call is said to stand at the call.
 */
function isUsedElsewhere(raw: readonly string[]): boolean {
  const places = raw.flatMap(line => {
    const at = line.lastIndexOf(') at ');
    return at >= 0 && line.includes(':     from ') ? [line.slice(at + ') at '.length)] : [];
  });
  const [own, next] = places;
  return own !== undefined && next !== undefined && own !== next;
}

function movedQuestion(node: SyntaxNode, subject: string, text: string): SizeQuestion | null {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(subject) || subject === '_') return null;
  // The variable of a type switch stands at the clause's type.
  const isName = textOf(node, text) === subject;
  const isOfSwitch = node.type === 'default' || node.parent?.type === 'type_case';
  const alias = isOfSwitch ? textOf(node.parent?.parent?.child('alias') ?? null, text) : subject;
  return (isName || isOfSwitch) && alias === subject ? sizeOf(subject) : null;
}
