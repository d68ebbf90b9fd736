// From the go command's list, where each variant is a package of its own, to one row per import path.
import { byText } from '#core/text/byText';
import type { PackageReport } from '#core/report/json';
import type { ListedPackage } from '#server/analysis/ports';

/** Sorted by import path. A row is ok where all of its variants are; else it has the first error. */
export function packageRows(packages: readonly ListedPackage[]): readonly PackageReport[] {
  const rows = new Map<string, PackageReport>();
  for (const { importPath, variant, error } of [...packages].sort((a, b) => byText(a.variant, b.variant))) {
    const row = rows.get(importPath) ?? { importPath, variants: [], ok: true, error: null };
    rows.set(importPath, {
      importPath,
      variants: row.variants.includes(variant) ? row.variants : [...row.variants, variant],
      ok: row.ok && error === null,
      error: row.error ?? error,
    });
  }
  return [...rows.values()];
}
