// A deferred Put gives back what the caller has just got:  defer p.Put(b); return b.Bytes()
import { code } from '#core/escape/sentences';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { variableOf } from '#core/syntax/variables';
import { below, deferredPuts, isInside, staysTheSame, type DeferredPut } from '../flow';
import { sharesMemory } from '../memory';
import type { Misuse, Rule } from '../misuse';
import { typeOf } from '../typeOf';
import { isPointerTo, type TypeRef } from '../typeRef';

export const returned: Rule = ({ uses, declared, t }) => {
  const { scope } = uses;
  const { text } = scope;
  return deferredPuts(uses).flatMap(deferred => {
    const { put, variable, statement, list } = deferred;
    if (!sharesMemory(put, uses, declared)) return [];
    const found = below(deferred.function.child('body'), 'return_statement')
      .filter(at => at.start > statement.end && isInside(at, list))
      .flatMap(at => at.parts[0]?.parts ?? [])
      .filter(value => isMemoryOf(value, deferred));
    if (found.length === 0 || !staysTheSame(variable, statement, deferred.function, text)) return [];
    const subject = text.slice(variable.start, variable.end);
    return found.map((node): Misuse => ({
      code: 'pool-returned',
      node,
      subject,
      message: t(
        '{0} is returned, and its memory is given back to {1} at once: the caller reads what the next user writes.',
        code(text.slice(node.start, node.end)),
        code(put.pool.text),
      ),
      places: [{ message: t('this `defer` gives {0} back', code(subject)), node: statement }],
    }));
  });

  /** Whether an expression certainly is the variable's memory, or a part of it. */
  function isMemoryOf(value: SyntaxNode, deferred: DeferredPut): boolean {
    switch (value.type) {
      case 'parenthesized_expression':
        return value.parts.length === 1 && isMemoryOf(value.parts[0]!, deferred);
      case 'identifier':
        return variableOf(value, text)?.start === deferred.variable.start;
      case 'unary_expression': {
        const operand = value.child('operand');
        if (text.charAt(value.start) !== '*' || !operand || !isMemoryOf(operand, deferred)) return false;
        const type = typeOf(value, scope, declared);
        return type !== null && isSlice(type);
      }
      case 'slice_expression': {
        const operand = value.child('operand');
        const type = operand && typeOf(operand, scope, declared);
        const isShared = type?.kind === 'slice' || (type?.kind === 'pointer' && type.of?.kind === 'array');
        return operand !== null && isShared && isMemoryOf(operand, deferred);
      }
      case 'call_expression': {
        const callee = value.child('function');
        const operand = callee?.type === 'selector_expression' ? callee.child('operand') : null;
        const isBytes = callee !== null && text.slice(callee.start, callee.end).endsWith('.Bytes');
        if (!isBytes || operand?.type !== 'identifier' || !isMemoryOf(operand, deferred)) return false;
        return isPointerTo(typeOf(operand, scope, declared), 'bytes', 'Buffer');
      }
      default:
        return false;
    }
  }

  function isSlice(type: TypeRef): boolean {
    if (type.kind === 'slice' || type.kind === 'map') return true;
    const under = type.kind === 'named' && type.path === '' ? declared.types.get(type.name)?.under : null;
    return under?.kind === 'slice' || under?.kind === 'map';
  }
};
