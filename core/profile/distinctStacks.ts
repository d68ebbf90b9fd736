// The stacks of a view, outermost frame first, each once: samples that differ in labels only, or in addresses inside the same functions,
// share one. Pictures, searches and sandwiches walk these, and weigh them anew for each sample type and filter of samples.
//
//   frames  main serve Get │ main serve Put │ main idle        start  0 3 6 8        ofSample  0 1 0 2 0
import type { Frame } from '../messages/profileView';
import { tableSize } from './strings';
import type { View } from './view';

export interface DistinctStacks {
  readonly count: number;
  /** Stack s has the frames `start[s] … start[s + 1] - 1`. */
  readonly start: Int32Array;
  /** {@link Frame}s: `2 × name + 1` for an inlined call, `2 × name` else. */
  readonly frames: Int32Array;
  /** How many different frames there may be. */
  readonly frameCount: number;
  /** The stack of each sample of the profile; -1: the view leaves it out. */
  readonly ofSample: Int32Array;
}

/** What stands above the outermost frame, where samples are grouped by a label: names of their own, after those of the functions. */
export interface Prefix {
  /** Which of `texts` each sample has; -1: none. */
  readonly ofSample: Int32Array;
  readonly texts: readonly string[];
}

export function distinctStacks(
  { profile, frames, stacks, samples }: View,
  prefix: Prefix | null = null,
): DistinctStacks {
  const { start: frameStart, name, isInlined } = frames;
  const { start: from, end: to, locations } = stacks;
  const ofSample = new Int32Array(profile.sampleCount).fill(-1);
  const sampleCount = samples ? samples.length : profile.sampleCount;
  const numbers = new Int32Array(name.length);
  for (let at = 0; at < name.length; at++) numbers[at] = name[at]! * 2 + isInlined[at]!;

  // Room for all frames of all samples; what equal stacks do not need is never touched, so costs no memory.
  const kept = new Int32Array(countFrames(stacks, frameStart, ofSample.length, samples) + (prefix ? sampleCount : 0));
  const start = new Int32Array(sampleCount + 1);
  const hashes = new Int32Array(sampleCount);
  const slots = new Int32Array(tableSize(sampleCount));
  const mask = slots.length - 1;
  let count = 0;
  let end = 0;
  for (let index = 0; index < sampleCount; index++) {
    const sample = samples ? samples[index]! : index;
    // The stack is written where it would stay, and taken back if it is there already.
    const begin = end;
    let hash = 0x2c1b3c6d;
    const text = prefix ? prefix.ofSample[sample]! : -1;
    if (text >= 0) {
      const number = 2 * (frames.names.count + text);
      kept[end++] = number;
      hash = mixed(hash, number);
    }
    for (let at = to[sample]! - 1, leaf = from[sample]!; at >= leaf; at--) {
      const location = locations[at]!;
      for (let frame = frameStart[location + 1]! - 1, inner = frameStart[location]!; frame >= inner; frame--) {
        const number = numbers[frame]!;
        kept[end++] = number;
        hash = mixed(hash, number);
      }
    }
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const found = slots[slot]! - 1;
      if (found < 0) {
        slots[slot] = count + 1;
        hashes[count] = hash;
        ofSample[sample] = count;
        start[++count] = end;
        break;
      }
      if (hashes[found] === hash && equal(kept, start[found]!, start[found + 1]!, begin, end)) {
        ofSample[sample] = found;
        end = begin;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return {
    count,
    start: start.slice(0, count + 1),
    frames: kept.subarray(0, end),
    frameCount: 2 * (frames.names.count + (prefix?.texts.length ?? 0)),
    ofSample,
  };
}

export const nameOf = (frame: Frame): number => frame >> 1;
export const isInlinedFrame = (frame: Frame): boolean => (frame & 1) === 1;

const mixed = (hash: number, number: number): number => {
  const next = Math.imul(hash ^ number, 0x9e3779b1);
  return next ^ (next >>> 16);
};

function countFrames(
  { start, end, locations }: View['stacks'],
  frameStart: Int32Array,
  all: number,
  samples: Int32Array | null,
): number {
  let total = 0;
  const count = samples ? samples.length : all;
  for (let index = 0; index < count; index++) {
    const sample = samples ? samples[index]! : index;
    for (let at = start[sample]!; at < end[sample]!; at++) {
      const location = locations[at]!;
      total += frameStart[location + 1]! - frameStart[location]!;
    }
  }
  return total;
}

function equal(frames: Int32Array, from: number, to: number, begin: number, end: number): boolean {
  if (to - from !== end - begin) return false;
  for (let at = begin; at < end; at++) if (frames[at] !== frames[from + at - begin]) return false;
  return true;
}
