// Which functions a search finds, and what the stacks with at least one of them weigh. Each stack counts once, however often it matches:
// the matching boxes of a picture, added up, would count recursion and nested matches again.
import { compileRegexp } from '../regexp/regexp';
import { nameOf, type DistinctStacks } from './distinctStacks';
import type { Weights } from './weights';

/** Numbers of the names for which `matches` holds, rising. */
export function matchingNames(
  count: number,
  text: (name: number) => string,
  matches: (text: string) => boolean,
): Int32Array {
  const found: number[] = [];
  for (let name = 0; name < count; name++) if (matches(text(name))) found.push(name);
  return Int32Array.from(found);
}

export type Matcher =
  | { readonly kind: 'matcher'; readonly test: (text: string) => boolean }
  | { readonly kind: 'error'; readonly error: string };

/** Plain text in any case, with `%2e` as the dot that it is; or an expression as Go has them. '' matches everything. */
export function matcher(wanted: string, isExpression: boolean): Matcher {
  if (isExpression) {
    const compiled = compileRegexp(wanted);
    return compiled.kind === 'error' ? compiled : { kind: 'matcher', test: text => compiled.regexp.test(text) };
  }
  const lower = wanted.toLowerCase();
  const test = (text: string) =>
    text.toLowerCase().includes(lower) || text.replaceAll('%2e', '.').toLowerCase().includes(lower);
  return { kind: 'matcher', test };
}

export function matchedValue({ count, start, frames }: DistinctStacks, weights: Weights, names: Int32Array): number {
  if (names.length === 0) return 0;
  const isMatch = new Uint8Array(names.at(-1)! + 1);
  for (const name of names) isMatch[name] = 1;
  let value = 0;
  for (let stack = 0; stack < count; stack++) {
    if (weights.size[stack] === 0) continue;
    for (let at = start[stack]!, end = start[stack + 1]!; at < end; at++) {
      if (isMatch[nameOf(frames[at]!)] !== 1) continue;
      value += weights.size[stack]!;
      break;
    }
  }
  return value;
}
