// The refactoring "Reorder fields of T": offered anywhere in the declaration of a struct that would be smaller in another order, in up to two
// flavours; disabled, with the reason, where the order must not change.
import type { Hazard } from '#core/layout/hazard';
import type { MeasuredStruct } from '#core/layout/measuredStruct';
import type { Translate } from '#core/messages/translate';
import type { Offer, Resolution } from '#core/refactor/offer';
import { structAround, structsOf } from '#core/syntax/structs';
import { createLineIndex } from '#core/text/lineIndex';
import { judgedArchitectures } from '#core/layout/architectures';
import { packageOf } from '../packageOf';
import { surroundingsOf } from './dependents';
import { createRemembered } from './remembered';
import { reorderEdit } from './reorderEdit';
import {
  planReorders,
  type OrderChoice,
  type ReorderParts,
  type ReorderQuery,
  type StructPlan,
  type ReorderPlans,
} from './reorderPlans';
import type { CreateRefactoring, Place, RefactoringParts } from './refactoring';

const kind = 'refactor.rewrite.struct.reorder';

/** What an offer needs to find its struct again. */
interface ReorderData {
  readonly name: string;
  readonly function: string | null;
  readonly flavour: OrderChoice['flavour'];
}

/** The plans of one file, and what they were made of. */
interface Planned extends Pick<ReorderPlans, 'plans' | 'unjudged'> {
  readonly query: ReorderQuery;
  readonly parts: ReorderParts;
}

export const createReorder: CreateRefactoring = parts => {
  const { t, trees } = parts;
  const remembered = createRemembered<Planned>(parts.clock);
  const plansOf = ({ file, text }: Pick<Place, 'file' | 'text'>, signal: AbortSignal): Promise<Planned> => {
    const overlay = new Map([...parts.openTexts(), [file, text]]);
    const settings = parts.settings();
    const key = [file, JSON.stringify(settings), ...[...overlay].flat()];
    return remembered.get(key, own => plan(parts, { file, text, overlay }, own), signal);
  };
  return {
    kinds: [kind],
    async offers(place, signal) {
      const { file, text, range } = place;
      const offset = createLineIndex(text).offsetAt(range.start);
      const struct = text.includes('struct')
        ? structAround(structsOf({ ...trees.parse(file, text), path: file }), offset)
        : null;
      if (!struct || struct.fields.length < 2) {
        remembered.drop();
        return [];
      }
      const { plans, unjudged } = await plansOf(place, signal);
      const isHere = ({ declaration }: MeasuredStruct): boolean => declaration.nameSpan.start === struct.nameSpan.start;
      const plan = plans.find(one => isHere(one.struct));
      if (plan) return offersOf(plan, t);
      return unjudged.some(isHere) ? [unjudgedOffer(struct.name, t)] : [];
    },
    async resolve(place, data, signal): Promise<Resolution> {
      const wanted = readData(data);
      if (!wanted) return { kind: 'refused', reason: t('The text has changed meanwhile; please ask again.') };
      const { plans, query, parts: own } = await plansOf(place, signal);
      const found = plans.filter(
        ({ struct: { declaration } }) => declaration.name === wanted.name && declaration.function === wanted.function,
      );
      const choice = found[0]?.choices.find(({ flavour }) => flavour === wanted.flavour);
      if (!choice) return { kind: 'refused', reason: t('The text has changed meanwhile; please ask again.') };
      return reorderEdit({ ...own, formatter: parts.formatter }, query, [{ plan: found[0]!, choice }], signal);
    },
  };
};

async function plan(
  parts: RefactoringParts,
  {
    file,
    text,
    overlay,
  }: { readonly file: string; readonly text: string; readonly overlay: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<Planned> {
  const { go, goarch } = parts.settings();
  const place = await packageOf(file, text, parts.disk);
  const textOf = async (name: string): Promise<string | null> => overlay.get(name) ?? (await parts.disk.read(name));
  const own: ReorderParts = { ...parts, textOf };
  let packages: ReturnType<ReorderQuery['packages']> | null = null;
  const query: ReorderQuery = {
    directory: place.directory,
    patterns: place.patterns,
    files: new Set([file]),
    tests: file.endsWith('_test.go'),
    packages: () =>
      (packages ??= surroundingsOf(parts, { file, text, overlay, settings: go }, signal).then(
        around => around.packages,
      )),
    overlay,
    settings: go,
    goarchs: judgedArchitectures('', goarch),
  };
  const { plans, unjudged } = await planReorders(own, query, signal);
  return { plans, unjudged, query, parts: own };
}

function offersOf({ struct, choices }: StructPlan, t: Translate): readonly Offer[] {
  const { name, function: around } = struct.declaration;
  const before = struct.on[0]!.placed.size;
  const offers = choices.map(({ flavour, found, hazards }): Offer => {
    const after = found.placed[0]!.size;
    const refused = hazards.find(({ verdict }) => verdict === 'refused') ?? null;
    const data: ReorderData = { name, function: around, flavour };
    return { kind, title: titleOf(flavour, [name, before, after], t), refused: refused && told(refused), data };
  });
  // What must not be moved at all is said once.
  return offers.every(({ refused }) => refused !== null) ? offers.slice(-1) : offers;
}

function unjudgedOffer(name: string, t: Translate): Offer {
  const refused = t(
    'Who relies on the order cannot be known: the package, or one that depends on it, does not compile.',
  );
  return { kind, title: t('Reorder fields of {0}', name), refused, data: null };
}

function titleOf(flavour: OrderChoice['flavour'], words: readonly (string | number)[], t: Translate): string {
  switch (flavour) {
    case 'only':
      return t('Reorder fields of {0} ({1} → {2} bytes)', ...words);
    case 'inside':
      return t('Reorder fields of {0} inside their groups ({1} → {2} bytes)', ...words);
    case 'across':
      return t('Reorder fields of {0} across groups ({1} → {2} bytes)', ...words);
  }
}

const told = ({ message }: Hazard): string => message;

function readData(data: unknown): ReorderData | null {
  if (typeof data !== 'object' || data === null) return null;
  const { name, function: around, flavour } = data as Partial<Record<keyof ReorderData, unknown>>;
  if (typeof name !== 'string' || (around !== null && typeof around !== 'string')) return null;
  return flavour === 'inside' || flavour === 'across' || flavour === 'only'
    ? { name, function: around, flavour }
    : null;
}
