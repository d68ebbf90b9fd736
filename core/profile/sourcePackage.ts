// What a Go linker name says about the source: the package, and the name that stands behind `func` there.
import { declaredIn } from '#core/escape/names';

/** The import path of a function's package: `gopkg.in/yaml.v3` of `gopkg.in/yaml%2ev3.Unmarshal`; null where the name has none. */
export function sourcePackage(name: string): string | null {
  // Type arguments may hold slashes: `p.F[ex.com/q.T]`.
  const plain = name.slice(0, indexOrEnd(name, '['));
  const dot = plain.indexOf('.', plain.lastIndexOf('/') + 1);
  if (dot <= 0) return null;
  try {
    return decodeURIComponent(plain.slice(0, dot));
  } catch {
    return plain.slice(0, dot);
  }
}

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

function indexOrEnd(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? text.length : at;
}
