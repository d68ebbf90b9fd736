// How two profiles are set against each other: as they are, with the base stretched to the same total, or each divided by how often its
// benchmark ran.
import type { Comparing } from '../messages/profileView';
import type { Scale } from './weights';

/** `after`, `before`: the totals of the profile and of its base. A total or a count of 0 leaves the values as they are. */
export function scaleOf(comparing: Comparing, after: number, before: number): Scale {
  switch (comparing.by) {
    case 'absolute':
      return { after: 1, before: 1 };
    case 'total':
      return { after: 1, before: after > 0 && before > 0 ? after / before : 1 };
    case 'operation':
      return { after: 1 / positive(comparing.operations), before: 1 / positive(comparing.baseOperations) };
  }
}

const positive = (count: number): number => (count > 0 ? count : 1);
