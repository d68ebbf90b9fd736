// The edit that moves the fields of structs: the structs themselves, and keys for all literals that rely on the order. Proven before it is handed
// out: everything that may notice it compiles, and the promised size is reached on every architecture that is judged.
import type { Translate } from '#core/messages/translate';
import { keyLiterals } from '#core/refactor/keyLiterals';
import { applyReplacements, fileEdit, type FileEdit, type Replacement, type Resolution } from '#core/refactor/offer';
import { reorderFields } from '#core/refactor/reorderFields';
import { verdictOf } from '#core/layout/hazard';
import { measureLayouts } from '../layouts';
import type { Formatter } from '../ports';
import { formatted } from './formatted';
import { prove } from './proof';
import type { OrderChoice, ReorderParts, ReorderQuery, StructPlan } from './reorderPlans';

export type ReorderEditParts = ReorderParts & { readonly formatter: Formatter; readonly t: Translate };

/** One struct, in one of its orders. */
export interface Chosen {
  readonly plan: StructPlan;
  readonly choice: OrderChoice;
}

/** `query`: the one that the plans come from, about the same texts. Rejects only with the signal's AbortError. */
export async function reorderEdit(
  parts: ReorderEditParts,
  query: ReorderQuery,
  chosen: readonly Chosen[],
  signal: AbortSignal,
): Promise<Resolution> {
  const { t } = parts;
  const refused = chosen.flatMap(({ choice }) => choice.hazards).find(({ verdict }) => verdict === 'refused');
  if (refused) return { kind: 'refused', reason: refused.message };
  const files = await editsOf(parts, query, chosen, signal);
  if (!files) return { kind: 'refused', reason: t('The fields cannot be moved without a doubt about their text.') };

  const after = new Map(query.overlay);
  for (const edit of files) after.set(edit.file, applyReplacements(edit));
  const goarchs = ['', ...chosen[0]!.plan.struct.on.slice(1).map(({ goarch }) => goarch)];
  const proof = await prove(
    parts,
    {
      directory: query.directory,
      packages: await query.packages(),
      ...(isOfFiles(query) && { patterns: query.patterns }),
      before: query.overlay,
      after,
      settings: query.settings,
      goarchs,
    },
    signal,
  );
  if (proof.kind === 'refused') return proof;
  const missed = await missedSize(parts, { ...query, overlay: after }, chosen, signal);
  if (missed !== null) return { kind: 'refused', reason: missed };

  const confirm = chosen.flatMap(({ choice }) =>
    verdictOf(choice.hazards) === 'confirm' ? choice.hazards.map(({ message }) => message) : [],
  );
  const unproven = proof.unproven.map(importPath =>
    t('{0} does not compile as it is, so nobody can say whether it would.', importPath),
  );
  return { kind: 'edit', files, confirm: [...new Set([...confirm, ...unproven])] };
}

/** Files on the command line, outside of any module. */
const isOfFiles = ({ patterns }: ReorderQuery): boolean => patterns.some(pattern => pattern.endsWith('.go'));

/** Null where a text is not the one that was planned for. */
async function editsOf(
  { trees, textOf, formatter }: ReorderEditParts,
  query: ReorderQuery,
  chosen: readonly Chosen[],
  signal: AbortSignal,
): Promise<readonly FileEdit[] | null> {
  const replacements = new Map<string, Replacement[]>();
  const put = (file: string, more: readonly Replacement[]): void =>
    void replacements.set(file, [...(replacements.get(file) ?? []), ...more]);
  for (const { plan, choice } of chosen) {
    const { file, declaration } = plan.struct;
    const text = await textOf(file);
    const moved = text === null ? null : reorderFields(text, declaration, choice.found.order);
    if (!moved) return null;
    put(file, [moved]);
    const names = declaration.fields.flatMap(field => field.names);
    for (const of of new Set(plan.unkeyedLiterals.map(literal => literal.file))) {
      const literals = plan.unkeyedLiterals.filter(literal => literal.file === of);
      const source = await textOf(of);
      const keys = source === null ? null : keyLiterals({ ...trees.parse(of, source), path: of }, literals, names);
      if (!keys) return null;
      put(of, keys);
    }
  }
  const edits: FileEdit[] = [];
  for (const [file, own] of replacements) {
    const before = (await textOf(file)) ?? '';
    const sorted = own.sort((a, b) => a.start - b.start || a.end - b.end);
    if (sorted.some(({ start }, at) => at > 0 && start < sorted[at - 1]!.end)) return null;
    const plain = applyReplacements({ file, before, replacements: sorted });
    const { directory, settings } = query;
    const after = await formatted(formatter, { before, after: plain }, { directory, settings }, signal);
    edits.push(fileEdit(file, before, after));
  }
  return edits;
}

/** Why what was promised is not so; null where it is. An inner struct that shrinks makes its outer one smaller than that. */
async function missedSize(
  parts: ReorderEditParts,
  query: ReorderQuery,
  chosen: readonly Chosen[],
  signal: AbortSignal,
): Promise<string | null> {
  const { directory, patterns, overlay, settings, tests, goarchs } = query;
  const files = new Set(chosen.map(({ plan }) => plan.struct.file));
  const textOf = async (file: string): Promise<string | null> => overlay.get(file) ?? (await parts.disk.read(file));
  const layouts = await measureLayouts(
    { ...parts, textOf },
    { directory, patterns, overlay, settings, tests, goarch: goarchs, files },
    signal,
  );
  for (const { plan, choice } of chosen) {
    const { file, name, declaration, on } = plan.struct;
    const again = layouts.structs.filter(
      struct => struct.file === file && struct.name === name && struct.declaration.function === declaration.function,
    );
    for (const [at, { goarch }] of on.entries()) {
      const promised = choice.found.placed[at]!.size;
      const isReached = again.some(struct =>
        struct.on.some(one => {
          const { size } = one.placed;
          return one.goarch === goarch && (chosen.length === 1 ? size === promised : size <= promised);
        }),
      );
      if (!isReached) return parts.t('{0} would not have the promised {1} bytes on {2}.', name, promised, goarch);
    }
  }
  return null;
}
