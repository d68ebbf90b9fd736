// How the structs of open files lie in memory, for the text of the moment. The build's own architecture is asked when somebody wants to know; the
// others, whose standard library may have to be compiled first, only where a struct would be smaller in another order, in the background.
import { judgedArchitectures } from '#core/layout/architectures';
import { bestOrderOf, type MeasuredStruct } from '#core/layout/measuredStruct';
import { measureLayouts, type Layouts } from './layouts';
import { packageOf } from './packageOf';
import type { Clock, Compiler, Disk, GoSettings, Log, PackageFinder } from './ports';
import type { Trees } from './trees';
import { untilAborted } from './untilAborted';

export interface LiveLayoutParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => LiveLayoutSettings;
  /** Absolute path → text of every file that is open in the editor: what is compiled instead of the disk's. */
  readonly openTexts: () => ReadonlyMap<string, string>;
  /** More is known of a file than a moment ago. */
  readonly onMeasured: (file: string) => void;
}

export interface LiveLayoutSettings {
  readonly go: GoSettings;
  /** `layout.goarch` */
  readonly goarch: readonly string[];
}

/** What is known of an open file's structs. */
export interface FileLayouts {
  /** What it is true of. */
  readonly text: string;
  readonly layouts: Layouts;
  /** All architectures were asked, so that an order can be judged; also where no order would be smaller. */
  readonly isJudged: boolean;
}

export interface LiveLayouts {
  /** The newest that is known, perhaps of an older text; what is missing is asked for, and `onMeasured` tells of it. */
  known(file: string): FileLayouts | null;
  /** Of the present text, for the build's own architecture at least. Null where the file is not open. Rejects only with an AbortError. */
  measure(file: string, signal: AbortSignal): Promise<FileLayouts | null>;
  /** Of the present text, for all architectures. */
  judge(file: string, signal: AbortSignal): Promise<FileLayouts | null>;
  close(file: string): void;
  /** Something changed on the disk, or in the settings. */
  forget(): void;
  dispose(): void;
}

/** Milliseconds without a key, after which structs are measured unasked. */
const rest = 400;

/** What was asked about one text of a file: an answer is of that text, whatever has been typed since. */
interface Memory {
  readonly file: string;
  readonly text: string;
  readonly key: readonly string[];
  own: Promise<FileLayouts>;
  all: Promise<FileLayouts> | null;
  latest: FileLayouts | null;
  readonly stop: AbortController;
}

export function createLiveLayouts(parts: LiveLayoutParts): LiveLayouts {
  const { clock, log, openTexts, onMeasured, settings } = parts;
  const memories = new Map<string, Memory>();
  /** The last answers, whatever text they are of. */
  const answers = new Map<string, FileLayouts>();
  /** The text that is to be measured when the keyboard rests. */
  const waiting = new Map<string, { readonly text: string; readonly callOff: () => void }>();

  function keyOf(): readonly string[] {
    return [JSON.stringify(settings()), ...[...openTexts()].flat()];
  }

  function memoryOf(file: string, text: string): Memory {
    const key = keyOf();
    const before = memories.get(file);
    if (before && isSame(before.key, key)) return before;
    before?.stop.abort();
    const stop = new AbortController();
    const memory: Memory = {
      file,
      text,
      key,
      own: run({ file, text, goarch: [''], stop }),
      all: null,
      latest: null,
      stop,
    };
    memories.set(file, memory);
    memory.own.then(
      found => take(memory, found),
      () => memories.get(file) === memory && memories.delete(file),
    );
    return memory;
  }

  function take(memory: Memory, found: FileLayouts): void {
    const { file } = memory;
    memory.latest = found;
    if (memories.get(file) !== memory) return;
    // What was judged stays, for what is as it was, until the present text is.
    if (found.isJudged || !answers.has(file)) answers.set(file, found);
    onMeasured(file);
  }

  async function run({ file, text, goarch, stop }: Asked): Promise<FileLayouts> {
    const { go } = settings();
    const overlay = openTexts();
    const place = await packageOf(file, text, parts.disk);
    const layouts = await measureLayouts(
      { ...parts, textOf: async name => overlay.get(name) ?? parts.disk.read(name) },
      {
        directory: place.directory,
        patterns: place.patterns,
        overlay,
        settings: go,
        goarch,
        tests: file.endsWith('_test.go') && place.inModule,
        files: new Set([file]),
        ...(goarch.length > 1 && { urgency: 'background' as const }),
      },
      stop.signal,
    );
    const isAll = goarch.length > 1 || layouts.structs.every(struct => bestOrderOf(struct) === null);
    return { text, layouts, isJudged: isAll };
  }

  function whole(memory: Memory): Promise<FileLayouts> {
    if (!memory.all) {
      const { file, text, stop } = memory;
      const goarch = judgedArchitectures('', settings().goarch);
      memory.all = run({ file, text, goarch, stop });
      memory.all.then(
        found => take(memory, found),
        () => (memory.all = null),
      );
    }
    return memory.all;
  }

  /** Nobody waits: after a moment, in the background. */
  function ask(file: string, text: string): void {
    const before = waiting.get(file);
    if (before?.text === text) return;
    before?.callOff();
    const callOff = clock.after(answers.has(file) ? rest : 0, () => {
      waiting.delete(file);
      if (openTexts().get(file) !== text) return;
      const memory = memoryOf(file, text);
      memory.own
        .then(found => (found.isJudged ? found : whole(memory)))
        .catch((error: unknown) => {
          if (!isAbort(error)) log.error(`${file}: ${String(error)}`);
        });
    });
    waiting.set(file, { text, callOff });
  }

  function forget(): void {
    for (const { stop } of memories.values()) stop.abort();
    memories.clear();
  }

  return {
    known(file) {
      const text = openTexts().get(file);
      const answer = answers.get(file) ?? null;
      const memory = memories.get(file);
      const isCurrent = memory !== undefined && isSame(memory.key, keyOf());
      if (text !== undefined && text.includes('struct') && !(isCurrent && (memory.latest?.isJudged ?? true)))
        ask(file, text);
      const latest = isCurrent ? memory.latest : null;
      return answer && latest && latest !== answer ? confirmedBy(latest, answer) : answer;
    },
    async measure(file, signal) {
      const text = openTexts().get(file);
      if (text === undefined) return null;
      const memory = memoryOf(file, text);
      return untilAborted(memory.latest ? Promise.resolve(memory.latest) : memory.own, signal);
    },
    async judge(file, signal) {
      const text = openTexts().get(file);
      return text === undefined ? null : untilAborted(whole(memoryOf(file, text)), signal);
    },
    close(file) {
      memories.get(file)?.stop.abort();
      memories.delete(file);
      answers.delete(file);
      waiting.get(file)?.callOff();
      waiting.delete(file);
    },
    forget,
    dispose() {
      for (const { callOff } of waiting.values()) callOff();
      forget();
    },
  };
}

interface Asked {
  readonly file: string;
  readonly text: string;
  readonly goarch: readonly string[];
  readonly stop: AbortController;
}

/** Without what the present text has otherwise, or what nothing is known of any more. */
function confirmedBy({ layouts: { structs } }: FileLayouts, answer: FileLayouts): FileLayouts {
  const sizes = new Set(structs.map(({ name, on }) => `${name} ${on[0]!.placed.size}`));
  const kept = answer.layouts.structs.filter(({ name, on }) => sizes.has(`${name} ${on[0]!.placed.size}`));
  return { ...answer, layouts: { ...answer.layouts, structs: kept } };
}

/** The struct in the present text: by its name and its declaration, which are as they were. */
export function stillTrue({ text, layouts }: FileLayouts, present: string): readonly MeasuredStruct[] {
  if (text === present) return layouts.structs;
  return layouts.structs.filter(({ declaration: { declaration } }) =>
    present.includes(text.slice(declaration.start, declaration.end)),
  );
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
