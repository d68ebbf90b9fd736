// What the type checker said about one package in one round, sorted out: types of values go to the questions, everything else to the structs
// that it is about.
import { blamed } from '#core/layout/hazards/blame';
import type { FileFacts } from '#core/layout/hazards/fileFacts';
import { literalOfBrace, literalOfValue } from '#core/layout/hazards/literals';
import { readPoisonMessage } from '#core/layout/hazards/poison';
import { readStructAnswer } from '#core/layout/hazards/structQuestions';
import { lineOf } from '#core/layout/hazards/subject';
import type { TypeIndex } from '#core/layout/hazards/typeIndex';
import { readTypeAnswer } from '#core/layout/hazards/typeProbes';
import type { LocatedFile } from '#core/syntax/locate';
import type { Span } from '#core/syntax/structs';
import type { ListedPackage } from '../ports';
import type { Trees } from '../trees';
import { placeIn, type Copy, type Message, type PlaceInFile } from './copies';
import type { StructState } from './state';

export interface Hearing {
  readonly trees: Trees;
  readonly index: TypeIndex;
  readonly copies: ReadonlyMap<string, Copy>;
  readonly states: readonly StructState[];
  /** Number of a question → the type that was asked for. */
  readonly answers: Map<number, string>;
}

/** `messages`: all that were said about the package. */
export function hear(hearing: Hearing, listed: ListedPackage, messages: readonly Message[]): void {
  const { trees, copies, states, answers } = hearing;
  const others: Message[] = [];
  let isComplete = false;
  for (const message of messages) {
    const type = readTypeAnswer(message.text);
    if (type) {
      answers.set(type.number, type.type);
      continue;
    }
    const about = readStructAnswer(message.text);
    if (about) {
      const state = states[about.number - 1];
      if (state && about.kind === 'interface') state.hasInterface = true;
      if (state && about.kind === 'layout') state.dependsOnParameters = true;
      continue;
    }
    const said = readPoisonMessage(message.text);
    switch (said.kind) {
      case 'end':
        isComplete = true;
        break;
      case 'literal': {
        const place = placeIn(copies, message);
        const literal = place && literalOfValue(parsed(trees, place.facts), place.offset);
        if (place && literal) addLiteral(states[said.number - 1], place.facts, literal);
        break;
      }
      case 'compared': {
        const named = said.number === null ? blame(hearing, said.text, listed) : [states[said.number - 1]!];
        compared(hearing, named, message);
        break;
      }
      case 'literal-end':
      case 'other':
        others.push(message);
        break;
      case 'consequence':
    }
  }
  // What follows from a literal's mistake is known when all literals are.
  for (const message of others) hearOther(hearing, listed, message);
  if (!isComplete) return;
  for (const state of states) if (listed.files.includes(state.struct.facts.path)) state.isKnown = true;
}

function hearOther(hearing: Hearing, listed: ListedPackage, message: Message): void {
  const { trees, states, copies } = hearing;
  const said = readPoisonMessage(message.text);
  const place = placeIn(copies, message);
  if (said.kind === 'literal-end') {
    const literal = place && literalOfBrace(parsed(trees, place.facts), place.offset);
    if (!place || !literal || states.some(state => hasLiteral(state, place.facts, literal))) return;
    for (const state of blame(hearing, said.type, listed)) addLiteral(state, place.facts, literal);
    return;
  }
  if (place && isConsequence(hearing, place, message.text)) return;
  for (const state of blame(hearing, message.text, listed)) {
    state.identity ??= place
      ? { file: place.facts.path, line: lineOf(place.facts, place.offset) }
      : { file: null, line: null };
  }
}

/** The values behind a literal's first one are each in the wrong place; and a question has no value of the right type. */
function isConsequence({ states }: Hearing, { facts, offset, uses }: PlaceInFile, text: string): boolean {
  const isIn = ({ start, end }: Span): boolean => start <= offset && offset < end;
  if (uses.some(({ wrap }) => isIn(wrap))) return true;
  if (!/in struct literal|overflows|truncated/.test(text)) return false;
  return states.some(({ literals }) => literals.some(literal => literal.file === facts.path && isIn(literal)));
}

function compared({ states }: Hearing, named: readonly StructState[], { file, line }: Message): void {
  for (const state of named) state.compared ??= { file, line };
  // What depends on the package can only be asked if it compiles.
  for (const state of named.length > 0 ? named : states) state.poison = { ...state.poison, incomparable: false };
}

/** The structs that the compiler's words about a package are about. */
function blame({ states, index }: Hearing, text: string, { importPath }: ListedPackage): readonly StructState[] {
  const suspects = states.filter(({ identity }) => identity === null);
  const types = new Set(suspects.map(({ struct }) => struct.type));
  const found = blamed(text, types, index, { importPath, imports: null });
  return suspects.filter(({ struct }) => found.includes(struct.type));
}

function addLiteral(state: StructState | undefined, { path }: FileFacts, { start, end }: Span): void {
  if (state && !hasLiteral(state, { path }, { start })) state.literals.push({ file: path, start, end });
}

const hasLiteral = (
  { literals }: StructState,
  { path }: Pick<FileFacts, 'path'>,
  { start }: Pick<Span, 'start'>,
): boolean => literals.some(literal => literal.file === path && literal.start === start);

const parsed = (trees: Trees, { path, text }: FileFacts): LocatedFile => ({ ...trees.parse(path, text), path });
