// Every text a person reads is an English sentence in the source and a Chinese one in l10n/bundle.l10n.zh-cn.json. The English
// sentence is the key, so a phrase without a translation does not compile. {0}, {1} … stand for the arguments.
import type zhCn from '#l10n/bundle.l10n.zh-cn';

export type Phrase = keyof typeof zhCn;
export type Translate = (phrase: Phrase, ...args: readonly (string | number)[]) => string;

/** `bundle` maps English to the user's language; what it lacks stays English. */
export function translator(bundle: Readonly<Record<string, string>>): Translate {
  return (phrase, ...args) =>
    (bundle[phrase] ?? phrase).replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));
}

/** English, as it stands in the source. */
export const english: Translate = translator({});
