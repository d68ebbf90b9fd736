// Brings a verdict together with the explanations that `-m=2` prints for it. They stand apart in the output and are joined by
// place and subject; where the compiler words them differently (`append(a, b)` and `append`, `x` and its constant `1000`),
// by place alone.
import type { CompilerMessage, Explanation } from '#core/compiler/message';
import { splitCall, splitList } from './expressions';
import { isConstant } from './valueKinds';
import { placeKey } from './variantFacts';

/** The messages of one place that say the same of the same subject, with their explanations in the compiler's order. */
export interface Verdict {
  readonly messages: readonly [CompilerMessage, ...CompilerMessage[]];
  readonly explanations: readonly Explanation[];
}

/** Every message in exactly one verdict; an explanation without a verdict (a wrapper's) is left out. */
export function joinVerdicts(
  messages: readonly CompilerMessage[],
  explanations: readonly Explanation[],
  subjectOf: (message: CompilerMessage) => string,
): Verdict[] {
  const groups = new Map<string, [CompilerMessage, ...CompilerMessage[]]>();
  for (const message of messages) {
    const key = `${placeKey(message.place)} ${message.body.kind} ${subjectOf(message)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  const byPlace = new Map<string, Explanation[]>();
  for (const explanation of explanations) {
    const key = placeKey(explanation.place);
    const there = byPlace.get(key);
    if (there === undefined) byPlace.set(key, [explanation]);
    else there.push(explanation);
  }
  const subjects = subjectsByPlace(messages);
  return [...groups.values()].map(group => {
    const key = placeKey(group[0].place);
    const there = byPlace.get(key) ?? [];
    return { messages: group, explanations: explanationsOf(group, there, subjects.get(key) ?? new Set()) };
  });
}

function subjectsByPlace(messages: readonly CompilerMessage[]): Map<string, Set<string>> {
  const subjects = new Map<string, Set<string>>();
  for (const { body, place } of messages) {
    if (body.kind !== 'escapes' && body.kind !== 'moved-to-heap') continue;
    const key = placeKey(place);
    subjects.set(key, (subjects.get(key) ?? new Set()).add(body.subject));
  }
  return subjects;
}

function explanationsOf(
  group: readonly [CompilerMessage, ...CompilerMessage[]],
  there: readonly Explanation[],
  subjects: ReadonlySet<string>,
): Explanation[] {
  const { body } = group[0];
  if (body.kind === 'leaking-param') return leaks(group, there);
  if (body.kind !== 'escapes' && body.kind !== 'moved-to-heap') return [];
  const printed = new Set(group.map(message => message.body.subject));
  const isStorage = body.kind === 'escapes';
  // Where the compiler gives no column a moved `x` and a boxed `x` share a place: their flows tell them apart.
  const heads = there.filter(
    ({ kind, flows }) =>
      kind === 'value' && (flows[0] === undefined || flows[0].source.startsWith('{storage for ') === isStorage),
  );
  if (printed.has('append'))
    return heads.filter(head => isAppend(head) && (isBoxed(head) || !subjects.has(head.subject)));
  // `append(a, b)` as a verdict is the slice in an interface: its array is `append`.
  const same = heads.filter(head => printed.has(head.subject) && !(isAppend(head) && isBoxed(head)));
  if (same.length > 0 || !isStorage) return same;
  const others = heads.filter(({ subject }) => !subjects.has(subject));
  const call = splitCall(body.subject);
  if (call?.callee === 'make') return others.filter(({ subject }) => isMakeOf(subject, call.args));
  const isTheConstant = isConstant(body.subject) || (call !== null && isConstant(call.args));
  return isTheConstant
    ? others.filter(({ subject }) => subject !== 'func literal' && !subject.startsWith('append('))
    : [];
}

const isAppend = ({ subject }: Explanation): boolean => subject.startsWith('append(');

/** What is explained goes straight into the memory of an interface that has the same words. */
const isBoxed = ({ subject, flows }: Explanation): boolean => flows[0]?.destination === `{storage for ${subject}}`;

/** `make([]T, n)`, of which the verdict (1.25+) knows the sizes: `[]T, 10`. */
function isMakeOf(subject: string, args: string): boolean {
  const call = splitCall(subject);
  if (call?.callee !== 'make') return false;
  const [type, ...sizes] = splitList(call.args);
  const [known, ...constants] = splitList(args);
  return type === known && sizes.length === constants.length;
}

function leaks(group: readonly CompilerMessage[], there: readonly Explanation[]): Explanation[] {
  const names = new Set(group.map(({ body }) => body.subject));
  return there.filter(({ kind, subject }) => kind === 'parameter' && names.has(subject));
}
