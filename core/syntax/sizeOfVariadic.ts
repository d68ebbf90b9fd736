// The size of `... argument`, the slice that a call makes for its variadic arguments: how many there are is counted, and how wide
// one is the callee's type tells, by a generic helper that fits only functions with that many parameters and results.
import { helperMark, isAskable, product, sizeofMark as S, textOf, type SizeQuestion } from './sizeAsk';
import type { SyntaxNode } from './syntaxNode';

const mostFixed = 4;

const mostResults = 2;

/** The slice of the arguments behind the fixed ones; a helper with the right number of each gives their type. */
export function variadicQuestion(call: SyntaxNode, raw: readonly string[], text: string): SizeQuestion | null {
  const callee = call.type === 'call_expression' ? textOf(call.child('function'), text) : '';
  const given = call.child('arguments')?.parts ?? [];
  const isSpread = given.some(({ type }) => type === 'variadic_argument');
  if (given.length === 0 || isSpread || !isAskable(callee) || !passesItsOwn(callee, raw)) return null;
  const shapes: { readonly fixed: number; readonly results: number }[] = [];
  for (let fixed = 0; fixed <= Math.min(mostFixed, given.length - 1); fixed++) {
    for (let results = 0; results <= mostResults; results++) shapes.push({ fixed, results });
  }
  const [only, ...others] = given;
  // `f(g())` passes on all results of g: only where g has one is it one argument.
  const single = others.length === 0 && only?.type === 'call_expression' ? textOf(only, text) : null;
  if (single !== null && !isAskable(single)) return null;
  return {
    asks: [
      ...shapes.map(
        ({ fixed, results }) => `[${given.length - fixed}][${S}(${helperMark}${fixed}R${results}(${callee}))]`,
      ),
      ...(single === null ? [] : [`[${S}(${single})]`]),
    ],
    read: answers => {
      if (single !== null && !answers[shapes.length]) return null;
      const fitting = answers.slice(0, shapes.length).filter(answer => answer !== null);
      return fitting.length === 1 ? product(fitting[0]) : null;
    },
  };
}

/** Whether the explanation says that the slice goes to this very callee: not to one that an inlined callee calls. */
function passesItsOwn(callee: string, raw: readonly string[]): boolean {
  const name = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(callee)?.[0];
  const calls = raw.flatMap(line => calleeOf(line) ?? []);
  return name !== undefined && calls.length > 0 && calls.every(said => said === name || said.endsWith(`.${name}`));
}

/** `F` of `… from F(... argument...) (call parameter) …` or `… from F(x, ... argument...) (call parameter) …` */
function calleeOf(line: string): string | null {
  const end = line.indexOf('... argument...) (call parameter)');
  const start = line.indexOf('from ');
  if (start < 0 || end < start) return null;
  const before = line.slice(start + 'from '.length, end);
  return before.endsWith('(') || before.endsWith(', ') ? before.slice(0, before.lastIndexOf('(')) : null;
}
