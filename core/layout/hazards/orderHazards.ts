// What one new order does, beyond what is true of every order: fields that leave their group, hot fields that come together in one cache
// line, 64-bit integers that lose their alignment.
import type { Translate } from '#core/messages/translate';
import type { StructDeclaration } from '#core/syntax/structs';
import { wordOf } from '../architectures';
import type { Hazard } from '../hazard';
import type { OrderUnit } from '../orderUnit';
import { roundUp } from '../rules';
import { lineOf, type Subject } from './subject';

/** A new order, and what the fields measure. */
export interface NewOrder {
  /** Indexes of today's declarations, in the new order. */
  readonly order: readonly number[];
  /** Of each declaration, in today's order; `on` as `goarchs` has them. */
  readonly units: readonly OrderUnit[];
  readonly goarchs: readonly string[];
}

/** `atomicFields`: names of fields that functions of sync/atomic work on; their place counts. */
interface Judged {
  readonly subject: Subject;
  readonly order: NewOrder;
  readonly atomicFields: readonly string[];
  readonly t: Translate;
}

export function orderHazards(judged: Judged): readonly Hazard[] {
  return [...groups(judged), ...lines(judged), ...alignment(judged)];
}

/** A group is what stands between blank lines. Fields leave theirs, or move in one that a comment speaks for. */
function groups({ subject: { struct, facts }, order: { order }, t }: Judged): readonly Hazard[] {
  const moved = order.filter((at, index) => at !== index);
  if (moved.length === 0) return [];
  const hazard = (message: string, start: number): readonly Hazard[] => [
    { code: 'field-groups', verdict: 'confirm', message, file: facts.path, line: lineOf(facts, start) },
  ];
  const isInPlace = order.every((at, index) => struct.fields[at]!.group === struct.fields[index]!.group);
  if (!isInPlace) {
    const message = t('The order takes fields of {0} out of the groups that blank lines make.', struct.name);
    return hazard(message, struct.nameSpan.start);
  }
  const section = sectionComments(struct, facts.text).find(
    ({ group }) => group === null || moved.some(at => struct.fields[at]!.group === group),
  );
  if (!section) return [];
  const message = t(
    'A comment in {0} speaks for several fields, which move: see whether it still stands right.',
    struct.name,
  );
  return hazard(message, section.start);
}

interface SectionComment {
  readonly start: number;
  /** The group at whose head it stands; null: it stands alone. */
  readonly group: number | null;
}

/** Comments on lines of their own: at the head of a group of several fields, or with a blank line behind them, or behind all fields. */
function sectionComments({ fields, body }: StructDeclaration, text: string): readonly SectionComment[] {
  const comments: SectionComment[] = [];
  for (const [index, { start, group }] of [...fields, { start: body.end - 1, group: -1 }].entries()) {
    const from = fields[index - 1]?.end ?? body.start + 1;
    const gap = text.slice(from, start);
    // What is on the line of the field before, or of the brace, belongs there.
    const ownLines = gap.indexOf('\n');
    if (ownLines < 0) continue;
    for (const { 0: block, index: at } of gap
      .slice(ownLines)
      .matchAll(/(?<=\n[ \t]*)(?:(?:\/\/[^\n]*|\/\*[^]*?\*\/)\s*?(?:\n[ \t]*|$))+/g)) {
      const place = from + ownLines + at;
      const isLast = index === fields.length;
      const isAlone = isLast || text.slice(place + block.length, start).includes('\n');
      const size = fields.filter(field => field.group === group).length;
      const isHead = group > 0 && fields[index - 1]?.group !== group && size > 1;
      if (isAlone) comments.push({ start: place, group: null });
      else if (isHead) comments.push({ start: place, group });
    }
  }
  return comments;
}

const lineBytes = 64;

function lines({ subject: { struct, facts }, order, atomicFields, t }: Judged): readonly Hazard[] {
  const hot = struct.fields.flatMap(({ names, type }, index) =>
    isHot(type) || names.some(name => atomicFields.includes(name)) ? [index] : [],
  );
  if (hot.length < 2) return [];
  for (const [at, goarch] of order.goarchs.entries()) {
    const lineOfField = (starts: readonly number[], field: number): number =>
      Math.floor((starts[field] ?? 0) / lineBytes);
    const today = order.units.map((_, index) => index);
    const before = offsets({ ...order, order: today }, at);
    const after = offsets(order, at);
    for (const [index, a] of hot.entries()) {
      for (const b of hot.slice(index + 1)) {
        if (lineOfField(before, a) === lineOfField(before, b)) continue;
        if (lineOfField(after, a) !== lineOfField(after, b)) continue;
        const [first, second] = [struct.fields[a]!.names[0] ?? '', struct.fields[b]!.names[0] ?? ''];
        const message = t(
          '{0} and {1} lie in different cache lines today, and would share one ({2}): they may slow each other down.',
          first,
          second,
          goarch,
        );
        const line = lineOf(facts, struct.fields[a]!.start);
        return [{ code: 'shared-line', verdict: 'confirm', message, file: facts.path, line }];
      }
    }
  }
  return [];
}

/** `atomic.Uint64`, `sync.Mutex`, arrays of such, and the `Value` of atomic. */
const isHot = (type: string): boolean =>
  /^(?:\[[^\]]*\])*(?:(?:\w*atomic\w*)\.\w+(?:\[.*\])?|sync\.(?:Mutex|RWMutex|WaitGroup|Once|Cond|Map|Pool))$/s.test(
    type.trim(),
  );

/** On 32-bit architectures only an offset divisible by 8 is as aligned as the allocation. */
function alignment({ subject: { struct, facts }, order, atomicFields, t }: Judged): readonly Hazard[] {
  for (const [at, goarch] of order.goarchs.entries()) {
    if (wordOf(goarch) === 8) continue;
    const after = offsets(order, at);
    for (const [index, field] of struct.fields.entries()) {
      const atomic = atomicFields.find(name => field.names.includes(name));
      if (atomic === undefined) continue;
      const offset = after[index]! + field.names.indexOf(atomic) * order.units[index]!.on[at]!.size;
      if (offset % 8 === 0) continue;
      const message = t(
        '{0} is used by 64-bit atomic functions and would lie at offset {1} on {2}, where they panic unless it is divisible by 8.',
        atomic,
        offset,
        goarch,
      );
      return [
        { code: 'atomic-align', verdict: 'refused', message, file: facts.path, line: lineOf(facts, field.start) },
      ];
    }
  }
  return [];
}

/** By today's index, where each declaration begins in the order on one of the architectures. */
function offsets({ order, units }: NewOrder, on: number): readonly number[] {
  const starts: number[] = [];
  let end = 0;
  for (const at of order) {
    const { count, on: measures } = units[at]!;
    const { size, align } = measures[on]!;
    starts[at] = roundUp(end, align);
    end = starts[at] + size * count;
  }
  return starts;
}
