// The frames of each location, keyed as `go tool pprof -top` keys its rows: by the function's name alone. A function that occurs in two
// files or mappings is one name. What has no name is keyed by its mapping's file: it shows as `[server]`, or as `<unknown>`.
import type { Profile } from './profile';

/** Every frame that a stack can show, location by location, innermost first. */
export interface Frames {
  /** Of `locations + 1` entries: location l has the frames `start[l] … start[l + 1] - 1`. None where a filter hides them all. */
  readonly start: Int32Array;
  /** Which of `names` the frame shows. */
  readonly name: Int32Array;
  /** The line in the profile that the frame stands for; -1 where the location has none. */
  readonly line: Int32Array;
  /** 1: the function was inlined into the next frame's. */
  readonly isInlined: Uint8Array;
  readonly names: Names;
}

/** The rows of a table of functions. */
export interface Names {
  readonly count: number;
  /** `pkg.(*T).F`, or `[server]`. Never empty. */
  text(name: number): string;
  /** A file of the function, or the mapping's; '' where the profile has none. */
  file(name: number): string;
  /** One of the functions of that name; -1 where it is none. */
  readonly function: Int32Array;
}

/** Of the whole profile, with nothing hidden. */
export function framesOf(profile: Profile): Frames {
  const { locations, lines, functions, mappings, strings } = profile;
  const start = new Int32Array(locations.count + 1);
  const pseudo = countWithoutLines(profile);
  const name = new Int32Array(lines.function.length + pseudo);
  const line = new Int32Array(name.length);
  const isInlined = new Uint8Array(name.length);
  const names = createNames(profile);
  // A name of a function with a name does not depend on the location; looked up once per function.
  const known = new Int32Array(functions.count).fill(-1);

  let at = 0;
  for (let location = 0; location < locations.count; location++) {
    start[location] = at;
    const mapping = locations.mapping[location]!;
    const mappingFile = mapping < 0 ? 0 : mappings.file[mapping]!;
    const last = locations.lineStart[location + 1]! - 1;
    for (let index = locations.lineStart[location]!; index <= last; index++, at++) {
      const func = lines.function[index]!;
      line[at] = index;
      isInlined[at] = index < last ? 1 : 0;
      const text = functions.name[func]!;
      if (text === 0) {
        name[at] = names.unnamed(`${mappingFile}:${functions.startLine[func]!}`, mappingFile, func);
        continue;
      }
      if (known[func]! < 0) known[func] = names.named(text, func);
      name[at] = known[func]!;
    }
    if (last < locations.lineStart[location]!) {
      line[at] = -1;
      name[at] = names.unnamed(`${mappingFile}:0`, mappingFile, -1);
      at++;
    }
  }
  start[locations.count] = at;
  const { text, file, mapping } = names.columns();
  return {
    start,
    name,
    line,
    isInlined,
    names: {
      count: text.length,
      function: Int32Array.from(file),
      text: index => (text[index]! > 0 ? strings.text(text[index]!) : binaryName(strings.text(mapping[index]!))),
      file: index => {
        const func = file[index]!;
        const ofFunction = func < 0 ? '' : strings.text(functions.file[func]!);
        return ofFunction !== '' || text[index]! > 0 ? ofFunction : strings.text(mapping[index]!);
      },
    },
  };
}

function countWithoutLines({ locations }: Profile): number {
  let count = 0;
  for (let location = 0; location < locations.count; location++) {
    if (locations.lineStart[location] === locations.lineStart[location + 1]) count++;
  }
  return count;
}

/** Numbers names as they are met. */
function createNames({ strings }: Profile) {
  const byText = new Int32Array(strings.count).fill(-1);
  const unnamed = new Map<string, number>();
  const text: number[] = [];
  const file: number[] = [];
  const mapping: number[] = [];
  const add = (textIndex: number, func: number, mappingFile: number): number => {
    file.push(func);
    mapping.push(mappingFile);
    return text.push(textIndex) - 1;
  };
  return {
    named(textIndex: number, func: number): number {
      if (byText[textIndex]! < 0) byText[textIndex] = add(textIndex, func, 0);
      return byText[textIndex]!;
    },
    unnamed(key: string, mappingFile: number, func: number): number {
      const found = unnamed.get(key);
      if (found !== undefined) return found;
      const made = add(0, func, mappingFile);
      unnamed.set(key, made);
      return made;
    },
    columns: () => ({ text, file, mapping }),
  };
}

/** As pprof writes it. */
function binaryName(file: string): string {
  if (file === '') return '<unknown>';
  const base = file.replace(/\/+$/, '');
  return `[${base === '' ? '/' : base.slice(base.lastIndexOf('/') + 1)}]`;
}
