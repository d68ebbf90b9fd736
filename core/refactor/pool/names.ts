// The names of a pool and of what goes with it, after the function and the variable that it is for: `labelBufPool`, `getLabelBuf`, `putLabelBuf`;
// after the type where the variable's name says little (`t`). New in the whole package, in comments and strings too, so that nothing can hide them where they are used.
import { functionName } from '#core/syntax/enclosing';
import { textOf } from '#core/syntax/sizeAsk';
import type { Candidate } from './candidate';

export interface PoolNames {
  readonly pool: string;
  readonly get: string;
  readonly put: string;
  /** The variable for what the pool has handed out, where that is not the candidate's own. */
  readonly pointer: string;
}

/** `isTaken`: whether a file of the package has the word. */
export function poolNames(candidate: Candidate, text: string, isTaken: (word: string) => boolean): PoolNames {
  const { declaration, name } = candidate;
  const own = textOf(name, text);
  const what = own.length > 2 ? own : typeWord(candidate, text);
  const inIt = functionName(declaration, text);
  const method = /\(?\*?([^.)]+)\)?\.([^.]+)$/.exec(inIt);
  const user = method?.[2] ?? inIt;
  const isInFunction = (word: string): boolean => hasWord(textOf(declaration, text), word);
  const plain = `${user}${capital(what)}`;
  // `ReadFrame` and `frame`: once is enough.
  const short = user.toLowerCase().endsWith(what.toLowerCase()) ? [user] : [];
  const candidates = [...short, plain, ...(method ? [`${method[1]!}${capital(plain)}`] : [])];
  for (let number = 2; ; number++) {
    for (const base of candidates) {
      const names = { pool: `${small(base)}Pool`, get: `get${capital(base)}`, put: `put${capital(base)}` };
      if (!Object.values(names).some(isTaken)) return { ...names, pointer: freePointer(own, isInFunction) };
    }
    candidates.splice(0, candidates.length, `${plain}${number}`);
  }
}

/** `Buffer`, `map`; of slices and arrays `Bytes`, `Nodes`. */
function typeWord({ type, typeText, kind }: Candidate, text: string): string {
  const element = type?.type === 'array_type' ? type.child('element') : null;
  const written = (element ? textOf(element, text) : typeText).replace(/\[.*$/s, '');
  const word = /[\p{L}_][\p{L}\p{N}_]*(?=[^\p{L}\p{N}_]*$)/u.exec(written)?.[0] ?? '';
  return kind === 'slice' || element ? `${word}s` : word;
}

function freePointer(own: string, isTaken: (word: string) => boolean): string {
  let name = `${own}Ptr`;
  while (isTaken(name)) name += '_';
  return name;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `HTTPServe` → `httpServe` */
function small(word: string): string {
  const run = /^\p{Lu}+(?=\p{Lu}\p{Ll})|^\p{Lu}+/u.exec(word)?.[0] ?? '';
  return run.toLowerCase() + word.slice(run.length);
}

/** Whether a text has the word, whatever it is there. */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!partOfName.test(text.charAt(at - 1)) && !partOfName.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

const partOfName = /[\p{L}\p{N}_]/u;
