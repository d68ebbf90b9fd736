// A value that is no pointer is copied to the heap by every Put, since `any` holds a pointer: p.Put(b) with b []byte allocates 24 bytes to spare
// others an allocation. The compiler's own word: `b escapes to heap` at the argument. p.Put(&b) does the same with all of b: `moved to heap: b`.
import { code } from '#core/escape/sentences';
import type { Finding } from '#core/escape/finding';
import { printNode, printSubject } from '#core/syntax/print';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { variableOf } from '#core/syntax/variables';
import type { Misuse, Rule } from '../misuse';
import { typeOf } from '../typeOf';

export const valuePut: Rule = ({ uses, declared, heap, t }) => {
  const { file, scope } = uses;
  const { lines } = file;
  const { text } = scope;
  return uses.puts.flatMap(({ argument, pool }): Misuse[] => {
    const subject = text.slice(argument.start, argument.end);
    const boxed = boxing(argument);
    if (boxed) {
      const message = t(
        'Each Put allocates: {0} is no pointer, so {1} needs a copy of it on the heap. Put a pointer to it.',
        code(subject),
        code(pool.text),
      );
      return [{ code: 'pool-value-put', node: argument, subject, message, places: [], because: boxed }];
    }
    const moved = movedSlice(argument);
    if (!moved) return [];
    const message = t(
      'Each Put allocates: {0} is a new slice header on the heap. Put the pointer that Get gave, with the slice stored back.',
      code(subject.replace(/^&/, '')),
    );
    return [{ code: 'pool-value-put', node: argument, subject, message, places: [], because: moved }];
  });

  function boxing(argument: SyntaxNode): Finding | null {
    if (!/^(?:identifier|selector_expression|slice_expression|index_expression)$/.test(argument.type)) return null;
    const line = lines.positionAt(argument.start).line + 1;
    const printed = printNode(argument, text);
    const is = (finding: Finding): boolean =>
      finding.code === 'escapes' && finding.line === line && printSubject(finding.subject) === printed;
    return heap.find(is) ?? null;
  }

  function movedSlice(argument: SyntaxNode): Finding | null {
    const operand = argument.type === 'unary_expression' ? argument.child('operand') : null;
    if (operand?.type !== 'identifier' || text.charAt(argument.start) !== '&') return null;
    const name = variableOf(operand, text);
    if (!name || typeOf(operand, scope, declared)?.kind !== 'slice') return null;
    const { line, character } = lines.positionAt(name.start);
    const column = lines.columnOfCharacter(line, character);
    return (
      heap.find(found => found.code === 'moved-to-heap' && found.line === line + 1 && found.column === column) ?? null
    );
  }
};
