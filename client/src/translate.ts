// Phrases in the language that VS Code speaks: it has read l10n/bundle.l10n.<language>.json before the extension wakes up.
import * as vscode from 'vscode';
import type { Translate } from '#core/messages/translate';

export const t: Translate = (phrase, ...args) => vscode.l10n.t(phrase, ...args);

/** The phrases of the user's language; none where it is English. */
export function wordsOfUser(): Readonly<Record<string, string>> {
  const entries = Object.entries(vscode.l10n.bundle ?? {});
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}
