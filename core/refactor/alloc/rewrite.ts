// The small rewrites that save an allocation, each found by syntax alone; what types its expressions have is asked of the compiler before the edit
// is made, and the edit is compiled before it is handed out (server/src/analysis/refactor/alloc.ts).
import type { Translate } from '#core/messages/translate';
import type { LocatedFile } from '#core/syntax/locate';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Replacement } from '../offer';
import type { Answer, Question } from '../pool/typeQuestions';

export interface Rewrite {
  /** The kind of its code actions. */
  readonly kind: string;
  /** Every place in the file where it may be possible, in the order of the text. */
  find(file: LocatedFile): readonly Found[];
}

/**
 * What has to become better in what the compiler says of the function, before the edit is offered:
 *   fewer         it reports fewer values on the heap
 *   out-of-loop   it reports none of this name in the loop any more
 *   unseen        it has no word for it: that the edit compiles is all that is proven
 */
export type Gain = { readonly kind: 'fewer' | 'unseen' } | { readonly kind: 'out-of-loop'; readonly loop: SyntaxNode };

/** One place. Valid as long as the tree that it was found in. */
export interface Found {
  /** Where it is offered, and by whose start it is found again. */
  readonly at: SyntaxNode;
  /** More places where a reader would look for it. */
  readonly also?: readonly SyntaxNode[];
  title(t: Translate): string;
  /** Questions about types, in an order of its own; a null cannot be asked. */
  readonly questions: readonly (Question | null)[];
  /** Of which copies of the function one is enough, if the compiler says that its probe stays (`isStrict`: with all that it points to). */
  kept?(answers: readonly (Answer | null)[]): { readonly copies: readonly string[]; readonly isStrict: boolean };
  /** The edit for these answers (null: none), in the order of the text; null where they speak against it. */
  edit(answers: readonly (Answer | null)[]): readonly Replacement[] | null;
  readonly gain: Gain;
  /** Why a person should look before it is applied. */
  confirm?(t: Translate): readonly string[];
}
