// Tells one `main.go` from another, where only the end of a path speaks for a file.
import { declaredIn } from '#core/escape/names';

const word = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const named = new RegExp(String.raw`(?:(?:\(\*(?<pointer>${word})\)|(?<value>${word}))\.)?(?<own>${word})$`, 'u');

/**
 * Whether a Go file has a declaration of the function (of the one around it, for a closure): a cheap look that tells one `main.go` from
 * another. True where the name has no declaration to look for (initialisers).
 */
export function declaresFunction(text: string, name: string): boolean {
  // `T.M-fm` is the method as a value.
  const plain = name.replace(/-fm$/, '');
  const declared = declaredIn(plain);
  const { pointer, value, own } = named.exec(declared)?.groups ?? {};
  if (own === undefined) return true;
  const receiver = pointer ?? value;
  if (receiver === undefined) return hasFunction(text, own);
  if (hasMethod(text, receiver, own)) return true;
  // A closure of `G` that was inlined into `F` is `F.G.func1`.
  return pointer === undefined && /\.(?:func|gowrap|deferwrap)\d|-range\d/.test(plain) && hasFunction(text, own);
}

const behindName = String.raw`(?![\p{L}\p{N}_])`;

function hasFunction(text: string, name: string): boolean {
  return new RegExp(String.raw`^func[ \t]+${name}${behindName}`, 'mu').test(text);
}

/** `func (t *T[K, V]) M`, with a name for the receiver or without one. */
function hasMethod(text: string, type: string, name: string): boolean {
  const receiver = String.raw`\((?:[^()\n]{0,200}[\s*])?${type}\s*(?:\[[^()\n]{0,200})?\)`;
  return new RegExp(String.raw`^func\s*${receiver}\s*${name}${behindName}`, 'mu').test(text);
}
