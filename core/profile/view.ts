// What is looked at: a profile seen through filters. A filter leaves the profile alone and makes another view: fewer samples, shorter
// stacks, or locations that show fewer frames. Tables, trees and pictures are made from views only.
import { dropFrames } from './dropFrames';
import { framesOf, type Frames } from './frames';
import type { Profile, Stacks } from './profile';

export interface View {
  readonly profile: Profile;
  readonly frames: Frames;
  /** Those of the profile, or shortened ones: only `start` and `end` differ. */
  readonly stacks: Stacks;
  /** The samples that are left, rising; null stands for all of them. */
  readonly samples: Int32Array | null;
}

/** The whole profile, but for the frames that the file itself asks to leave out. */
export function viewOf(profile: Profile): View {
  return dropFrames({ profile, frames: framesOf(profile), stacks: profile.stacks, samples: null });
}
