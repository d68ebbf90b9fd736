// What the compiler has to be asked for so that it says the things that are shown: the level of -m and keys of -d, code by code.
// Nobody pays for what nobody sees, and a compile that only has to reach the end of its front end may be stopped there.
import type { FindingCode } from './finding';

/** `words`: -m or -m=2; `debug`: keys of -d, as askFor found them. */
export interface Asked {
  readonly words: 'verdicts' | 'explanations';
  readonly debug: readonly string[];
}

interface Need {
  readonly words: Asked['words'];
  /** Keys of -d. They only print: none of them changes what is compiled. */
  readonly debug?: readonly string[];
  /** Said only when functions are lowered and compiled to machine code, after everything of the front end. */
  readonly backEnd?: true;
}

const verdicts: Need = { words: 'verdicts' };
const explanations: Need = { words: 'explanations' };

/**
 * By the compiler's source, go1.21 to go1.27. `loop-variable` (-d=loopvar=2) and `live` (-live) have no key here: the one changes
 * the program, the other is no key of -d. They are read where the user's own gcflags ask for them.
 */
const needs: Readonly<Record<FindingCode, Need>> = {
  // Causes, and what is static, are told by explanations and captures.
  'moved-to-heap': explanations,
  escapes: explanations,
  'escapes-static': explanations,
  'does-not-escape': verdicts,
  allocates: verdicts,
  'leaking-param': verdicts,
  captured: explanations,
  'zero-copy': verdicts,
  'self-assignment': verdicts,
  uintptr: verdicts,
  'mutates-param': { words: 'verdicts', debug: ['escapemutationscalls'] },
  'calls-param': { words: 'verdicts', debug: ['escapemutationscalls'] },
  // With its cost.
  'can-inline': explanations,
  'cannot-inline': explanations,
  'inlined-call': verdicts,
  'big-function': explanations,
  'kept-alive': explanations,
  devirtualized: verdicts,
  // Most for -m, what a profile says for -m=2.
  'cannot-devirtualize': explanations,
  // While method wrappers are made, before functions are compiled.
  'tail-call': { words: 'verdicts', debug: ['tailcall'] },
  // ssa/checkbce.go
  'bounds-check': { words: 'verdicts', debug: ['ssa/check_bce'], backEnd: true },
  'slice-bounds-check': { words: 'verdicts', debug: ['ssa/check_bce'], backEnd: true },
  // walk/expr.go
  'bounds-elided': { words: 'verdicts', backEnd: true },
  // ssa/nilcheck.go, ssagen/ssa.go and each architecture's ssa.go
  'nil-check': { words: 'verdicts', debug: ['nil'], backEnd: true },
  // walk/closure.go; literals of package-level variables in staticinit/sched.go
  closure: { words: 'verdicts', debug: ['closure'], backEnd: true },
  // ssagen/ssa.go
  defer: { words: 'verdicts', debug: ['defer'], backEnd: true },
  append: { words: 'verdicts', debug: ['append', 'escapealias'], backEnd: true },
  // walk/expr.go
  slice: { words: 'verdicts', debug: ['slice'], backEnd: true },
  // ssagen/ssa.go
  'type-assertion': { words: 'verdicts', debug: ['typeassert'], backEnd: true },
  // Constants in escape/escape.go, the rest in walk/convert.go
  'interface-value': { words: 'verdicts', debug: ['escapedebug=3'], backEnd: true },
  // ir/func.go, called by ssagen
  'write-barrier': { words: 'verdicts', debug: ['wb'], backEnd: true },
  'loop-variable': verdicts,
  // staticinit/sched.go, before functions are compiled
  'static-copy': { words: 'verdicts', debug: ['staticcopy'] },
  live: { words: 'verdicts', backEnd: true },
  // Told by syntax; of a value that is put in an interface the compiler says whether it allocates.
  'pool-use-after-put': verdicts,
  'pool-double-put': verdicts,
  'pool-returned': verdicts,
  'pool-wrong-type': verdicts,
  'pool-copied': verdicts,
  'pool-no-new': verdicts,
  'pool-missing-put': verdicts,
  'pool-dirty-get': verdicts,
  'pool-value-put': explanations,
  'pool-local': verdicts,
  'pool-unbounded-put': verdicts,
  other: explanations,
  'assertion-failed': verdicts,
};

/** With the codes without which one of these cannot be told, whether they are shown or not. */
export function codesToFind(codes: ReadonlySet<FindingCode>): ReadonlySet<FindingCode> {
  return codes.has('pool-value-put') ? new Set([...codes, 'escapes', 'moved-to-heap']) : codes;
}

/**
 * What to ask for so that these codes can be told. With -d=escapemutationscalls the compiler says `mutates param: p` in place of
 * `p does not escape`: it is asked for only where the latter is not wanted.
 */
export function askFor(codes: ReadonlySet<FindingCode>): Asked {
  const wanted = [...codes].map(code => needs[code]);
  const keys = new Set(wanted.flatMap(({ debug = [] }) => debug));
  if (codes.has('does-not-escape')) keys.delete('escapemutationscalls');
  return {
    words: wanted.some(({ words }) => words === 'explanations') ? 'explanations' : 'verdicts',
    debug: [...keys].sort(),
  };
}

/** Of these codes those that -m=2 alone has not told by the end of the front end: they take a run of their own. */
export function toldLater(codes: ReadonlySet<FindingCode>): ReadonlySet<FindingCode> {
  return new Set([...codes].filter(code => needs[code].backEnd === true || needs[code].debug !== undefined));
}

/** The minor release (of Go 1) that first knew a key; keys that are not listed here are in all from 1.21 on. */
const firstRelease: Readonly<Record<string, number>> = {
  escapemutationscalls: 22,
  staticcopy: 22,
  tailcall: 24,
  escapedebug: 25,
  escapealias: 26,
};

/**
 * The same without the keys that a toolchain does not know: it would refuse to compile. `goVersion` as `go env GOVERSION` says it
 * (`go1.26.8`, `devel go1.28-…`); where it names no release, keys that came later than 1.21 are left out.
 */
export function askKnownTo<Ask extends Asked>(asked: Ask, goVersion: string): Ask {
  const minor = Number(/\bgo1\.(\d+)/.exec(goVersion)?.[1] ?? 21);
  const debug = asked.debug.filter(key => (firstRelease[key.replace(/=.*$/, '')] ?? 0) <= minor);
  return debug.length === asked.debug.length ? asked : { ...asked, debug };
}
