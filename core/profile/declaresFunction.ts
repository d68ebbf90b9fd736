// Tells one `main.go` from another, where only the end of a path speaks for a file.
import { declaredIn } from '#core/escape/names';

/**
 * Whether a Go file has a declaration of the function (of the one around it, for a closure): a cheap look that tells one `main.go` from
 * another. True where the name has no declaration to look for (initialisers).
 */
export function declaresFunction(text: string, name: string): boolean {
  const declared = declaredIn(name);
  const own = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(declared)?.[0];
  if (own === undefined) return true;
  return new RegExp(`^func\\s*(?:\\([^)\\n]{0,200}\\)\\s*)?${own}\\b`, 'mu').test(text);
}
