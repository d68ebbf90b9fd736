// All rules, over the files of one package: each file once for what it declares, once for what it does with pools, and then the package as a
// whole. What a file gives is plain data: only one tree is needed at a time.
import type { Finding } from '#core/escape/finding';
import type { LocatedFile } from '#core/syntax/locate';
import type { PackageDeclarations } from './declarations';
import { keptProbe, type KeptProbe } from './keptProbe';
import { findingOfMisuse, type Misuse, type Rule, type RuleInput } from './misuse';
import { conductOf, joinConduct, type PackageRule, type PoolConduct } from './packageRule';
import { copied } from './rules/copied';
import { dirtyGet } from './rules/dirtyGet';
import { doublePut } from './rules/doublePut';
import { localPool } from './rules/localPool';
import { missingPuts } from './rules/missingPut';
import { noNew } from './rules/noNew';
import { returned } from './rules/returned';
import { unboundedPut } from './rules/unboundedPut';
import { useAfterPut } from './rules/useAfterPut';
import { valuePut } from './rules/valuePut';
import { wrongType } from './rules/wrongType';
import { usesOf } from './uses';

const rules: readonly Rule[] = [useAfterPut, doublePut, returned, copied, localPool, valuePut];
const packageRules: readonly PackageRule[] = [wrongType, noNew, dirtyGet, unboundedPut];

/** What one file has to say. `package` and `variants` of findings are left to be filled in. */
export interface FileMisuse {
  readonly certain: readonly Finding[];
  /** Told if the package does what `rule` asks for. */
  readonly byPackage: readonly { readonly rule: PackageRule; readonly pool: string; readonly finding: Finding }[];
  /** Told if the compiler says that the value stays in its function. */
  readonly byCompiler: readonly { readonly probe: KeptProbe; readonly findings: readonly Finding[] }[];
  readonly conduct: ReadonlyMap<string, PoolConduct>;
}

/** Whether a file has anything to do with pools: else it need not be parsed. */
export function usesPools(text: string, { pools }: PackageDeclarations): boolean {
  return /\.Get\(\)|\.Put\(|\bsync\.Pool\b/.test(text) || [...pools.keys()].some(name => text.includes(name));
}

/** `heap`: what the compiler said of the file, of the codes `escapes` and `moved-to-heap`. */
export function misuseOfFile(file: LocatedFile, input: Omit<RuleInput, 'uses'>): FileMisuse {
  const all = { ...input, uses: usesOf(file, input.declared) };
  const found = (misuse: readonly Misuse[]): Finding[] => misuse.map(one => findingOfMisuse(one, file));
  return {
    certain: unique(found(rules.flatMap(rule => rule(all)))),
    byPackage: packageRules.flatMap(rule =>
      rule.candidates(all).map(({ pool, misuse }) => ({ rule, pool, finding: findingOfMisuse(misuse, file) })),
    ),
    byCompiler: missingPuts(all).flatMap(({ misuse, ...missing }) => {
      const probe = keptProbe(missing, all.uses);
      return probe ? [{ probe, findings: found(misuse) }] : [];
    }),
    conduct: conductOf(all),
  };
}

/** What is told of a package when all of its files have spoken; `byCompiler` is not yet. */
export function misuseOfPackage(files: readonly FileMisuse[]): readonly Finding[] {
  const conduct = joinConduct(files.map(file => file.conduct));
  const byPackage = files.flatMap(file => file.byPackage);
  const held = byPackage.filter(({ rule, pool }) => {
    const known = conduct.get(pool);
    return known !== undefined && rule.holdsWhere(known);
  });
  return [...files.flatMap(({ certain }) => certain), ...held.map(({ finding }) => finding)];
}

/** Two rules may see one mistake. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const keys = new Map(findings.map(finding => [`${finding.code} ${finding.line}:${finding.column}`, finding]));
  return [...keys.values()];
}
