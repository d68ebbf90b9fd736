// A file with the mistakes of one round put in, and the way back from what the compiler says about it.
import path from 'node:path';
import { createPlaceReader } from '#core/compiler/place';
import type { FileFacts } from '#core/layout/hazards/fileFacts';
import { endMistake, poisonField, poisonValue } from '#core/layout/hazards/poison';
import { structQuestions } from '#core/layout/hazards/structQuestions';
import { typeProbes } from '#core/layout/hazards/typeProbes';
import type { Use } from '#core/layout/hazards/use';
import { insertAll, originalOffset, type Insertion } from '#core/syntax/probeText';
import { createLineIndex, type LineIndex } from '#core/text/lineIndex';
import type { StructState } from './state';

export interface Copy {
  readonly facts: FileFacts;
  readonly lines: LineIndex;
  readonly insertions: readonly Insertion[];
  readonly uses: readonly Use[];
}

export interface CopyOptions {
  readonly uses: readonly Use[];
  /** Of the first question of the uses. */
  readonly firstNumber: number;
  /** The file's own structs that get the field. */
  readonly poisoned: readonly StructState[];
  /** Structs whose literals get a value for the field. */
  readonly mended: readonly StructState[];
  /** The file's own structs that are asked about. */
  readonly asked: readonly StructState[];
  readonly isEnd: boolean;
}

/** No line of the file moves. */
export function copyOf(facts: FileFacts, options: CopyOptions): Copy {
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
  if (about.imports !== '' && facts.packageEnd !== null) {
    insertions.push({ offset: facts.packageEnd, text: about.imports });
  }
  const declarations = [probes.declarations, about.declarations, isEnd ? endMistake : ''].filter(part => part !== '');
  const text = insertAll(facts.text, insertions);
  const whole = declarations.length === 0 ? text : [text, ...declarations, ''].join('\n');
  return { facts, lines: createLineIndex(whole), insertions, uses };
}

export interface Message {
  /** Absolute. */
  readonly file: string;
  /** 1-based, as `column`, which is in bytes. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The compiler's words about one package; indented lines belong to the message above. */
export function messagesOf(error: string, directory: string): readonly Message[] {
  const places = createPlaceReader();
  const messages: Message[] = [];
  for (const line of error.split('\n')) {
    const prefix = /^\s/.test(line) ? null : places.prefix(line);
    if (prefix) {
      const { file, line: number, column } = prefix.place;
      messages.push({ file: path.resolve(directory, file), line: number, column, text: line.slice(prefix.end) });
    } else {
      const last = messages.pop();
      if (last) messages.push({ ...last, text: `${last.text}\n${line}` });
    }
  }
  return messages;
}

export interface PlaceInFile {
  readonly facts: FileFacts;
  readonly offset: number;
  /** The questions that were put into the file. */
  readonly uses: readonly Use[];
}

/** Where the message stands in the file's own text; null inside of what was put in. */
export function placeIn(copies: ReadonlyMap<string, Copy>, { file, line, column }: Message): PlaceInFile | null {
  const copy = copies.get(file);
  if (!copy) return null;
  const { lines, facts, uses } = copy;
  const at = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const offset = originalOffset(copy.insertions, at);
  return offset === null ? null : { facts, offset, uses };
}
