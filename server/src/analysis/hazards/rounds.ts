// Which packages can be asked in one compile: a package that does not compile hides what depends on it, and each that is asked does not.
// So what depends on others is asked after them, when their own mistakes have been mended (core/layout/hazards/poison).
import type { ListedPackage } from '../ports';

/** The package itself, or one with its tests; in a round of its own number, from 0 on. */
export interface RoundUnit {
  readonly listed: ListedPackage;
  readonly round: number;
  /** What names it on the command line; null for files outside of any module, which the request names. */
  readonly pattern: string | null;
  readonly isTest: boolean;
}

/** Of all that are to be asked. */
export function roundsOf(packages: readonly ListedPackage[]): readonly RoundUnit[] {
  const known = new Map<ListedPackage, number>();
  const roundOf = (listed: ListedPackage): number => {
    const before = known.get(listed);
    if (before !== undefined) return before;
    // Go has no cycles; with a wrong list it ends here.
    known.set(listed, 0);
    const own = new Set(listed.dependencies);
    const rounds = packages
      .filter(other => other !== listed && isNeeded(other, listed, own))
      .map(other => roundOf(other) + 1);
    const round = Math.max(0, ...rounds);
    known.set(listed, round);
    return round;
  };
  return packages.map(listed => ({
    listed,
    round: roundOf(listed),
    pattern: patternOf(listed),
    isTest: listed.variant.includes(' ['),
  }));
}

function patternOf(listed: ListedPackage): string | null {
  const path = testedBy(listed) ?? listed.importPath;
  return path === 'command-line-arguments' ? null : path;
}

/** A package with its tests is compiled for the sake of its external tests alone. */
function isNeeded(other: ListedPackage, listed: ListedPackage, dependencies: ReadonlySet<string>): boolean {
  if (other.importPath === listed.importPath) return false;
  if (!dependencies.has(other.importPath)) return false;
  const tested = testedBy(other);
  return tested === null || tested === testedBy(listed);
}

/** `p` of `p [p.test]` and `p_test [p.test]`. */
const testedBy = ({ variant }: ListedPackage): string | null => /\[(.+)\.test\]$/.exec(variant)?.[1] ?? null;
