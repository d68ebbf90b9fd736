// Focus, ignore, hide, show, show from: the filters of `go tool pprof`, with its results. An expression matches a function's name, a file's, or
// the file name of a mapping; so `hide=serve` hides all of a binary `/srv/server`, as it does there.
import { compileRegexp } from '../regexp/regexp';
import type { Frames } from './frames';
import { matching, type Matching } from './matching';
import { compileTagFilter, type SampleTest } from './tagFilter';
import type { View } from './view';

/** Regular expressions; '' filters nothing. */
export interface ProfileFilter {
  /** Samples stay where a location matches … */
  readonly focus: string;
  /** … and go where one matches this. */
  readonly ignore: string;
  /** Frames that match go; their value moves to those that stay. */
  readonly hide: string;
  /** Only frames that match stay. */
  readonly show: string;
  /** What lies above the outermost match goes. */
  readonly showFrom: string;
  /** By label: `key=expression`, or a range of numbers: `bytes=2kb:`. */
  readonly tagFocus: string;
  readonly tagIgnore: string;
  /** Functions that were inlined are not shown. */
  readonly noInlines: boolean;
}

export type FilterName = Exclude<keyof ProfileFilter, 'noInlines'>;

export const noFilter: ProfileFilter = {
  focus: '',
  ignore: '',
  hide: '',
  show: '',
  showFrom: '',
  tagFocus: '',
  tagIgnore: '',
  noInlines: false,
};

export type Filtered =
  | { readonly kind: 'view'; readonly view: View }
  /** The expression cannot be read: why, in Go's words. */
  | { readonly kind: 'error'; readonly filter: FilterName; readonly error: string };

/** Always of the view without filters: they do not add up one after the other as they do together. */
export function filterView(view: View, filter: ProfileFilter): Filtered {
  const { profile } = view;
  const names: readonly FilterName[] = ['focus', 'ignore', 'hide', 'show', 'showFrom'];
  const matchers = new Map<FilterName, Matching>();
  for (const name of names) {
    if (filter[name] === '') continue;
    const compiled = compileRegexp(filter[name]);
    if (compiled.kind === 'error') return { kind: 'error', filter: name, error: compiled.error };
    matchers.set(name, matching(profile, compiled.regexp));
  }
  const tests: SampleTest[] = [];
  for (const name of ['tagFocus', 'tagIgnore'] as const) {
    if (filter[name] === '') continue;
    const compiled = compileTagFilter(profile, filter[name]);
    if (compiled.kind === 'error') return { kind: 'error', filter: name, error: compiled.error };
    const { test } = compiled;
    tests.push(name === 'tagFocus' ? test : sample => !test(sample));
  }

  let filtered = view;
  // As in pprof, any of these four leaves out samples that have no stack.
  if (names.slice(0, 4).some(name => matchers.has(name))) {
    filtered = keepSamples(filtered, byStack(filtered, matchers.get('focus'), matchers.get('ignore')));
  }
  const [hide, show, showFrom] = [matchers.get('hide'), matchers.get('show'), matchers.get('showFrom')];
  if (hide || show) filtered = { ...filtered, frames: keepFrames(filtered.frames, visibleLines(view, hide, show)) };
  if (showFrom) filtered = cutAbove(filtered, showFrom);
  if (filter.noInlines) filtered = { ...filtered, frames: withoutInlines(filtered.frames) };
  for (const test of tests) filtered = keepSamples(filtered, test);
  return { kind: 'view', view: filtered };
}

/** The samples that pass, of those that are left. */
function keepSamples(view: View, passes: SampleTest): View {
  const count = view.samples ? view.samples.length : view.profile.sampleCount;
  const kept = new Int32Array(count);
  let length = 0;
  for (let index = 0; index < count; index++) {
    const sample = view.samples ? view.samples[index]! : index;
    if (passes(sample)) kept[length++] = sample;
  }
  return { ...view, samples: kept.slice(0, length) };
}

function byStack({ profile, stacks }: View, focus: Matching | undefined, ignore: Matching | undefined): SampleTest {
  const { count } = profile.locations;
  const ignored = 2;
  const verdict = new Uint8Array(count);
  for (let location = 0; location < count; location++) {
    if (ignore?.location(location)) verdict[location] = ignored;
    else if (!focus || focus.location(location)) verdict[location] = 1;
  }
  return sample => {
    let isFocused = false;
    for (let at = stacks.start[sample]!; at < stacks.end[sample]!; at++) {
      const found = verdict[stacks.locations[at]!];
      if (found === ignored) return false;
      if (found === 1) isFocused = true;
    }
    return isFocused;
  };
}

/** Asked for a location and a frame of it. */
type FrameTest = (location: number, frame: number) => boolean;

function visibleLines({ frames }: View, hide: Matching | undefined, show: Matching | undefined): FrameTest {
  return (location, frame) => {
    const line = frames.line[frame]!;
    // A mapping that matches stands for all its lines.
    if (hide && (hide.mapping(location) || (line >= 0 && hide.line(line)))) return false;
    // What has no line has nothing to show.
    return !show || (line >= 0 && (show.mapping(location) || show.line(line)));
  };
}

/** Frames of which a test says that they stay; that they were inlined stays true, too. */
export function keepFrames(frames: Frames, stays: FrameTest): Frames {
  const start = new Int32Array(frames.start.length);
  const kept = new Int32Array(frames.name.length);
  let length = 0;
  for (let location = 0; location < start.length - 1; location++) {
    start[location] = length;
    for (let frame = frames.start[location]!; frame < frames.start[location + 1]!; frame++) {
      if (stays(location, frame)) kept[length++] = frame;
    }
  }
  start[start.length - 1] = length;
  const left = kept.subarray(0, length);
  return {
    start,
    name: left.map(frame => frames.name[frame]!),
    line: left.map(frame => frames.line[frame]!),
    isInlined: Uint8Array.from(left, frame => frames.isInlined[frame]!),
    names: frames.names,
  };
}

function withoutInlines(frames: Frames): Frames {
  return keepFrames(frames, (location, frame) => frame === frames.start[location + 1]! - 1);
}

/** Stacks end with the outermost location that matches, and that one with its outermost line that does; without a match the sample goes. */
function cutAbove(view: View, showFrom: Matching): View {
  const { frames, stacks, profile } = view;
  const { count } = profile.locations;
  // The frame after the last one that is left; -1 where the location does not match.
  const last = new Int32Array(count).fill(-1);
  for (let location = 0; location < count; location++) {
    const [from, to] = [frames.start[location]!, frames.start[location + 1]!];
    if (from === to) continue;
    if (showFrom.mapping(location)) last[location] = to;
    for (let frame = to - 1; frame >= from && last[location]! < 0; frame--) {
      const line = frames.line[frame]!;
      if (line >= 0 && showFrom.line(line)) last[location] = frame + 1;
    }
  }
  const end = stacks.end.slice();
  const shown = { ...view, stacks: { ...stacks, end } };
  const cut = keepSamples(shown, sample => {
    for (let at = stacks.end[sample]! - 1; at >= stacks.start[sample]!; at--) {
      if (last[stacks.locations[at]!]! < 0) continue;
      end[sample] = at + 1;
      return true;
    }
    return false;
  });
  return { ...cut, frames: keepFrames(frames, (location, frame) => last[location]! < 0 || frame < last[location]!) };
}
