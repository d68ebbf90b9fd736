// The part of a profile that a panel's scope leaves: what `go tool pprof` would keep with the same expressions, and the samples with
// the chosen labels.
import type { Filters, Scope } from '../messages/profileView';
import { withLabels } from './labels';
import type { View } from './view';

export type Scoped =
  | { readonly view: View }
  /** An expression that is not one. */
  | { readonly field: keyof Filters; readonly text: string };

export function scopedView(whole: View, { labels }: Pick<Scope, 'filters' | 'labels' | 'inlined'>): Scoped {
  return { view: withLabels(whole, labels) };
}
