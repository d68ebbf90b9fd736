// Names come from files that nobody vouches for: no control characters reach a terminal or a page, nor marks that turn the direction of writing
// or that end a line where nobody sees it.

const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Each of these characters as its number, `\u001b`, or as `stand`. */
export function printable(text: string, stand?: string): string {
  return text.replace(unprintable, character => stand ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** No longer than `most` characters: for a sentence that names it. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
