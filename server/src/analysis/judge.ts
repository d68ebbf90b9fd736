// What a finished compile means for one open file: whether it was part of it, and whether it compiled.
import type { CompileOutcome, Problem } from './ports';

export type Judgement =
  /** These of its compilations are good. */
  | { readonly kind: 'good'; readonly variants: ReadonlySet<string> }
  | { readonly kind: 'broken'; readonly error: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Its constraints, GOOS, GOARCH or tags leave it out. */
  | { readonly kind: 'not-in-build' }
  /** It was about other compilations than the file's. */
  | { readonly kind: 'not-asked' };

/** `isWhole`: the compile was about the package with all of its tests, not about one compilation of it. */
export function judge(file: string, { problem, packages }: CompileOutcome, isWhole: boolean): Judgement {
  if (problem !== null) return { kind: 'problem', problem };
  const containing = packages.filter(({ files }) => files.includes(file));
  const good = containing.filter(({ error }) => error === null);
  if (good.length > 0) return { kind: 'good', variants: new Set(good.map(({ variant }) => variant)) };
  const [broken] = containing;
  if (broken) return { kind: 'broken', error: broken.error ?? '' };
  if (packages.some(({ ignoredFiles }) => ignoredFiles.includes(file))) return { kind: 'not-in-build' };
  if (!isWhole && packages.some(({ error }) => error === null)) return { kind: 'not-asked' };
  const error = packages.find(other => other.error !== null)?.error ?? null;
  return error === null ? { kind: 'not-in-build' } : { kind: 'broken', error };
}
