// What the worker does: keeps one decoded profile, and one that it is compared with, and answers from them.
import { answerer } from '#core/profile/answer';
import { factsFor } from '#core/profile/facts';
import { latest } from '#core/profile/latest';
import { lineHeat, type LineHeat } from '#core/profile/lineHeat';
import { sayProblem, type OtherFile, type ProfileProblem } from '#core/profile/problem';
import type { Profile } from '#core/profile/profile';
import { scopedView } from '#core/profile/scopedView';
import { totalOf } from '#core/profile/table';
import { viewOf, type View } from '#core/profile/view';
import { withBase } from '#core/profile/withBase';
import type { Answer, Question, Scope } from '#core/messages/profileView';
import type { Translate } from '#core/messages/translate';
import type { Decoded } from '#core/profile/decode';
import { openProfile } from '#host/openProfile';
import { lastName } from './lastName';
import { mostHeatFiles, type FileHeat, type Heat, type Opened, type Source } from './workerMessages';

export interface KeeperParts {
  readonly t: Translate;
  /** The bytes, or one sentence that says why there are none. */
  readonly read: (source: Source) => Uint8Array | string;
}

export interface Keeper {
  open(source: Source, modules: readonly string[]): Opened;
  /** Null ends the comparison. */
  compare(source: Source | null): Opened;
  /** Null before anything is open. */
  ask(question: Question): Answer | null;
  heat(scope: Scope, names: readonly string[]): Heat | null;
}

interface Kept {
  readonly own: View;
  /** `own`, or with the other's samples in it as a base. */
  readonly shown: Profile;
  readonly answer: (question: Question) => Answer;
}

export function createKeeper({ t, read }: KeeperParts): Keeper {
  let modules: readonly string[] = [];
  let kept: Kept | null = null;
  let heatFor = latest<LineHeat | null>();
  let allocatedIn = latest<Allocated>();

  const keep = (own: View, shown: Profile): Opened => {
    kept = { own, shown, answer: answerer({ profile: shown, modules, t }) };
    return { kind: 'opened', facts: factsFor(shown, own.profile) };
  };
  const decode = (source: Source): Decoded | { readonly kind: 'unread'; readonly text: string } => {
    const bytes = read(source);
    return typeof bytes === 'string' ? { kind: 'unread', text: bytes } : openProfile(bytes);
  };
  const failed = (decoded: Exclude<ReturnType<typeof decode>, { kind: 'profile' }>): Opened =>
    decoded.kind === 'unread'
      ? { kind: 'failed', text: decoded.text, reopen: 'reload' }
      : { kind: 'failed', text: sayProblem(decoded.problem, t), reopen: reopenAs(decoded.problem) };

  return {
    open(source, own) {
      modules = own;
      kept = null;
      const decoded = decode(source);
      heatFor = latest();
      allocatedIn = latest();
      return decoded.kind === 'profile' ? keep(viewOf(decoded.profile), decoded.profile) : failed(decoded);
    },
    compare(source) {
      if (!kept) return { kind: 'failed', text: t('there is no profile to compare with'), reopen: 'reload' };
      if (source === null) return keep(kept.own, kept.own.profile);
      const decoded = decode(source);
      if (decoded.kind !== 'profile') return failed(decoded);
      const merged = withBase(kept.own.profile, decoded.profile);
      if (merged.kind === 'profile') return keep(kept.own, merged.profile);
      return { kind: 'failed', text: t('the two profiles count different things'), reopen: 'reload' };
    },
    ask: question => kept?.answer(question) ?? null,
    heat(scope, names) {
      if (!kept) return null;
      const { own, shown } = kept;
      // The lines of a comparison would be those of two programs.
      const wanted = shown.sampleTypes[scope.sampleType]?.type;
      const type = own.profile.sampleTypes.findIndex(sampleType => sampleType.type === wanted);
      if (type < 0) return null;
      const heat = heatFor(JSON.stringify([type, scope.filters, scope.labels, scope.inlined]), () => {
        const scoped = scopedView(own, scope);
        return scoped.kind === 'error' ? null : lineHeat(scoped.view, type);
      });
      // What a line allocates does not depend on what somebody looks at.
      const allocated = allocatedIn('', () => allocatedBy(own));
      return heat && heatOf({ view: own, type, heat, allocated }, new Set(names));
    },
  };
}

/** What is no profile is best looked at as what it is. */
function reopenAs(problem: ProfileProblem): 'text' | 'binary' {
  const texts: readonly OtherFile[] = ['html', 'text', 'json', 'text-profile'];
  return problem.kind === 'something-else' && texts.includes(problem.what) ? 'text' : 'binary';
}

/** The columns of one profile have the same places, whatever filter or type they are of. */
interface HeatColumns {
  readonly view: View;
  readonly type: number;
  readonly heat: LineHeat;
  readonly allocated: Allocated;
}

interface Allocated {
  readonly bytes: LineHeat | null;
  readonly objects: LineHeat | null;
}

const allocatedBy = (view: View): Allocated => ({
  bytes: columnOf(view, 'alloc_space'),
  objects: columnOf(view, 'alloc_objects'),
});

function columnOf(view: View, type: string): LineHeat | null {
  const index = view.profile.sampleTypes.findIndex(sampleType => sampleType.type === type);
  return index < 0 ? null : lineHeat(view, index);
}

/** Of files whose base name is one of `names`: those that somebody looks at. */
function heatOf({ view, type, heat, allocated }: HeatColumns, names: ReadonlySet<string>): Heat {
  const { profile } = view;
  const { bytes, objects } = allocated;
  const files = new Map<number, number[]>();
  heat.file.forEach((file, place) => {
    if (heat.cum[place] === 0 && !bytes?.flat[place]) return;
    const places = files.get(file);
    if (places) places.push(place);
    else if (names.has(lastName(profile.strings.text(file).replaceAll('\\', '/')))) files.set(file, [place]);
  });
  return {
    unit: profile.sampleTypes[type]!.unit,
    total: Number(totalOf(view, type)),
    files: heaviest(files, heat).map(([file, places]): FileHeat => {
      const sorted = places.sort((a, b) => heat.line[a]! - heat.line[b]!);
      const column = (values: Float64Array): Float64Array => Float64Array.from(sorted, place => values[place]!);
      return {
        file: profile.strings.text(file),
        function: profile.strings.text(profile.functions.name[heat.function[sorted[0]!]!]!),
        line: Int32Array.from(sorted, place => heat.line[place]!),
        flat: column(heat.flat),
        cum: column(heat.cum),
        bytes: bytes && column(bytes.flat),
        objects: objects && column(objects.flat),
      };
    }),
  };
}

/** Files with their places; by the dearest line where there are too many. */
function heaviest(files: ReadonlyMap<number, number[]>, { cum }: LineHeat): (readonly [number, number[]])[] {
  if (files.size <= mostHeatFiles) return [...files];
  const weigh = (places: readonly number[]): number =>
    places.reduce((most, place) => Math.max(most, Math.abs(cum[place]!)), 0);
  const weighed = [...files].map(entry => ({ entry, weight: weigh(entry[1]) }));
  return weighed
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostHeatFiles)
    .map(({ entry }) => entry);
}
