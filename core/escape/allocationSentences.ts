// What is said of an allocating call: when it allocates nothing after all, and what allocates where the compiler reports no escape.
import type { Allocator } from '#core/compiler/allocators';
import type { Translate } from '#core/messages/translate';
import { code } from './sentences';

/** When a call of the runtime's function `callee` allocates nothing, as a sentence; null where it always does. */
export function freeWhen(callee: string, t: Translate): string | null {
  switch (callee) {
    case 'convT16':
    case 'convT32':
    case 'convT64':
      return t('A value whose bits are below 256 needs no allocation.');
    case 'convTstring':
      return t('An empty string needs no allocation.');
    case 'convTslice':
      return t('A nil slice needs no allocation.');
    case 'slicebytetostring':
      return t('A string of at most one byte needs no allocation.');
    case 'makeslice':
    case 'makeslice64':
      return t('A slice without elements needs no allocation.');
    default:
      if (/^concat(?:string|byte)(?:s|\d)$/.test(callee))
        return t('Where at most one of the parts is not empty there is no allocation.');
      return callee.startsWith('growslice') ? t('Where the capacity is enough there is no allocation.') : null;
  }
}

/** How an allocation came to be that the compiler does not report. */
export interface Unreported {
  /** The expression in the source; null where nothing but the line is known. */
  readonly subject: string | null;
  readonly allocator: Allocator;
  /** The runtime's function. */
  readonly callee: string;
  readonly type: string | null;
  /** The inlined function that allocates, or null. */
  readonly inlined: string | null;
}

/** One sentence: what is allocated, and when. */
export function allocatesSentence({ subject, allocator, callee, type, inlined }: Unreported, t: Translate): string {
  if (inlined !== null) return inlinedSentence(inlined, allocator, t);
  if (subject === null) return lineSentence(allocator, callee, type, t);
  const name = code(subject);
  switch (allocator) {
    case 'channel':
      return t('{0} allocates: a channel is always on the heap.', name);
    case 'map':
      return t(
        '{0} allocates: it has room for more than 8 entries, or for a number that only the running program knows.',
        name,
      );
    case 'map-entry':
      return t('{0} allocates where the map has to grow for a new key.', name);
    case 'append':
      return t('{0} allocates where the capacity is not enough.', name);
    case 'slice':
      return t('{0} does not escape, and yet allocates where it takes more than 32 bytes.', name);
    case 'string':
      return t('{0} does not escape, and yet allocates where the result is longer than 32 bytes.', name);
    case 'goroutine':
      return t('{0} allocates: a function value holds the arguments for the new goroutine.', name);
    case 'defer':
      return t(
        '{0} allocates: a `defer` in a loop keeps its arguments in a function value until the function ends.',
        name,
      );
    case 'object':
    case 'box':
      return lineSentence(allocator, callee, type, t);
  }
}

function inlinedSentence(inlined: string, allocator: Allocator, t: Translate): string {
  const name = code(inlined.slice(inlined.lastIndexOf('/') + 1));
  switch (allocator) {
    case 'append':
      return t('The inlined call of {0} allocates where the capacity of a slice is not enough.', name);
    case 'map-entry':
      return t('The inlined call of {0} allocates where a map has to grow for a new key.', name);
    case 'slice':
    case 'string':
      return t('The inlined call of {0} allocates where what it makes takes more than 32 bytes.', name);
    default:
      return t('The inlined call of {0} allocates.', name);
  }
}

function lineSentence(allocator: Allocator, callee: string, type: string | null, t: Translate): string {
  if (callee.startsWith('moveSlice')) return t('A slice is moved to the heap here where it is still on the stack.');
  if (allocator === 'append') return t('A slice grows here, which allocates where the capacity is not enough.');
  if (type !== null) return t('This line allocates {0} ({1}).', code(type), code(`runtime.${callee}`));
  return t('This line allocates ({0}).', code(`runtime.${callee}`));
}
