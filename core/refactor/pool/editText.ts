// A part of a text with replacements made in it, given in any order. Of two at one place what is put in stands before what is replaced; a
// replacement inside of another that is gone with it is left out.

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function editText(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  edits: readonly TextEdit[],
): string {
  let out = '';
  let at = start;
  for (const edit of inOrder(edits)) {
    if (edit.start < at) continue;
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at, end);
}

/** By place; what only puts something in comes first, in the order in which it was given. */
export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  const isInsertion = ({ start, end }: TextEdit): boolean => start === end;
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        a.edit.start - b.edit.start || Number(isInsertion(b.edit)) - Number(isInsertion(a.edit)) || a.index - b.index,
    )
    .map(({ edit }) => edit);
}
