// Frames that the file itself asks to leave out (drop_frames, keep_frames): below the first frame that is of interest, the outermost one that
// matches goes with everything that it calls. Go's runtime never asks for it; other writers do, for allocators.
import { compileRegexp, type Regexp } from '../regexp/regexp';
import { keepFrames } from './filter';
import type { View } from './view';

/** The view itself where nothing is to be dropped, or where the expression cannot be read: pprof passes over it, too. */
export function dropFrames(view: View): View {
  const { profile, frames, stacks } = view;
  if (profile.dropFrames === '') return view;
  const drop = compileWhole(profile.dropFrames);
  const keep = profile.keepFrames === '' ? null : compileWhole(profile.keepFrames);
  if (!drop || (profile.keepFrames !== '' && !keep)) return view;

  const { locations, lines, functions, strings } = profile;
  const known = new Map<number, boolean>();
  const isDropped = (func: number): boolean => {
    const text = functions.name[func]!;
    const found = known.get(text);
    if (found !== undefined) return found;
    const name = simpleName(strings.text(text));
    const drops = text !== 0 && drop.test(name) && !keep?.test(name);
    known.set(text, drops);
    return drops;
  };
  // How many frames of a location go, from the innermost; all of them: the location goes where its stack is cut.
  const dropped = new Int32Array(locations.count);
  for (let location = 0; location < locations.count; location++) {
    const [from, to] = [locations.lineStart[location]!, locations.lineStart[location + 1]!];
    for (let line = to - 1; line >= from && dropped[location] === 0; line--) {
      if (isDropped(lines.function[line]!)) dropped[location] = line - from + 1;
    }
  }

  const isWhole = (location: number): boolean =>
    dropped[location] === locations.lineStart[location + 1]! - locations.lineStart[location]!;
  const start = stacks.start.slice();
  for (let sample = 0; sample < profile.sampleCount; sample++) {
    let hasMet = false;
    for (let at = stacks.end[sample]! - 1; at >= stacks.start[sample]!; at--) {
      const location = stacks.locations[at]!;
      if (dropped[location] === 0) hasMet = true;
      else if (hasMet) {
        start[sample] = isWhole(location) ? at + 1 : at;
        break;
      }
    }
  }
  return {
    ...view,
    stacks: { ...stacks, start },
    frames: keepFrames(
      frames,
      (location, frame) =>
        dropped[location] === 0 || isWhole(location) || frame >= frames.start[location]! + dropped[location]!,
    ),
  };
}

function compileWhole(source: string): Regexp | null {
  const compiled = compileRegexp(`^(${source})$`);
  return compiled.kind === 'regexp' ? compiled.regexp : null;
}

/** Without the dot of PowerPC's old ABI, and without arguments. */
function simpleName(name: string): string {
  const bare = name.replace(/^\./, '');
  const [argument] = [...bare.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g)].filter(([found]) => found === '(');
  return argument ? bare.slice(0, argument.index) : bare;
}
