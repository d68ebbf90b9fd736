// Phrases in the user's language: the extension sends them first of all, since a page cannot read VS Code's files.
import { translator, type Translate } from '#core/messages/translate';

let translate: Translate = translator({});

/** The phrase in the user's language; English until {@link useWords} was called. */
export const t: Translate = (phrase, ...args) => translate(phrase, ...args);

/** @param language as in `<html lang>` */
export function useWords(language: string, words: Readonly<Record<string, string>>): void {
  translate = translator(words);
  document.documentElement.lang = language;
}
