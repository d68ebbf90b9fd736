// The rewrites that `escapement check --suggest` lists: what the editor would offer, each with the result of its proof.
//   p/f.go:12:9: Preallocate out with the length of src [refactor.rewrite.alloc.preallocate, proven]
import type { Translate } from '#core/messages/translate';
import type { Range } from '#core/text/position';

export interface Suggestion {
  /** The code action's kind. */
  readonly kind: string;
  readonly title: string;
  /** Absolute path. */
  readonly file: string;
  /** 1-based; the column in bytes, as the compiler counts. */
  readonly line: number;
  readonly column: number;
  /** `proven`: the edit compiles, and the compiler reports less. `refused`: it was tried, and `reason` says why not. */
  readonly proof: 'proven' | 'refused';
  readonly reason: string | null;
  /** Why a person should look before it is applied. */
  readonly confirm: readonly string[];
  /** Of a proven one: ranges of the text as it is, 0-based, UTF-16. */
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
}

/** One line each, in their order. */
export function suggestionsText(
  suggestions: readonly Suggestion[],
  shownPath: (file: string) => string,
  t: Translate,
): string {
  return suggestions
    .map(({ kind, title, file, line, column, proof, reason }) => {
      const result = proof === 'proven' ? t('proven') : t('refused: {0}', reason ?? '');
      return `${shownPath(file)}:${line}:${column}: ${title} [${kind}, ${result}]\n`;
    })
    .join('');
}
