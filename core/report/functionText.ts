// What is said of a function as a whole: Markdown for the hover on its name, a few words for the lens above it.
import type { FunctionSummary } from '#core/escape/functionSummary';
import type { Translate } from '#core/messages/translate';
import { sentenceMarkdown } from './markdown';

/** The inliner's verdict, the parameters that leak, and how much it allocates. */
export function functionMarkdown({ inline, leaks, allocations, inLoops }: FunctionSummary, t: Translate): string {
  return [inline.message, ...leaks.map(({ message }) => message), allocationsText(allocations.length, inLoops, t)]
    .map(text => `- ${sentenceMarkdown(text)}`)
    .join('\n');
}

function allocationsText(count: number, inLoops: number, t: Translate): string {
  if (count === 0) return t('The compiler reports no allocation in it.');
  if (count === 1) return inLoops === 1 ? t('It allocates at 1 place, in a loop.') : t('It allocates at 1 place.');
  if (inLoops === 0) return t('It allocates at {0} places.', count);
  return t('It allocates at {0} places, {1} of them in loops.', count, inLoops);
}

/** `2 allocations, 1 in a loop · inlinable, cost 24 · p leaks` */
export function functionLensTitle(
  { inline, cost, leaks, allocations, inLoops }: FunctionSummary,
  t: Translate,
): string {
  const parts = [lensAllocations(allocations.length, inLoops, t)];
  if (inline.code === 'can-inline') parts.push(cost === null ? t('inlinable') : t('inlinable, cost {0}', cost));
  else parts.push(cost === null ? t('not inlinable') : t('not inlinable, cost {0}', cost));
  const names = [...new Set(leaks.map(({ subject }) => subject))];
  if (names.length === 1) parts.push(t('{0} leaks', names[0]!));
  else if (names.length > 1) parts.push(t('{0} leak', names.join(', ')));
  return parts.join(' · ');
}

function lensAllocations(count: number, inLoops: number, t: Translate): string {
  if (count === 0) return t('no allocations');
  const all = count === 1 ? t('1 allocation') : t('{0} allocations', count);
  return inLoops === 0 ? all : t('{0}, {1} in loops', all, inLoops);
}
