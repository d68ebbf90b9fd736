// The explanation blocks of `-m=2`, a head and the lines below it, in both dialects:
//   E escapes to heap:                             (up to Go 1.24)    E escapes to heap in F:
//   parameter p leaks to S with derefs=n:                             parameter p leaks to S for F with derefs=n:
//     flow: A = &B:                                                     flow: A ← &B:
//       from E (reason) at f.go:1:2
//     warning: truncated explanation due to assignment cycle; …
import type { Explanation, Flow, Place, Step } from './message';
import { noPlace } from './place';
import { indexOutside, separatorIndex } from './scan';

/** What the head of a block says. */
export type ExplanationHead = Pick<Explanation, 'subject' | 'kind' | 'function' | 'sink' | 'derefs'>;

/** The head of a block, or null where the text is none. */
export function readHead(text: string): ExplanationHead | null {
  if (!text.endsWith(':')) return null;
  return text.startsWith('parameter ') ? readParameterHead(text) : readValueHead(text);
}

/** A block under construction. */
export interface ExplanationBuilder {
  /** Whether the line was kept: hostile output could go on for ever. `raw`: the compiler's whole line. */
  add(text: string, raw: string): boolean;
  done(): Explanation;
}

/** `placeOf` reads a position that stands alone. */
export function buildExplanation(
  head: ExplanationHead,
  place: Place,
  raw: string,
  placeOf: (text: string) => Place,
): ExplanationBuilder {
  const flows: (Flow & { readonly steps: Step[] })[] = [];
  const lines = [raw];
  let truncated = false;
  return {
    add(text, line) {
      if (lines.length >= mostLines) {
        truncated = true;
        return false;
      }
      // Words of a later release stay in `raw` alone.
      lines.push(line);
      if (text.startsWith(flowWords)) flows.push({ ...readFlow(text.slice(flowWords.length)), steps: [] });
      else if (text.startsWith(stepWords)) flows.at(-1)?.steps.push(readStep(text.slice(stepWords.length), placeOf));
      else if (text.startsWith(warningWords)) truncated = true;
      return true;
    },
    done: () => ({ ...head, place, flows, truncated, raw: lines }),
  };
}

const flowWords = '  flow: ';
const stepWords = '    from ';
const warningWords = '  warning: ';
/** Real chains have a few dozen lines. */
const mostLines = 10_000;

/** `E escapes to heap:`, `E escapes to heap in F:`. From the right: E may hold the same words. */
function readValueHead(text: string): ExplanationHead | null {
  const words = ' escapes to heap';
  const at = text.lastIndexOf(words);
  const rest = text.slice(at + words.length, -1);
  if (at <= 0 || (rest !== '' && !rest.startsWith(' in '))) return null;
  const name = rest === '' ? null : rest.slice(4);
  return { kind: 'value', subject: text.slice(0, at), function: name, sink: '{heap}', derefs: -1 };
}

/** `parameter p leaks to S with derefs=n:`, `parameter p leaks to S for F with derefs=n:`. */
function readParameterHead(text: string): ExplanationHead | null {
  const leaks = text.indexOf(' leaks to ');
  const end = text.lastIndexOf(' with derefs=');
  const derefs = end < 0 ? null : /^ with derefs=(-?\d{1,9}):$/.exec(text.slice(end));
  if (leaks < 0 || end <= leaks || !derefs) return null;
  const target = text.slice(leaks + ' leaks to '.length, end);
  // `{storage for x}` has such a word too, in brackets.
  const at = indexOutside(target, ' for ');
  return {
    kind: 'parameter',
    subject: text.slice('parameter '.length, leaks),
    sink: at < 0 ? target : target.slice(0, at),
    function: at < 0 ? null : target.slice(at + ' for '.length),
    derefs: Number(derefs[1]),
  };
}

/** `A ← &B:`, `A = **B:` */
function readFlow(text: string): Omit<Flow, 'steps'> {
  const bare = text.endsWith(':') ? text.slice(0, -1) : text;
  const at = arrowIndex(bare);
  if (at < 0) return { destination: bare, source: '', derefs: 0 };
  const destination = bare.slice(0, at);
  const operand = bare.slice(at + 3);
  if (operand.startsWith('&')) return { destination, source: operand.slice(1), derefs: -1 };
  let derefs = 0;
  while (operand.charCodeAt(derefs) === 0x2a) derefs++;
  return { destination, source: operand.slice(derefs), derefs };
}

function arrowIndex(flow: string): number {
  for (const find of [indexOutside, separatorIndex]) {
    const found = [find(flow, ' ← '), find(flow, ' = ')].filter(at => at >= 0);
    if (found.length > 0) return Math.min(...found);
  }
  return -1;
}

/** `E (reason) at f.go:1:2`. From the right: E may hold anything, a reason no bracket. */
function readStep(text: string, placeOf: (text: string) => Place): Step {
  const end = text.lastIndexOf(') at ');
  const open = end < 0 ? -1 : text.lastIndexOf(' (', end);
  if (open < 0) return { expression: text, reason: '', place: noPlace };
  return {
    expression: text.slice(0, open),
    reason: text.slice(open + 2, end),
    place: placeOf(text.slice(end + ') at '.length)),
  };
}
