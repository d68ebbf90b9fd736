// What each source line costs: flat and cumulative values by file and line, for the numbers beside the code. One walk over the frames of
// all stacks, as for the table of functions; a line that a stack passes twice counts once.
import type { View } from './view';

/** One entry per line that a stack passes. */
export interface LineHeat {
  /** The recorded file, an index in the profile's strings. */
  readonly file: Int32Array;
  /** 1-based. */
  readonly line: Int32Array;
  /** One of the functions on the line; an index in the profile's functions. */
  readonly function: Int32Array;
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** `type`: an index in the profile's sample types. Places without a file or a line are left out. */
export function lineHeat({ profile, frames, stacks, samples }: View, type: number): LineHeat {
  const { values } = profile.values[type]!;
  const { placeOfLine, file, line, func } = placesOf(profile);
  const count = file.length;
  const flat = new Float64Array(count);
  const cum = new Float64Array(count);
  const countedIn = new Int32Array(count).fill(-1);
  const sampleCount = samples ? samples.length : profile.sampleCount;

  for (let index = 0; index < sampleCount; index++) {
    const sample = samples ? samples[index]! : index;
    const value = values[sample]!;
    if (value === 0) continue;
    let isLeaf = true;
    for (let at = stacks.start[sample]!, to = stacks.end[sample]!; at < to; at++) {
      const location = stacks.locations[at]!;
      for (let frame = frames.start[location]!, last = frames.start[location + 1]!; frame < last; frame++) {
        const lineIndex = frames.line[frame]!;
        const place = lineIndex < 0 ? -1 : placeOfLine[lineIndex]!;
        if (place >= 0 && isLeaf) flat[place]! += value;
        isLeaf = false;
        if (place < 0 || countedIn[place] === sample) continue;
        countedIn[place] = sample;
        cum[place]! += value;
      }
    }
  }
  return { file, line, function: func, flat, cum };
}

type Places = ReturnType<typeof numberPlaces>;

/** They are the same for every sample type and every filter. */
const known = new WeakMap<View['profile'], Places>();

function placesOf(profile: View['profile']): Places {
  let places = known.get(profile);
  if (!places) known.set(profile, (places = numberPlaces(profile)));
  return places;
}

/** Many lines of a profile, one per call site, are one line of the source. */
function numberPlaces({ lines, functions }: View['profile']) {
  const placeOfLine = new Int32Array(lines.function.length).fill(-1);
  const numbers = new Map<number | string, number>();
  const file: number[] = [];
  const line: number[] = [];
  const func: number[] = [];
  for (let index = 0; index < placeOfLine.length; index++) {
    const owner = lines.function[index]!;
    const name = functions.file[owner]!;
    const number = lines.line[index]!;
    if (name === 0 || number <= 0 || number > 0x7fffffff) continue;
    const key = placeKey(name, number);
    let place = numbers.get(key);
    if (place === undefined) {
      numbers.set(key, (place = file.push(name) - 1));
      line.push(number);
      func.push(owner);
    }
    placeOfLine[index] = place;
  }
  return { placeOfLine, file: Int32Array.from(file), line: Int32Array.from(line), func: Int32Array.from(func) };
}

/** One number where a double can hold both: texts cost ten times as much. */
function placeKey(file: number, line: number): number | string {
  return file < 0x400000 ? file * 0x80000000 + line : `${file}:${line}`;
}
