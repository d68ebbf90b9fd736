// Who depends on a struct's fields being the ones they are, in this order? A copy of the program in which the struct has one more field, the
// first, that takes no bytes. What no longer compiles is the answer: literals without keys, conversions between structs, comparisons
// (the field cannot be compared, where that is asked).
import type { Span } from '#core/syntax/structs';
import type { Insertion } from '#core/syntax/probeText';
import { mark } from './typeProbes';

/** `number` tells the types of one compile apart. */
export interface Poison {
  readonly number: number;
  /** Comparing it is a mistake, too. Its alignment is a pointer's then, and sizes may differ. */
  readonly incomparable: boolean;
}

const typeOf = ({ number, incomparable }: Poison): string =>
  incomparable ? `[${number}][0]func()` : `[${number}]struct{}`;

/** `body`: the struct's, with its braces. No line moves. */
export function poisonField(body: Span, poison: Poison): Insertion {
  return { offset: body.start + 1, text: `Escapement_ ${typeOf(poison)}; ` };
}

/** For a literal without keys, that it may compile again. `literal`: with its braces. */
export function poisonValue(literal: Span, poison: Poison): Insertion {
  return { offset: literal.start + 1, text: `${typeOf(poison)}{}, ` };
}

/** A mistake that is always reported: its message says that the package was checked to its end. */
export const endMistake = `var _ ${mark}End`;

export type PoisonMessage =
  /** At the first value of a literal without keys. */
  | { readonly kind: 'literal'; readonly number: number }
  /** At the closing brace of such a literal. `type`: in the compiler's words. */
  | { readonly kind: 'literal-end'; readonly type: string }
  | { readonly kind: 'compared'; readonly number: number | null; readonly text: string }
  | { readonly kind: 'end' }
  /** What follows from our own mistakes, or from a literal's. */
  | { readonly kind: 'consequence' }
  | { readonly kind: 'other'; readonly text: string };

/** One message, without its position, that answers no question. */
export function readPoisonMessage(text: string): PoisonMessage {
  if (text === `undefined: ${mark}End`) return { kind: 'end' };
  const literal = /^cannot use .* as \[(\d+)\](?:struct\{\}|\[0\]func\(\)) value in struct literal/s.exec(text);
  if (literal) return { kind: 'literal', number: Number(literal[1]) };
  const tooFew = /^too few values in struct literal(?: of type (.+))?/s.exec(text);
  if (tooFew) return { kind: 'literal-end', type: tooFew[1] ?? '' };
  // An expression that holds a question is printed with it.
  if (text.includes(mark)) return { kind: 'consequence' };
  if (
    /cannot be compared|cannot compare|invalid map key type|is not comparable|not (?:satisfy|implement) comparable/.test(
      text,
    )
  ) {
    const number = /containing \[(\d+)\]\[0\]func\(\)/.exec(text)?.[1];
    return { kind: 'compared', number: number === undefined ? null : Number(number), text };
  }
  if (consequences.test(text)) return { kind: 'consequence' };
  return { kind: 'other', text };
}

const consequences =
  /^(?:declared and not used|.* declared (?:and|but) not used|.* imported and not used)|not (?:a )?constant|must be (?:a )?constant|invalid array length|out of bounds|duplicate (?:key|index|case)|is not an interface$/;
