// Calls of imported packages' functions in one file, found by the text first: walking a whole tree is dear, and few calls are of
// interest.
import { declarationOf } from '#core/syntax/scopes';
import { nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import type { Ask } from './use';

/** A file as the families of uses look at it. */
export interface Source {
  readonly root: SyntaxNode;
  readonly text: string;
  /** What the file calls a package → its path. */
  readonly imports: ReadonlyMap<string, string>;
}

/** `json.Marshal(v)`, or (`arguments: null`) the function as a value. */
export interface PackageCall {
  readonly path: string;
  readonly name: string;
  /** `json.Marshal`, as the file has it. */
  readonly callee: string;
  /** The call, or the selector of a value. */
  readonly node: SyntaxNode;
  readonly arguments: readonly SyntaxNode[] | null;
}

/** In the order of the imports, then of the text. */
export function packageCalls(
  { root, text, imports }: Source,
  isConcerned: (path: string) => boolean,
): readonly PackageCall[] {
  const calls: PackageCall[] = [];
  for (const [alias, path] of imports) {
    if (!isConcerned(path)) continue;
    for (const { index } of text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}_.])${alias}\.\p{Lu}`, 'gu'))) {
      const name = nodeBelow(root, index);
      const selector = name.parent;
      const field = selector?.child('field');
      if (name.type !== 'identifier' || selector?.type !== 'selector_expression' || !field) continue;
      if (declarationOf(name, text) !== null) continue;
      const call = selector.parent;
      const isCalled = call?.type === 'call_expression' && call.child('function') === selector;
      calls.push({
        path,
        name: textOf(field, text),
        callee: textOf(selector, text),
        node: isCalled ? call : selector,
        arguments: isCalled ? (call.child('arguments')?.parts ?? []) : null,
      });
    }
  }
  return calls;
}

/** Its type may be one of interest: it is no literal of a basic type, and no function. */
export function isWorthAsking(node: SyntaxNode): boolean {
  return node.type === 'composite_literal' || !/^(?:nil|true|false|iota|.*_literal)$/.test(node.type);
}

/** One step from an expression inward: a field of `owner`, or an element of `operand`. */
export type Step =
  | { readonly kind: 'field'; readonly owner: SyntaxNode; readonly field: string }
  | { readonly kind: 'element'; readonly operand: SyntaxNode };

/** The address of a field, `&x.a.f`, or of an element of one; [] where it is something else. */
export function addressSteps(node: SyntaxNode, text: string): readonly Step[] {
  const operand = node.type === 'unary_expression' && text.charAt(node.start) === '&' ? node.child('operand') : null;
  const steps = operand ? stepsOf(operand, text) : [];
  return steps.some(({ kind }) => kind === 'field') ? steps : [];
}

/** `x.a[i].f`: the field f of `x.a[i]`, an element of `x.a`, the field a of `x`. */
export function stepsOf(node: SyntaxNode, text: string): readonly Step[] {
  const steps: Step[] = [];
  let at: SyntaxNode | null = node;
  while (at) {
    const operand: SyntaxNode | null = at.child('operand');
    if (at.type === 'parenthesized_expression' && at.parts.length === 1) at = at.parts[0]!;
    else if (at.type === 'index_expression' && operand) {
      steps.push({ kind: 'element', operand });
      at = operand;
    } else if (at.type === 'selector_expression' && operand) {
      const field = at.child('field');
      if (!field) break;
      steps.push({ kind: 'field', owner: operand, field: textOf(field, text) });
      at = operand;
    } else break;
  }
  return steps;
}

/** What to ask about the steps, from the last field outward; those that cannot be written a second time are left out. */
export function asksOfSteps(steps: readonly Step[], text: string, result: string): readonly Ask[] {
  return steps.flatMap(step => {
    const { start, end } = step.kind === 'field' ? step.owner : step.operand;
    if (end - start > 200 || text.slice(start, end).includes('{')) return [];
    const about =
      step.kind === 'field'
        ? ({ role: 'owner', field: step.field } as const)
        : ({ role: 'array', field: null } as const);
    return [{ start, end, result, ...about }];
  });
}

export const textOf = ({ start, end }: SyntaxNode, text: string): string => text.slice(start, end);
