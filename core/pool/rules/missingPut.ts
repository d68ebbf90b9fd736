// A way out of the function on which the value is not given back: nothing breaks, its memory is only not used again. Told where the variable goes
// nowhere else; whether the value leaves by any other way is the compiler's to say (keptProbe).
import { code } from '#core/escape/sentences';
import type { Translate } from '#core/messages/translate';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf } from '#core/syntax/variables';
import { below, functionAround, isInside, statementOf } from '../flow';
import type { Misuse, RuleInput } from '../misuse';
import type { FileUses, Get, Put } from '../uses';

/** What is told if the compiler says that the value stays in the function. */
export interface MissingPut {
  readonly get: Get & { readonly variable: SyntaxNode };
  /** Those that give the value back on other ways. */
  readonly puts: readonly Put[];
  readonly misuse: readonly Misuse[];
}

export function missingPuts({ uses, t }: RuleInput): readonly MissingPut[] {
  return uses.gets.flatMap((get): MissingPut[] => {
    const { variable } = get;
    const around = variable && functionAround(variable);
    if (!variable || !around || around.type === 'func_literal' || get.assertion?.isChecked !== false) return [];
    const { text } = uses.scope;
    const others = occurrencesOf(variable, around, text);
    if (others.some(({ kind, isInLiteral }) => kind !== 'read' || isInLiteral)) return [];
    const puts = uses.puts.filter(put => put.variable?.start === variable.start);
    const body = around.child('body');
    if (others.some(({ node }) => isDeferred(node)) || below(body, 'goto_statement').length > 0) return [];
    const misuse = waysOut(get, puts, around).map(way => missing(way, { ...get, variable }, puts, uses, t));
    return misuse.length > 0 ? [{ get: { ...get, variable }, puts, misuse }] : [];
  });
}

const isDeferred = (node: SyntaxNode): boolean => statementOf(node)?.statement.type === 'defer_statement';

/** The returns (and the end of the function) that are reached from the Get without a Put before them. */
function waysOut(get: Get, puts: readonly Put[], around: SyntaxNode): readonly (SyntaxNode | 'end')[] {
  const start = get.statement && statementOf(get.statement);
  if (!start) return [];
  // Nothing at all is given back: one word, at the Get.
  if (puts.length === 0) return ['end'];
  const { statement, list } = start;
  const isGivenBack = (from: SyntaxNode): boolean => {
    for (let at = statementOf(from); at; at = statementOf(at.list.parent ?? at.list)) {
      const { statement: here, list: of } = at;
      const before = of.parts.filter(part => part.end <= here.start && part.start >= statement.end);
      if (before.some(part => puts.some(({ call }) => isInside(call, part)))) return true;
      if (of.start === list.start) return false;
    }
    return true;
  };
  return below(around.child('body'), 'return_statement').filter(
    at => at.start > statement.end && isInside(at, list) && !isGivenBack(at),
  );
}

function missing(
  way: SyntaxNode | 'end',
  { pool, variable, call }: MissingPut['get'],
  puts: readonly Put[],
  { scope }: FileUses,
  t: Translate,
): Misuse {
  const subject = scope.text.slice(variable.start, variable.end);
  const names = [code(subject), code(pool.text)] as const;
  if (way === 'end') {
    const message = t(
      '{0} is not given back to {1} anywhere here: every call takes one, and the next Get makes a new one.',
      ...names,
    );
    return { code: 'pool-missing-put', node: variable, subject, message, places: [] };
  }
  return {
    code: 'pool-missing-put',
    node: way,
    subject,
    message: t(
      '{0} is not given back to {1} on this path: nothing breaks, its memory is only not used again.',
      ...names,
    ),
    places: [
      { message: t('{0} comes from the pool', code(subject)), node: call },
      ...puts.map(put => ({ message: t('{0} is given back to the pool', code(subject)), node: put.call })),
    ],
  };
}
