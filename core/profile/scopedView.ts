// The part of a profile that a panel's scope leaves: what `go tool pprof` would keep with the same expressions, and the samples with
// the chosen labels.
import type { Filters, Scope } from '../messages/profileView';
import { filterView, noFilter } from './filter';
import { withLabels } from './labels';
import type { View } from './view';

export type Scoped =
  | { readonly kind: 'view'; readonly view: View }
  /** An expression that is not one: why, in Go's words. */
  | { readonly kind: 'error'; readonly field: keyof Filters; readonly error: string };

export function scopedView(whole: View, { filters, labels, inlined }: Scope): Scoped {
  const filtered = filterView(whole, { ...noFilter, ...filters, noInlines: !inlined });
  if (filtered.kind === 'view') return { kind: 'view', view: withLabels(filtered.view, labels) };
  const { filter, error } = filtered;
  // Expressions for labels are not part of a scope.
  const field = filter === 'tagFocus' || filter === 'tagIgnore' ? 'focus' : filter;
  return { kind: 'error', field, error };
}
