// The compiles behind hazards: round by round the packages are compiled with one more field in every struct that is judged and with
// questions about the types of values; what the type checker says of both is sorted out.
import path from 'node:path';
import { createPlaceReader } from '#core/compiler/place';
import type { Hazard } from '#core/layout/hazard';
import { blamed } from '#core/layout/hazards/blame';
import type { InterfacesInside } from '#core/layout/hazards/compareOrder';
import type { DeclaredType, FileFacts } from '#core/layout/hazards/fileFacts';
import type { AskedUse } from '#core/layout/hazards/judgeUses';
import { literalOfBrace, literalOfValue } from '#core/layout/hazards/literals';
import { endMistake, poisonField, poisonValue, readPoisonMessage, type Poison } from '#core/layout/hazards/poison';
import { structQuestions, readStructAnswer } from '#core/layout/hazards/structQuestions';
import { lineOf, type Subject } from '#core/layout/hazards/subject';
import type { PackageFile, TypeIndex } from '#core/layout/hazards/typeIndex';
import { firstNumbers, readTypeAnswer, typeProbes } from '#core/layout/hazards/typeProbes';
import type { Use } from '#core/layout/hazards/use';
import type { Translate } from '#core/messages/translate';
import { insertAll, originalOffset, type Insertion } from '#core/syntax/probeText';
import type { Span } from '#core/syntax/structs';
import { createLineIndex } from '#core/text/lineIndex';
import type { RoundUnit } from './hazardRounds';
import type { Compiler, CompileRequest } from './ports';
import type { Trees } from './trees';

export interface AskedStruct extends Subject {
  readonly type: DeclaredType;
  readonly inside: InterfacesInside;
  /** Other packages can come upon it. */
  readonly isVisible: boolean;
}

export interface QuestionParts {
  readonly compiler: Compiler;
  readonly trees: Trees;
  readonly t: Translate;
}

export interface Questions {
  readonly request: CompileRequest;
  readonly units: readonly RoundUnit[];
  readonly files: readonly (PackageFile & { readonly uses: readonly Use[] })[];
  readonly index: TypeIndex;
  readonly structs: readonly AskedStruct[];
}

/** A literal without keys. */
export interface UnkeyedLiteral extends Span {
  readonly file: string;
}

export interface Asked {
  /** By key; without those that could not be asked about. */
  readonly structs: ReadonlyMap<
    string,
    { readonly hazards: readonly Hazard[]; readonly literals: readonly UnkeyedLiteral[] }
  >;
  readonly uses: readonly AskedUse[];
}

/** What is found out about one struct on the way. */
interface State {
  readonly struct: AskedStruct;
  poison: Poison;
  /** Its package was checked to its end. */
  known: boolean;
  /** More than literals hang on its fields: the field is not put in any more, for what it breaks cannot be mended. */
  broken: boolean;
  readonly literals: UnkeyedLiteral[];
  readonly hazards: Hazard[];
  hasInterface: boolean;
  compared: { readonly file: string; readonly line: number } | null;
}

export async function askTypeChecker(parts: QuestionParts, questions: Questions, signal: AbortSignal): Promise<Asked> {
  const { structs, units, files } = questions;
  const states = structs.map((struct, index): State => ({
    struct,
    poison: { number: index + 1, incomparable: isMaybeInterface(struct) },
    known: false,
    broken: false,
    literals: [],
    hazards: [],
    hasInterface: struct.inside.known,
    compared: null,
  }));
  const answers = new Map<number, string>();
  const numbers = numberUses(files);
  const rounds = [...new Set(units.map(({ round }) => round))].sort((a, b) => a - b);
  for (const round of rounds) {
    // What one mistake hides shows when it is not made again.
    for (let broken = -1; broken !== brokenOf(states);) {
      broken = brokenOf(states);
      await runRound(parts, questions, { round, states, answers, numbers }, signal);
    }
  }
  return {
    structs: new Map(
      states.flatMap(state => (state.known ? [[state.struct.key, resultOf(state, files, parts.t)] as const] : [])),
    ),
    uses: files.flatMap(({ facts, importPath, uses }) =>
      uses.map((use, at) => {
        const first = numbers.get(facts.path)![at]!;
        return { use, facts, importPath, answers: use.asks.map((_, ask) => answers.get(first + ask) ?? null) };
      }),
    ),
  };
}

const brokenOf = (states: readonly State[]): number => states.filter(({ broken }) => broken).length;

/** Only then it is of interest whether it is compared. */
const isMaybeInterface = ({ inside }: AskedStruct): boolean => inside.known || inside.ask.length > 0;

/** Every question has a number of its own in all rounds: file → the first numbers of its uses. */
function numberUses(files: Questions['files']): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, readonly number[]>();
  let next = 1;
  for (const { facts, uses } of files) {
    numbers.set(facts.path, firstNumbers(uses, next));
    next += uses.reduce((sum, { asks }) => sum + asks.length, 0);
  }
  return numbers;
}

interface Round {
  readonly round: number;
  readonly states: readonly State[];
  readonly answers: Map<number, string>;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

async function runRound(parts: QuestionParts, questions: Questions, run: Round, signal: AbortSignal): Promise<void> {
  const { request, units, files, index } = questions;
  const { round, states, answers, numbers } = run;
  const asking = units.filter(unit => unit.round === round && unit.listed.error === null);
  if (asking.length === 0) return;
  const before = new Set(units.filter(unit => unit.round < round).flatMap(({ listed }) => listed.files));
  const asked = new Set(asking.flatMap(({ listed }) => listed.files).filter(file => !before.has(file)));
  const ends = new Set(asking.flatMap(({ listed }) => listed.files.find(file => asked.has(file)) ?? []));

  const ownPackages = new Set(asking.map(({ listed }) => listed.importPath));
  const poisoned = states.filter(
    ({ broken, struct }) => !broken && (struct.isVisible || ownPackages.has(struct.importPath)),
  );
  const overlay = new Map(request.overlay);
  const copies = new Map<string, Copy>();
  for (const { facts, uses } of files) {
    const isAsked = asked.has(facts.path);
    if (!isAsked && !before.has(facts.path)) continue;
    const own = states.filter(({ struct }) => struct.facts === facts);
    const copy = copyOf(facts, {
      uses: isAsked ? uses : [],
      firstNumber: numbers.get(facts.path)?.[0] ?? 1,
      poisoned: own.filter(state => poisoned.includes(state)),
      mended: poisoned,
      asked: isAsked ? own : [],
      isEnd: ends.has(facts.path),
    });
    copies.set(facts.path, copy);
    if (copy.text !== facts.text) overlay.set(facts.path, copy.text);
  }
  const outcome = await parts.compiler.compile(
    {
      ...request,
      overlay,
      patterns: [...new Set(asking.map(({ pattern }) => pattern))],
      tests: asking.some(({ isTest }) => isTest),
      settings: { ...request.settings, gcflags: [...request.settings.gcflags, '-e'] },
    },
    () => undefined,
    signal,
  );
  for (const u of asking) {
    const e = outcome.packages.find(({ variant }) => variant === u.listed.variant)?.error ?? 'NONE';
    console.error(
      'ROUND',
      round,
      u.listed.variant,
      e.includes('escapementQEnd') ? 'ok' : 'INCOMPLETE ' + e.slice(0, 1500),
    );
    for (const m of messagesOf(e, request.directory)) {
      if (!readTypeAnswer(m.text) && !readStructAnswer(m.text) && readPoisonMessage(m.text).kind === 'other')
        console.error('  other', m.file, m.line, m.text);
    }
  }
  for (const unit of asking) {
    const error = outcome.packages.find(({ variant }) => variant === unit.listed.variant)?.error ?? '';
    const messages = messagesOf(error, request.directory);
    const others: Message[] = [];
    let isComplete = false;
    for (const message of messages) {
      const answer = readTypeAnswer(message.text);
      if (answer) {
        answers.set(answer.number, answer.type);
        continue;
      }
      const aboutStruct = readStructAnswer(message.text);
      if (aboutStruct) {
        const state = states[aboutStruct.number - 1];
        if (aboutStruct.kind === 'interface' && state) state.hasInterface = true;
        if (aboutStruct.kind === 'layout' && state) dependsOnParameter(state, parts.t);
        continue;
      }
      const said = readPoisonMessage(message.text);
      switch (said.kind) {
        case 'end':
          isComplete = true;
          break;
        case 'literal':
          addLiteral(states[said.number - 1], placeIn(copies, message), (file, offset) =>
            literalOfValue(parsed(parts, file), offset),
          );
          break;
        case 'compared':
          compare(said.number === null ? blame(said.text, unit) : [states[said.number - 1]!], message);
          break;
        case 'literal-end':
        case 'other':
          others.push(message);
          break;
        case 'consequence':
      }
    }
    for (const message of others) judgeOther(message, unit);
    for (const state of states)
      if (isComplete && unit.listed.files.includes(state.struct.facts.path)) state.known = true;
  }

  function blame(text: string, unit: RoundUnit): readonly State[] {
    const suspects = states.filter(({ broken }) => !broken);
    const types = new Set(suspects.map(({ struct }) => struct.type));
    const found = blamed(text, types, index, { importPath: unit.listed.importPath, imports: null });
    return suspects.filter(({ struct }) => found.includes(struct.type));
  }

  function judgeOther(message: Message, unit: RoundUnit): void {
    const said = readPoisonMessage(message.text);
    const place = placeIn(copies, message);
    if (said.kind === 'literal-end') {
      const literal = place && literalOfBrace(parsed(parts, place.facts), place.offset);
      if (place && literal && !isKnown(states, place.facts.path, literal)) {
        for (const state of blame(said.type, unit)) state.literals.push({ file: place.facts.path, ...literal });
      }
      return;
    }
    if (place && isInside(states, place) && /in struct literal|overflows|truncated/.test(message.text)) return;
    if (place && place.uses.some(({ wrap }) => wrap.start <= place.offset && place.offset < wrap.end)) return;
    for (const state of blame(message.text, unit)) {
      state.broken = true;
      const { name } = state.struct.struct;
      state.hazards.push({
        code: 'struct-identity',
        verdict: 'refused',
        message: parts.t('{0} is used as a struct of the same fields in the same order.', name),
        file: place?.facts.path ?? null,
        line: place ? lineOf(place.facts, place.offset) : message.line,
      });
    }
  }

  function compare(found: readonly State[], message: Message): void {
    for (const state of found.length > 0 ? found : states) {
      if (found.length > 0) state.compared ??= { file: message.file, line: message.line };
      // What depends on the package could not be asked otherwise.
      state.poison = { ...state.poison, incomparable: false };
    }
  }
}

interface Copy {
  readonly facts: FileFacts;
  readonly text: string;
  readonly insertions: readonly Insertion[];
  readonly uses: readonly Use[];
}

interface CopyOptions {
  readonly uses: readonly Use[];
  readonly firstNumber: number;
  /** The file's own structs. */
  readonly poisoned: readonly State[];
  /** Structs whose literals get a value for the field. */
  readonly mended: readonly State[];
  /** Structs that are asked about. */
  readonly asked: readonly State[];
  readonly isEnd: boolean;
}

function copyOf(facts: FileFacts, options: CopyOptions): Copy {
  const { uses, firstNumber, poisoned, mended, asked, isEnd } = options;
  const probes = typeProbes(facts.text, uses, firstNumber);
  const about = structQuestions(asked.map(({ struct, poison }) => ({ struct, number: poison.number })));
  const insertions: Insertion[] = [
    ...poisoned.map(({ struct, poison }) => poisonField(struct.struct.body, poison)),
    ...mended.flatMap(({ literals, poison }) =>
      literals.filter(({ file }) => file === facts.path).map(literal => poisonValue(literal, poison)),
    ),
    ...probes.insertions,
    ...about.insertions,
  ];
  const declarations = [probes.declarations, about.declarations, isEnd ? endMistake : ''].filter(part => part !== '');
  if (insertions.length === 0 && declarations.length === 0) return { facts, text: facts.text, insertions, uses };
  if (about.imports !== '' && facts.packageEnd !== null) {
    insertions.push({ offset: facts.packageEnd, text: about.imports });
  }
  const text = [insertAll(facts.text, insertions), ...declarations, ''].join('\n');
  return { facts, text, insertions, uses };
}

interface Message {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Indented lines belong to the message above. */
function messagesOf(error: string, directory: string): readonly Message[] {
  const places = createPlaceReader();
  const messages: Message[] = [];
  for (const line of error.split('\n')) {
    const prefix = /^\s/.test(line) ? null : places.prefix(line);
    if (prefix) {
      const { file, line: number, column } = prefix.place;
      messages.push({ file: path.resolve(directory, file), line: number, column, text: line.slice(prefix.end) });
    } else if (messages.length > 0) {
      const last = messages.pop()!;
      messages.push({ ...last, text: `${last.text}\n${line}` });
    }
  }
  return messages;
}

interface PlaceInFile {
  readonly facts: FileFacts;
  readonly offset: number;
  readonly uses: readonly Use[];
}

/** Where the message stands in the file's own text. */
function placeIn(copies: ReadonlyMap<string, Copy>, { file, line, column }: Message): PlaceInFile | null {
  const copy = copies.get(file);
  if (!copy) return null;
  const lines = createLineIndex(copy.text);
  const offset = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const original = originalOffset(copy.insertions, offset);
  return original === null ? null : { facts: copy.facts, offset: original, uses: copy.uses };
}

const parsed = ({ trees }: QuestionParts, { path: file, text }: FileFacts) => ({
  ...trees.parse(file, text),
  path: file,
});

function addLiteral(
  state: State | undefined,
  place: PlaceInFile | null,
  literalAt: (file: FileFacts, offset: number) => Span | null,
): void {
  const literal = place && literalAt(place.facts, place.offset);
  if (!state || !place || !literal || isKnown([state], place.facts.path, literal)) return;
  state.literals.push({ file: place.facts.path, ...literal });
}

const isKnown = (states: readonly State[], file: string, { start }: Span): boolean =>
  states.some(({ literals }) => literals.some(literal => literal.file === file && literal.start === start));

const isInside = (states: readonly State[], { facts, offset }: PlaceInFile): boolean =>
  states.some(({ literals }) =>
    literals.some(({ file, start, end }) => file === facts.path && start <= offset && offset < end),
  );

function dependsOnParameter({ struct, hazards }: State, t: Translate): void {
  const { facts } = struct;
  hazards.push({
    code: 'generic-layout',
    verdict: 'refused',
    message: t('The layout of {0} depends on its type parameters: the best order differs.', struct.struct.name),
    file: facts.path,
    line: lineOf(facts, struct.struct.nameSpan.start),
  });
}

function resultOf(
  { struct, literals, hazards, hasInterface, compared }: State,
  files: Questions['files'],
  t: Translate,
): { readonly hazards: readonly Hazard[]; readonly literals: readonly UnkeyedLiteral[] } {
  const { name } = struct.struct;
  const found = [...hazards];
  const factsOf = new Map(files.map(({ facts }) => [facts.path, facts]));
  const placed = (literal: UnkeyedLiteral): { readonly file: string; readonly line: number | null } => {
    const facts = factsOf.get(literal.file);
    return { file: literal.file, line: facts ? lineOf(facts, literal.start) : null };
  };
  const generated = literals.find(({ file }) => (factsOf.get(file)?.generated ?? null) !== null);
  const [first] = literals;
  if (generated) {
    const message = t('Generated code makes {0} by position, and would do so again at the next run.', name);
    found.push({ code: 'unkeyed-literal', verdict: 'refused', message, ...placed(generated) });
  } else if (first && struct.struct.fields.some(({ names }) => names.includes('_'))) {
    const message = t('{0} is made by position and has a blank field, for which there is no key.', name);
    found.push({ code: 'unkeyed-literal', verdict: 'refused', message, ...placed(first) });
  } else if (first) {
    const message =
      literals.length === 1
        ? t('A literal makes {0} by position: it gets keys.', name)
        : t('{1} literals make {0} by position: they get keys.', name, literals.length);
    found.push({ code: 'unkeyed-literal', verdict: 'confirm', message, ...placed(first) });
  }
  if (compared && hasInterface) {
    const message = t(
      '{0} is compared and has an interface inside: whether that panics hangs on which field is compared first.',
      name,
    );
    found.push({ code: 'compare-order', verdict: 'confirm', message, ...compared });
  }
  return { hazards: found, literals };
}
