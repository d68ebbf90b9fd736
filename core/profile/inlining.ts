// Which functions the compiler inlined where they were called, by name: `-top` marks them.
import type { Frames } from './frames';

export type Inlining = 'never' | 'partly' | 'always';

export function inliningOf({ names, name, isInlined }: Frames): (name: number) => Inlining {
  // Bits: 1 inlined somewhere, 2 called somewhere.
  const seen = new Uint8Array(names.count);
  for (let frame = 0; frame < name.length; frame++) seen[name[frame]!]! |= isInlined[frame] === 1 ? 1 : 2;
  return index => (seen[index] === 1 ? 'always' : seen[index] === 3 ? 'partly' : 'never');
}
