// What a refactoring says to a reader, in plain data: the offer at a place, and the edit behind it. lsp/ makes code actions of it, cli/
// rewrites files with it.
import { lineEdits } from '../text/lineEdits';

/** A piece of a text and what stands there instead: half-open, in UTF-16 offsets into the text that the edit was made for. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The replacements of one file, in the order of the text; none overlaps another. */
export interface FileEdit {
  /** Absolute path. */
  readonly file: string;
  /** The text that the replacements are true of. */
  readonly before: string;
  readonly replacements: readonly Replacement[];
  /** There is no such file yet; `before` is empty. */
  readonly isNew?: true;
}

/** Something that can be done at a place, or that a reader would look for there and that cannot be done. */
export interface Offer {
  /** The code action's kind: `refactor.rewrite.struct.reorder` … */
  readonly kind: string;
  /** For a person, in the session's language. */
  readonly title: string;
  /** Why it cannot be done, one sentence that names the line; null where it can. */
  readonly refused: string | null;
  /** What it is about, as an offset in the text; left out where that is the place that was asked about. */
  readonly offset?: number;
  /** What its refactoring needs to find the same thing again: plain JSON. Validated when it comes back from an editor. */
  readonly data: unknown;
}

/** What became of an offer that was taken. */
export type Resolution =
  | {
      readonly kind: 'edit';
      readonly files: readonly FileEdit[];
      /** Why a person should look before it is applied, a sentence each; [] where nothing speaks against it. */
      readonly confirm: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** The edit that makes `after` of `before`: the lines that differ. */
export function fileEdit(file: string, before: string, after: string): FileEdit {
  return { file, before, replacements: lineEdits(before, after) };
}

/** The text with the replacements made. */
export function applyReplacements({ before, replacements }: FileEdit): string {
  let text = '';
  let at = 0;
  for (const { start, end, text: put } of replacements) {
    text += before.slice(at, start) + put;
    at = end;
  }
  return text + before.slice(at);
}
