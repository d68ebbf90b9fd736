// The explanation blocks of `-m=2`, a head and indented lines, in both dialects:
//   E escapes to heap:                             (up to Go 1.24)    E escapes to heap in F:
//   parameter p leaks to S with derefs=n:                             parameter p leaks to S for F with derefs=n:
//     flow: A = &B:                                                     flow: A ← &B:
//       from E (reason) at f.go:1:2
//     warning: truncated explanation due to assignment cycle; …
import type { Explanation, Flow, Place, Step } from './message';
import { noPlace, readBarePlace } from './place';

/** What the head of a block says. */
export type ExplanationHead = Pick<Explanation, 'subject' | 'kind' | 'function' | 'sink' | 'derefs'>;

/** Hostile output could go on for ever; real chains have a few dozen lines. */
const mostLines = 10_000;

/** The head of a block, or null where the text is none. */
export function readHead(text: string): ExplanationHead | null {
  if (!text.endsWith(':')) return null;
  const value = /^(.+) escapes to heap(?: in (.+))?:$/s.exec(text);
  if (value) return { kind: 'value', subject: value[1]!, function: value[2] ?? null, sink: '{heap}', derefs: -1 };
  const leak = /^parameter (.+?) leaks to (\{.+?\}|\S+?)(?: for (.+))? with derefs=(-?\d+):$/s.exec(text);
  if (!leak) return null;
  return {
    kind: 'parameter',
    subject: leak[1]!,
    sink: leak[2]!,
    function: leak[3] ?? null,
    derefs: Number(leak[4]),
  };
}

/** Whether the text after a position is one of the lines below a head. */
export function isBelowHead(text: string): boolean {
  return text.startsWith('  ') && /^ {2}(?:flow: | {2}from |warning: )/.test(text);
}

/** A block under construction. */
export interface ExplanationBuilder {
  add(text: string, raw: string): void;
  done(): Explanation;
}

export function buildExplanation(head: ExplanationHead, place: Place, raw: string): ExplanationBuilder {
  const flows: (Omit<Flow, 'steps'> & { steps: Step[] })[] = [];
  const lines = [raw];
  let truncated = false;
  return {
    add(text, line) {
      if (lines.length >= mostLines) return;
      lines.push(line);
      if (text.startsWith('  warning: ')) truncated = true;
      else if (text.startsWith('  flow: ')) flows.push({ ...readFlow(text.slice(8)), steps: [] });
      else flows.at(-1)?.steps.push(readStep(text.slice(9)));
    },
    done: () => ({ ...head, place, flows, truncated, raw: lines }),
  };
}

function readFlow(text: string): Omit<Flow, 'steps'> {
  const bare = text.endsWith(':') ? text.slice(0, -1) : text;
  const arrow = bare.includes(' ← ') ? ' ← ' : ' = ';
  const at = bare.indexOf(arrow);
  if (at < 0) return { destination: bare, source: '', derefs: 0 };
  const destination = bare.slice(0, at);
  const operand = bare.slice(at + arrow.length);
  if (operand.startsWith('&')) return { destination, source: operand.slice(1), derefs: -1 };
  const source = operand.replace(/^\*+/, '');
  return { destination, source, derefs: operand.length - source.length };
}

/** From the right, since the expression may hold anything: last ` at `, then last ` (reason)`. */
function readStep(text: string): Step {
  const at = text.lastIndexOf(' at ');
  const place = at < 0 ? noPlace : readBarePlace(text.slice(at + 4));
  const rest = at < 0 ? text : text.slice(0, at);
  const open = rest.endsWith(')') ? rest.lastIndexOf(' (') : -1;
  if (open < 0) return { expression: rest, reason: '', place };
  return { expression: rest.slice(0, open), reason: rest.slice(open + 2, -1), place };
}
