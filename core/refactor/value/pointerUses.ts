// A variable that holds a pointer to a T comes to hold a T: what its uses become. `x.f` and `x.M()` stay (a variable has an address), `*x` is `x`,
// `f(x)` is `f(&x)`. Anything else may hand the pointer on under another name, under which a change would be seen: refused.
import { outOfBrackets } from '../pool/uses';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf, type Occurrence } from '#core/syntax/variables';
import type { Replacement } from '../offer';
import { spotOf, type Obstacle } from './obstacle';

export type Changed =
  | { readonly kind: 'edits'; readonly edits: readonly Replacement[] }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle };

export const edits = (all: readonly Replacement[]): Changed => ({ kind: 'edits', edits: all });
export const obstacle = (kind: Obstacle['kind'], node: SyntaxNode, file: LocatedFile): Changed => ({
  kind: 'obstacle',
  obstacle: { kind, at: spotOf(node, file) },
});

/** All edits, or the first obstacle. */
export function joined(all: readonly Changed[]): Changed {
  const bad = all.find(one => one.kind === 'obstacle');
  return bad ?? edits(all.flatMap(one => (one.kind === 'edits' ? one.edits : [])));
}

/** `variable`: where it is declared. `stays`: uses that are fine as they are. */
export function pointerUses(
  variable: SyntaxNode,
  within: SyntaxNode,
  file: LocatedFile,
  stays: (use: Occurrence) => Changed | null = () => null,
): Changed {
  const uses = occurrencesOf(variable, within, file.lines.text);
  return joined(uses.map(use => stays(use) ?? useOf(use, file)));
}

function useOf({ node, kind }: Occurrence, file: LocatedFile): Changed {
  const { text } = file.lines;
  if (kind === 'write') return obstacle('reassigned', node, file);
  const { parent, field } = outOfBrackets(node);
  switch (parent?.type) {
    case 'selector_expression':
      return field === 'operand' ? edits([]) : obstacle('needs-pointer', node, file);
    case 'unary_expression':
      if (text.charAt(parent.start) !== '*') break;
      return edits([{ start: parent.start, end: parent.start + 1, text: '' }]);
    case 'argument_list': {
      const callee = textOf(parent.parent?.child('function') ?? null, text);
      if (/^(?:unsafe\.\w+|uintptr)$/.test(callee)) return obstacle('unsafe', node, file);
      return edits([{ start: node.start, end: node.start, text: '&' }]);
    }
    case 'binary_expression':
      return obstacle('compared', node, file);
  }
  return obstacle('needs-pointer', node, file);
}
