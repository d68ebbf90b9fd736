// What the machine code says: the compiler's -d=pctab=pctoinline lists every instruction of every function, and this file keeps the calls that
// allocate. They decide whether `escapes to heap` really allocates (core/escape/confirm.ts).
//   funcpctab ex.com/m/p.F [valfunc=pctoinline]
//       15      0 00021 (/abs/p/f.go:273)⇥CALL⇥runtime.newobject(SB)        pc, inlined call (blank: as before), line of F's own text
//       19 done
//   wrote 4 bytes to 0x178b8e069bd0
//    00 9f 01 00
//   -- inlining tree for ex.com/m/p.F:                                      only where something was inlined
//   0 | -1 | errors.New (/abs/p/f.go:273:40) pc=44                          index, the call it is inside of, callee, place of the call
//   --
import type { ByteColumn } from '#core/text/position';
import { allocatorOf, type Allocator } from './allocators';
import { createPlaceReader } from './place';

/** An instruction that calls the allocator. */
export interface AllocationCall {
  /** The function that it is part of, as the linker knows it: `ex.com/m/p.(*T).M`, `ex.com/m/p.F.func1`. */
  readonly function: string;
  /** Absolute; as printed where it is no file. Code of inlined functions stands at the call, in the caller's file. */
  readonly file: string;
  readonly line: number;
  /** The column of the inlined call that it is part of; 0 where the line's own code allocates: then no column is known. */
  readonly column: ByteColumn;
  /** The function of that inlined call, or null. */
  readonly inlined: string | null;
  readonly allocator: Allocator;
  /** The runtime's function, without `runtime.`. */
  readonly callee: string;
  /** The type that is allocated, where the compiler passes it: `int`, `ex.com/m/p.T`. */
  readonly type: string | null;
  /** The compiler's own words: `(/abs/f.go:273)⇥CALL⇥runtime.newobject(SB)`. */
  readonly raw: string;
}

/** The machine code of one compilation, as far as it allocates. */
export interface MachineCode {
  readonly calls: readonly AllocationCall[];
  /** Every function that was compiled, once. What is inlined wherever it is used has no code of its own. */
  readonly functions: readonly CompiledFunction[];
  /** There was more than is kept: nothing follows from a call that is missing. */
  readonly truncated: boolean;
}

export interface CompiledFunction {
  /** As AllocationCall.function. */
  readonly symbol: string;
  /** Where it begins; as printed where that is no file. */
  readonly file: string;
}

export interface MachineCodeReader {
  /** One line; whether it was part of a listing. */
  line(text: string): boolean;
  /** What came since the last time; null where no function was listed. */
  take(): MachineCode | null;
}

/** More calls and functions of one compilation, and more inlined calls of one function, are not kept: generated code stays far below. */
const mostCalls = 500_000;
const mostInlined = 1_000_000;
/** The type stands in one of the last instructions before its call. */
const lookBack = 6;

/** A call of the function that is being read; its place in the inlining tree is not resolved yet. */
type Pending = Omit<AllocationCall, 'column' | 'inlined'> & { readonly inlinedAt: number };

export function createMachineCodeReader(): MachineCodeReader {
  const places = createPlaceReader();
  let calls: AllocationCall[] = [];
  let functions: CompiledFunction[] = [];
  let truncated = false;
  let isListed = false;
  /** `code`: instructions; `bytes`: the table's bytes follow; `after`: perhaps the inlining tree; `tree`: its lines. */
  let state: 'outside' | 'code' | 'bytes' | 'after' | 'tree' = 'outside';
  let symbol = '';
  let inlinedAt = -1;
  let pending: Pending[] = [];
  let roots: Root[] = [];
  let isBegin = false;
  /** The last instructions, for the type of a call. */
  const recent = new Array<string>(lookBack).fill('');
  let next = 0;

  /** `callee (place) pc=n` */
  function rootOf(text: string, start: number): Root {
    const end = text.lastIndexOf(') pc=');
    const open = text.lastIndexOf(' (', end);
    if (open < start) return unknownRoot;
    return { column: places.alone(text.slice(open + 2, end)).column, callee: text.slice(start, open) };
  }

  function endFunction(): void {
    for (const { inlinedAt: index, ...call } of pending) {
      const root = index < 0 ? null : (roots[index] ?? null);
      calls.push({ ...call, column: root?.column ?? 0, inlined: root?.callee ?? null });
    }
    pending = [];
    roots = [];
  }

  function begin(text: string): void {
    endFunction();
    isListed = true;
    state = 'code';
    symbol = text.slice(prefix.length, text.length - suffix.length);
    inlinedAt = -1;
    isBegin = true;
    recent.fill('');
  }

  /** An instruction; false where the line is none. */
  function instruction(text: string): boolean {
    if (!goesOn(text)) {
      const value = head.exec(text)?.[1];
      if (value === undefined) return false;
      if (value !== '') inlinedAt = Number(value);
    }
    if (isBegin) {
      isBegin = false;
      const place = fileOf(text);
      if (functions.length >= mostCalls) truncated = true;
      else if (place !== null) functions.push({ symbol, file: place.file });
    }
    if (text.endsWith('(SB)')) call(text);
    recent[next] = text;
    next = (next + 1) % lookBack;
    return true;
  }

  function call(text: string): void {
    const name = /[\t ]runtime\.([\p{L}\p{N}_]+)\(SB\)$/u.exec(text)?.[1];
    const allocator = name === undefined ? null : allocatorOf(name);
    if (name === undefined || allocator === null) return;
    const place = fileOf(text);
    if (place === null) return;
    if (calls.length + pending.length >= mostCalls) {
      truncated = true;
      return;
    }
    const raw = text.slice(text.indexOf('('));
    pending.push({ function: symbol, ...place, allocator, callee: name, type: typeBefore(), raw, inlinedAt });
  }

  function typeBefore(): string | null {
    for (let back = 1; back <= lookBack; back++) {
      const text = recent[(next - back + lookBack) % lookBack] ?? '';
      const at = text.indexOf('type:');
      const end = at < 0 ? -1 : text.lastIndexOf('(SB), ');
      if (end > at && /[\t $]/.test(text.charAt(at - 1))) return text.slice(at + 'type:'.length, end);
      // What stands before another call is that one's.
      if (text.endsWith('(SB)') && /\t(?:CALL|Call|JAL)\t/.test(text)) return null;
    }
    return null;
  }

  function inlined(text: string): boolean {
    const found = /^\d+ \| (-?\d+) \| /.exec(text);
    if (!found) return false;
    // Only a function with calls of its own needs its tree.
    if (pending.length === 0 || roots.length >= mostInlined) return true;
    const outer = Number(found[1]);
    roots.push(outer < 0 ? rootOf(text, found[0].length) : (roots[outer] ?? unknownRoot));
    return true;
  }

  return {
    line(text) {
      switch (state) {
        case 'code':
          if (instruction(text)) return true;
          if (text.endsWith(' done') && /^ *[\da-f]+ done$/.test(text)) return true;
          if (text.startsWith('wrote ') && /^wrote \d+ bytes to 0x[\da-f]+$/.test(text)) {
            state = 'bytes';
            return true;
          }
          break;
        case 'bytes':
          state = 'after';
          if (text === '' || /^ [\da-f]{2}(?: |$)/.test(text)) return true;
          break;
        case 'after':
          if (text === '') return true;
          break;
        case 'tree':
          if (text === '--') {
            state = 'outside';
            endFunction();
            return true;
          }
          if (inlined(text)) return true;
          break;
        case 'outside':
          break;
      }
      if (beginsListing(text)) {
        begin(text);
        return true;
      }
      if (state !== 'outside' && state !== 'tree' && text.startsWith('-- inlining tree for ')) {
        state = 'tree';
        return true;
      }
      if (state !== 'outside') {
        state = 'outside';
        endFunction();
      }
      return false;
    },
    take() {
      endFunction();
      state = 'outside';
      const taken = isListed ? { calls, functions, truncated } : null;
      calls = [];
      functions = [];
      truncated = false;
      isListed = false;
      places.clear();
      return taken;
    },
  };
}

/** The outermost inlined call around an inlined call. */
interface Root {
  readonly column: ByteColumn;
  readonly callee: string;
}

const unknownRoot: Root = { column: 0, callee: '' };

const prefix = 'funcpctab ';
const suffix = ' [valfunc=pctoinline]';
const space = 0x20;

/** No message of the compiler begins like it, nor a line of a raw string that it prints. */
export function beginsListing(text: string): boolean {
  return text.startsWith(prefix) && text.endsWith(suffix);
}

/** `pc value number (place)⇥`: the pc takes six places or more, the value six, and is left out where it is the one before. */
const head = /^ *[\da-f]+ +(?:(-?\d+) +)?\d{5,} \(/;

/** An instruction of the inlined call that the one before is of: nearly all of them, told by four characters. */
function goesOn(text: string): boolean {
  const isNumbered = text.charCodeAt(14) >= 0x30 && text.charCodeAt(14) <= 0x39;
  return isNumbered && text.charCodeAt(5) !== space && text.charCodeAt(6) === space && text.charCodeAt(12) === space;
}

/** The file and the line of an instruction; null where it has none. */
function fileOf(text: string): { readonly file: string; readonly line: number } | null {
  const open = text.indexOf(' (') + 2;
  const end = text.indexOf(')\t', open);
  const colon = text.lastIndexOf(':', end);
  const line = open < 2 || colon < open ? NaN : Number(text.slice(colon + 1, end));
  return Number.isInteger(line) ? { file: text.slice(open, colon), line } : null;
}
