// Regular expressions as Go has them, and in linear time: no expression, from whoever it comes, can make a search hang. All states that a
// text can be in are followed side by side (Thompson's way), so the time is the text's length times the expression's size.
import { parseRegexp } from './parse';
import { word } from './sets';
import { RegexpError, type CharacterSet, type Place, type RegexpNode } from './node';

export interface Regexp {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
  /** How many states or comparisons, whichever are more, it may take for each character of a text. */
  readonly steps: number;
}

export type CompiledRegexp =
  { readonly kind: 'regexp'; readonly regexp: Regexp } | { readonly kind: 'error'; readonly error: string };

/** Nobody types more; what reads an expression need not be quick for each size. */
const longest = 10_000;
/** A character of a text is looked at by every state, in the worst case: so many states, and so many comparisons in their sets. */
const mostStates = 10_000;
const mostComparisons = 100_000;

/** Where the other way leads is known when what lies between has been written. */
interface Branch {
  readonly kind: 'jump' | 'fork';
  to: number;
}

type State =
  | { readonly kind: 'set'; readonly has: CharacterSet; readonly size: number }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'match' }
  | Branch;

/** Never throws. */
export function compileRegexp(source: string): CompiledRegexp {
  if (source.length > longest) return { kind: 'error', error: tooLarge };
  // Most are plain words.
  if (!/[\\^$.|?*+()[\]{}]/.test(source))
    return { kind: 'regexp', regexp: { test: text => text.includes(source), steps: 1 } };
  try {
    const program: Program = { states: [], comparisons: 0 };
    emit(parseRegexp(source), program);
    program.states.push({ kind: 'match' });
    // In a step no state is looked at twice, nor is a set.
    const steps = Math.max(program.states.length, program.comparisons);
    return { kind: 'regexp', regexp: { test: createMatcher(program.states), steps } };
  } catch (error) {
    if (error instanceof RegexpError) return { kind: 'error', error: error.message };
    throw error;
  }
}

interface Program {
  readonly states: State[];
  /** In all sets. */
  comparisons: number;
}

const tooLarge = 'expression too large';

/** A state goes on to the next one; a `jump` elsewhere; a `fork` to both. */
function emit(node: RegexpNode, program: Program): void {
  const { states } = program;
  if (states.length > mostStates || program.comparisons > mostComparisons) throw new RegexpError(tooLarge);
  switch (node.kind) {
    case 'empty':
      return;
    case 'set':
      program.comparisons += node.size;
      states.push(node);
      return;
    case 'at':
      states.push(node);
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, program);
      return;
    case 'choice':
      emitChoice(node.parts, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
  }
}

function branch(kind: Branch['kind'], { states }: Program): Branch {
  const added: Branch = { kind, to: 0 };
  states.push(added);
  return added;
}

function emitChoice(parts: readonly RegexpNode[], program: Program): void {
  const { states } = program;
  const ends: Branch[] = [];
  for (const part of parts.slice(0, -1)) {
    const others = branch('fork', program);
    emit(part, program);
    ends.push(branch('jump', program));
    others.to = states.length;
  }
  for (const part of parts.slice(-1)) emit(part, program);
  for (const end of ends) end.to = states.length;
}

function emitRepeat({ part, least, most }: RegexpNode & { readonly kind: 'repeat' }, program: Program): void {
  const { states } = program;
  for (let count = 1; count < least; count++) emit(part, program);
  const start = states.length;
  if (least > 0) emit(part, program);
  if (most === null && least > 0) {
    // From its end the last one may begin again: a copy for that would double what lies inside.
    branch('fork', program).to = start;
    return;
  }
  const exits: Branch[] = [];
  if (most === null) {
    exits.push(branch('fork', program));
    emit(part, program);
    branch('jump', program).to = start;
  } else {
    for (let count = least; count < most; count++) {
      exits.push(branch('fork', program));
      emit(part, program);
    }
  }
  for (const exit of exits) exit.to = states.length;
}

function createMatcher(states: readonly State[]): Regexp['test'] {
  // The step at which a state was last reached: no state is followed twice in one step.
  const reachedAt = new Float64Array(states.length).fill(-1);
  const pending = new Int32Array(states.length * 2 + 2);
  let current = new Int32Array(states.length);
  let next = new Int32Array(states.length);
  let step = 0;

  /** Adds what can be reached from a state without reading; true where that is the end. */
  function reach(from: number, into: Int32Array, count: number, before: number, after: number): number {
    let size = count;
    let depth = 0;
    pending[depth++] = from;
    while (depth > 0) {
      const index = pending[--depth]!;
      if (reachedAt[index] === step) continue;
      reachedAt[index] = step;
      const state = states[index]!;
      switch (state.kind) {
        case 'match':
          return -1;
        case 'set':
          into[size++] = index;
          break;
        case 'jump':
          pending[depth++] = state.to;
          break;
        case 'fork':
          pending[depth++] = state.to;
          pending[depth++] = index + 1;
          break;
        case 'at':
          if (stands(state.place, before, after)) pending[depth++] = index + 1;
      }
    }
    return size;
  }

  function test(text: string): boolean {
    let before = -1;
    let count = 0;
    step++;
    for (let at = 0; at <= text.length;) {
      const code = at < text.length ? text.codePointAt(at)! : -1;
      // A match may begin anywhere.
      count = reach(0, current, count, before, code);
      if (count < 0) return true;
      if (code < 0) return false;
      const size = code > 0xffff ? 2 : 1;
      const after = at + size < text.length ? text.codePointAt(at + size)! : -1;
      step++;
      let nextCount = 0;
      for (let index = 0; index < count; index++) {
        const state = current[index]!;
        const { has } = states[state] as State & { readonly kind: 'set' };
        if (!has(code)) continue;
        nextCount = reach(state + 1, next, nextCount, code, after);
        if (nextCount < 0) return true;
      }
      [current, next, count] = [next, current, nextCount];
      before = code;
      at += size;
    }
    return false;
  }

  return test;
}

/** Between two characters; -1 stands for none. */
function stands(place: Place, before: number, after: number): boolean {
  switch (place) {
    case 'text-start':
      return before < 0;
    case 'text-end':
      return after < 0;
    case 'line-start':
      return before < 0 || before === 10;
    case 'line-end':
      return after < 0 || after === 10;
    case 'word-border':
      return isWord(before) !== isWord(after);
    case 'no-word-border':
      return isWord(before) === isWord(after);
  }
}

const isWord = (code: number): boolean => code >= 0 && word(code);
