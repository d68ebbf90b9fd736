// An expression against a profile: each text is looked at once, however many locations show it.
import type { Regexp } from '../regexp/regexp';
import type { Profile } from './profile';

export interface Matching {
  /** By the function's name or by its file. */
  line(line: number): boolean;
  mapping(location: number): boolean;
  /** By any line, or by the mapping's file. */
  location(location: number): boolean;
}

export function matching({ strings, lines, functions, locations, mappings }: Profile, regexp: Regexp): Matching {
  // 0: not asked yet, 1: no, 2: yes.
  const known = new Uint8Array(strings.count);
  const text = (index: number): boolean => {
    if (known[index] === 0) known[index] = regexp.test(strings.text(index)) ? 2 : 1;
    return known[index] === 2;
  };
  const line = (index: number): boolean => {
    const func = lines.function[index]!;
    return text(functions.name[func]!) || text(functions.file[func]!);
  };
  const mapping = (location: number): boolean => {
    const index = locations.mapping[location]!;
    return index >= 0 && text(mappings.file[index]!);
  };
  const location = (index: number): boolean => {
    for (let at = locations.lineStart[index]!; at < locations.lineStart[index + 1]!; at++) if (line(at)) return true;
    return mapping(index);
  };
  return { line, mapping, location };
}
