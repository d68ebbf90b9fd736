// Where in the source the cost of a function lies: the line of it that the most value passes through, in all its frames or in those of
// one box of the picture.
import type { DistinctStacks } from './distinctStacks';
import type { Frame } from '../messages/profileView';
import type { View } from './view';

export interface SourceLine {
  readonly file: string;
  /** 1-based; 0: the profile does not say. */
  readonly line: number;
  readonly startLine: number;
}

/**
 * @param path from the outermost frame to the box's; empty: every frame with that name
 * @param values of the samples
 */
export function sourceLine(
  view: View,
  stacks: DistinctStacks,
  values: Float64Array,
  name: number,
  path: readonly Frame[],
): SourceLine {
  const { profile, frames } = view;
  const costs = new Map<number, number>();
  const add = (line: number, value: number): void => {
    if (line >= 0) costs.set(line, (costs.get(line) ?? 0) + value);
  };
  for (let sample = 0; sample < stacks.ofSample.length; sample++) {
    const stack = stacks.ofSample[sample]!;
    const value = Math.abs(values[sample]!);
    if (stack < 0 || value === 0) continue;
    if (path.length > 0) addAtPath(sample, stack, value);
    else addEverywhere(sample, value);
  }

  /** The line of the path's last frame, in stacks that begin with it. */
  function addAtPath(sample: number, stack: number, value: number): void {
    const first = stacks.start[stack]!;
    const length = stacks.start[stack + 1]! - first;
    if (length < path.length || path.some((frame, depth) => stacks.frames[first + depth] !== frame)) return;
    let left = length - path.length;
    for (let at = view.stacks.start[sample]!; at < view.stacks.end[sample]!; at++) {
      const location = view.stacks.locations[at]!;
      const count = frames.start[location + 1]! - frames.start[location]!;
      if (left < count) return add(frames.line[frames.start[location]! + left]!, value);
      left -= count;
    }
  }

  function addEverywhere(sample: number, value: number): void {
    for (let at = view.stacks.start[sample]!; at < view.stacks.end[sample]!; at++) {
      const location = view.stacks.locations[at]!;
      for (let frame = frames.start[location]!; frame < frames.start[location + 1]!; frame++) {
        if (frames.name[frame] === name) add(frames.line[frame]!, value);
      }
    }
  }

  // Two lines of the profile (a call site each, say) may be one line of the source.
  const { lines, functions, strings } = profile;
  const places = new Map<string, { readonly at: number; cost: number }>();
  for (const [at, cost] of costs) {
    const key = `${lines.line[at]!}:${functions.file[lines.function[at]!]!}`;
    const place = places.get(key);
    if (place) place.cost += cost;
    else places.set(key, { at, cost });
  }
  const best = [...places.values()].reduce<{ at: number; cost: number } | null>(
    (most, place) => (most && most.cost >= place.cost ? most : place),
    null,
  );
  if (!best) return { file: frames.names.file(name), line: 0, startLine: startLineOf(view, name) };
  const func = lines.function[best.at]!;
  return {
    file: strings.text(functions.file[func]!),
    line: clampedLine(lines.line[best.at]!),
    startLine: clampedLine(functions.startLine[func]!),
  };
}

/** Of a name of the view; 0 where the profile has none. */
export function startLineOf({ profile, frames }: View, name: number): number {
  const func = frames.names.function[name] ?? -1;
  return func < 0 ? 0 : clampedLine(profile.functions.startLine[func]!);
}

/** A line of a file from outside may be any int64. */
const clampedLine = (line: number): number => (line > 0 && line < 0x7fffffff ? line : 0);
