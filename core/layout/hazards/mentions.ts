// By which exported names other packages can come upon structs: their own, and those of types, functions, fields and variables that mention
// them. A package whose text has none of these words has nothing to do with them. Words, not meanings: too many is no harm.
import type { FileFacts } from './fileFacts';
import { isExported } from './typeIndex';

/** `names` of types; `files`: all that may mention them. Empty where nobody outside of their package can. */
export function exportedMentions(names: Iterable<string>, files: readonly FileFacts[]): ReadonlySet<string> {
  const types = new Set(names);
  const exported = new Set([...types].filter(isExported));
  for (let size = -1; size !== types.size;) {
    size = types.size;
    const mentioned = anyOf(types);
    for (const type of files.flatMap(file => file.types)) {
      if (types.has(type.name) || !mentioned.test(type.text)) continue;
      types.add(type.name);
      if (isExported(type.name)) exported.add(type.name);
    }
  }
  const mentioned = anyOf(types);
  const makers = new Set(types);
  for (const { types: declared, functions } of files) {
    for (const { name, signature } of functions) {
      if (!mentioned.test(signature)) continue;
      makers.add(name);
      if (isExported(name)) exported.add(name);
    }
    for (const { text, fields } of declared) {
      if (!mentioned.test(text)) continue;
      // Fields, and the methods of interfaces.
      const words = fields ? fields.flatMap(field => field.names) : (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
      for (const word of words) if (isExported(word)) exported.add(word);
    }
  }
  const made = anyOf(makers);
  for (const { name, value } of files.flatMap(file => file.variables)) {
    if (isExported(name) && made.test(value)) exported.add(name);
  }
  return exported;
}

/** Whether a text has one of the words. */
export function anyOf(words: ReadonlySet<string>): RegExp {
  if (words.size === 0) return /(?!)/;
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${[...words].join('|')})(?![\p{L}\p{N}_])`, 'u');
}
