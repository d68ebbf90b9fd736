// Phrases in the language that VS Code speaks: it has read l10n/bundle.l10n.<language>.json before the extension wakes up.
import * as vscode from 'vscode';
import type { Translate } from '#core/messages/translate';

export const t: Translate = (phrase, ...args) => vscode.l10n.t(phrase, ...args);
