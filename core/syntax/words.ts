// Where a name stands in a text, whatever it stands for there: letters are those of Go, not of ASCII.

/** Where a word begins in the text. */
export function wordsOf(text: string, word: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const isWord = !/[\p{L}\p{N}_]/u.test(text.charAt(at - 1) + text.charAt(at + word.length));
    if (isWord) found.push(at);
  }
  return found;
}
