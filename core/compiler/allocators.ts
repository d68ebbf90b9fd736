// Which calls of the machine code allocate, by the name of the function in package runtime that is called (measured on go1.21 … go1.27; from
// 1.27 on an object of up to 80 bytes has a function for its size class). What is not in the table allocates nothing by itself.

/**
 * What an allocating call makes: an `object` (variable, `new`, `&T{}`, slice literal, closure, wrapper of go/defer), a `box` (a value put in an
 * interface), the array of a `slice` (make) or of `append`, a `string` (conversion or concatenation, also to bytes and runes), a `map`, room for
 * one more `map-entry`, a `channel`. `goroutine` and `defer` start something, and allocate nothing that the line could be blamed for.
 */
export type Allocator =
  'object' | 'box' | 'slice' | 'append' | 'string' | 'map' | 'map-entry' | 'channel' | 'goroutine' | 'defer';

const rows: readonly (readonly [names: RegExp, allocator: Allocator])[] = [
  [/^(?:newobject|mallocgc(?:(?:Tiny|SmallNoScan|SmallScanNoHeader)SC\d+)?)$/, 'object'],
  [/^convT(?:noptr|16|32|64|string|slice)?$/, 'box'],
  [/^(?:makeslice(?:64|copy)?)$/, 'slice'],
  // From 1.26 on a slice that has grown on the stack and is returned is moved to the heap once.
  [/^(?:growslice(?:Buf)?(?:NoAlias)?|moveSlice(?:NoCap)?(?:NoScan)?)$/, 'append'],
  [/^concat(?:string|byte)(?:s|\d)$/, 'string'],
  [/^(?:slicebytetostring|stringtoslicebyte|slicerunetostring|stringtoslicerune|intstring)$/, 'string'],
  [/^makemap(?:64|_small)?$/, 'map'],
  [/^mapassign(?:_fast(?:32|64|str)(?:ptr)?)?$/, 'map-entry'],
  [/^makechan(?:64)?$/, 'channel'],
  [/^newproc$/, 'goroutine'],
  [/^deferproc(?:at)?$/, 'defer'],
];

const known = new Map<string, Allocator | null>();
/** Names come from the compiler: the few hundred functions of package runtime. */
const mostKnown = 2_000;

/** `name` without `runtime.`; null where the function allocates nothing. */
export function allocatorOf(name: string): Allocator | null {
  let allocator = known.get(name);
  if (allocator === undefined) {
    allocator = rows.find(([names]) => names.test(name))?.[1] ?? null;
    if (known.size < mostKnown) known.set(name, allocator);
  }
  return allocator;
}
