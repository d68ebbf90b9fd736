// The compiles behind hazards: round by round the packages are compiled with one more field in every struct that is judged and with
// questions about the types of values, and what the type checker says of both is heard.
import type { Hazard } from '#core/layout/hazard';
import type { AskedUse } from '#core/layout/hazards/judgeUses';
import type { PackageFile, TypeIndex } from '#core/layout/hazards/typeIndex';
import { firstNumbers } from '#core/layout/hazards/typeProbes';
import type { Use } from '#core/layout/hazards/use';
import type { Translate } from '#core/messages/translate';
import type { Compiler, CompileRequest } from '../ports';
import type { Trees } from '../trees';
import { hear } from './answers';
import { copyOf, messagesOf, type Copy } from './copies';
import type { RoundUnit } from './rounds';
import { hazardsOfState, newState, type AskedStruct, type StructState, type UnkeyedLiteral } from './state';

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

export interface AnsweredStruct {
  readonly hazards: readonly Hazard[];
  readonly literals: readonly UnkeyedLiteral[];
}

export interface Asked {
  /** By key; without those that could not be asked about. */
  readonly structs: ReadonlyMap<string, AnsweredStruct>;
  readonly uses: readonly AskedUse[];
}

/** Rejects only with the signal's AbortError. */
export async function askTypeChecker(parts: QuestionParts, questions: Questions, signal: AbortSignal): Promise<Asked> {
  const { structs, units, files } = questions;
  const states = structs.map((struct, index) => newState(struct, index + 1));
  const answers = new Map<number, string>();
  const numbers = numberUses(files);
  const known = (): number => states.filter(({ identity }) => identity !== null).length;
  for (const round of [...new Set(units.map(one => one.round))].sort((a, b) => a - b)) {
    // What one mistake hides shows when it is not made again.
    for (let before = -1; before !== known();) {
      before = known();
      await runRound(parts, questions, { round, states, answers, numbers }, signal);
    }
  }
  const factsOf = new Map(files.map(({ facts }) => [facts.path, facts]));
  const answered = states.filter(({ isKnown }) => isKnown);
  return {
    structs: new Map(
      answered.map(state => {
        const hazards = hazardsOfState(state, file => factsOf.get(file) ?? null, parts.t);
        return [state.struct.key, { hazards, literals: state.literals }];
      }),
    ),
    uses: files.flatMap(({ facts, importPath, uses }) =>
      uses.map((use, at) => {
        const first = numbers.get(facts.path)![at]!;
        return { use, facts, importPath, answers: use.asks.map((_, ask) => answers.get(first + ask) ?? null) };
      }),
    ),
  };
}

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
  readonly states: readonly StructState[];
  readonly answers: Map<number, string>;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

async function runRound(parts: QuestionParts, questions: Questions, run: Round, signal: AbortSignal): Promise<void> {
  const { compiler, trees } = parts;
  const { request, index } = questions;
  const asking = questions.units.filter(({ round, listed }) => round === run.round && listed.error === null);
  if (asking.length === 0) return;
  const copies = copiesOf(questions, asking, run);
  const overlay = new Map(request.overlay);
  for (const [file, { lines, facts }] of copies) if (lines.text !== facts.text) overlay.set(file, lines.text);
  const patterns = asking.map(({ pattern }) => pattern);
  const { packages } = await compiler.compile(
    {
      ...request,
      overlay,
      patterns: patterns.includes(null) ? request.patterns : [...new Set(patterns.filter(one => one !== null))],
      tests: asking.some(({ isTest }) => isTest),
      // Without it the compiler says ten things, and no more.
      settings: { ...request.settings, gcflags: [...request.settings.gcflags, '-e'] },
    },
    () => undefined,
    signal,
  );
  const hearing = { trees, index, copies, states: run.states, answers: run.answers };
  for (const { listed } of asking) {
    const error = packages.find(({ variant }) => variant === listed.variant)?.error ?? '';
    hear(hearing, listed, messagesOf(error, request.directory));
  }
}

/** Of the packages that are asked, and of those that were asked before, which have to compile now. */
function copiesOf(
  { units, files }: Questions,
  asking: readonly RoundUnit[],
  { round, states, numbers }: Round,
): ReadonlyMap<string, Copy> {
  const before = new Set(units.filter(unit => unit.round < round).flatMap(({ listed }) => listed.files));
  const asked = new Set(asking.flatMap(({ listed }) => listed.files).filter(file => !before.has(file)));
  const ends = new Set(asking.flatMap(({ listed }) => listed.files.find(file => asked.has(file)) ?? []));
  const owners = new Set(asking.map(({ listed }) => listed.importPath));
  const poisoned = states.filter(
    ({ identity, struct }) => identity === null && (struct.isVisible || owners.has(struct.importPath)),
  );
  const copies = new Map<string, Copy>();
  for (const { facts, uses } of files) {
    const isAsked = asked.has(facts.path);
    if (!isAsked && !before.has(facts.path)) continue;
    const isOwn = ({ struct }: StructState): boolean => struct.facts === facts;
    const copy = copyOf(facts, {
      uses: isAsked ? uses : [],
      firstNumber: numbers.get(facts.path)?.[0] ?? 1,
      poisoned: poisoned.filter(isOwn),
      mended: poisoned,
      asked: isAsked ? states.filter(isOwn) : [],
      isEnd: ends.has(facts.path),
    });
    copies.set(facts.path, copy);
  }
  return copies;
}
