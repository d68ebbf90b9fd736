// What has to be asked about a call of a constructor, and what the answers forbid: a level or size has to be a constant, since all values of a pool
// are made with it; and of a stream it has to be known whether it may be such a value already (`bufio.NewReader(r)` answers with r then).
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';
import { beginningOf } from './constructors';
import type { Refusal } from './refusal';
import { typeQuestion, type Answer, type Question } from './typeQuestions';

type Answers = ReadonlyMap<string, Answer>;

const streamKey = ({ name }: Candidate): string => `stream ${name.start}`;
const constantKey = ({ name }: Candidate): string => `constant ${name.start}`;
const roomKey = ({ name }: Candidate): string => `room ${name.start}`;

/** The lowest level of compress/flate, HuffmanOnly; and how many there are. */
const lowestLevel = -2;
const levels = 12;

/** The size or level that all values of the pool are made with; null where the constructor has none. */
export function constantOf({ constructed }: Candidate): SyntaxNode | null {
  const reuse = constructed?.row.reuse;
  const at = reuse?.kind === 'stream' ? (reuse.level ?? reuse.size) : null;
  return at === null ? null : (constructed?.args[at] ?? null);
}

export function constructionQuestions(candidate: Candidate, text: string): readonly (readonly [string, Question])[] {
  const { constructed, statement, typeText } = candidate;
  const reuse = constructed?.row.reuse;
  if (!constructed || !reuse) return [];
  const questions: (readonly [string, Question])[] = [];
  const ask = (key: string, question: Question | null): void => {
    if (question) questions.push([key, question]);
  };
  const [first] = constructed.args;
  if (reuse.kind === 'stream' && reuse.isOwn && first) {
    const question = typeQuestion(first, text);
    ask(streamKey(candidate), question && { ...question, asserted: `*${typeText}` });
  }
  const constant = constantOf(candidate);
  const place = { offset: statement.start, kind: 'in-function', before: '', behind: '; ' } as const;
  if (constant && reuse.kind === 'stream') {
    const raised = reuse.level === null ? textOf(constant, text) : `(${textOf(constant, text)}) - (${lowestLevel})`;
    ask(constantKey(candidate), { expression: `[${raised}]struct{}{}`, place });
  }
  const beginning = beginningOf(constructed, text);
  if (beginning?.kind === 'room') ask(roomKey(candidate), { expression: textOf(beginning.size, text), place });
  return questions;
}

/** Why it cannot be had from a pool; null where nothing speaks against it. */
export function constructionFault(candidate: Candidate, answers: Answers, text: string): Refusal | null {
  const { constructed, typeText: type } = candidate;
  const reuse = constructed?.row.reuse;
  if (!constructed || !reuse) return null;
  if (constantOf(candidate)) {
    const constant = constantIn(candidate, answers);
    const isLevel = reuse.kind === 'stream' && reuse.level !== null;
    if (constant === null || (isLevel && constant >= levels + lowestLevel)) return { kind: 'no-constant' };
  }
  if (isMaybeOwn(candidate, answers) && !isRepeatable(constructed.args[0])) return { kind: 'maybe-own', type };
  if (beginningOf(constructed, text)?.kind === 'room') {
    const room = answers.get(roomKey(candidate))?.type ?? '?';
    if (room !== 'int') return { kind: 'size-type', type: room };
  }
  return null;
}

/** What the size or level is worth; null where that is no constant. */
export function constantIn(candidate: Candidate, answers: Answers): number | null {
  const digits = /^\[(\d+)\]struct\{\}$/.exec(answers.get(constantKey(candidate))?.type ?? '')?.[1];
  const reuse = candidate.constructed?.row.reuse;
  const isLevel = reuse?.kind === 'stream' && reuse.level !== null;
  return digits === undefined ? null : Number(digits) + (isLevel ? lowestLevel : 0);
}

/** Unless the type checker has said what the stream is, and that it is none of the constructor's own. */
export function isMaybeOwn(candidate: Candidate, answers: Answers): boolean {
  const { constructed, typeText } = candidate;
  if (constructed?.row.reuse.kind !== 'stream' || !constructed.row.reuse.isOwn) return false;
  const stream = answers.get(streamKey(candidate));
  if (!stream) return true;
  return stream.isInterface
    ? !stream.isNever
    : stream.type === `*${typeText}` || stream.type === `*${plainName(constructed.row.makes)}`;
}

const plainName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Worked out twice it is the same: a name, or a field of one. */
function isRepeatable(stream: SyntaxNode | undefined): boolean {
  if (stream?.type === 'identifier') return true;
  const operand = stream?.type === 'selector_expression' ? stream.child('operand') : null;
  return operand !== null && isRepeatable(operand);
}
