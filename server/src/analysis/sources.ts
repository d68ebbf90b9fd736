// What one compile asks the syntax trees of its files: where a subject stands, what a callee's first name is, what shows that a value never
// allocates. Each question is answered once: several values that are passed to one call ask for the same, and the test variant of a package asks
// for all of it again.
import type { Finding } from '#core/escape/finding';
import type { FindingContext } from '#core/escape/findings';
import { locateOperand, locateSite, type LocatedFile } from '#core/syntax/locate';
import type { Operand } from '#core/syntax/operand';
import { isOnlyPackageName } from '#core/syntax/packageName';
import type { Site } from '#core/syntax/site';
import { locateStaticHint, type StaticHint } from '#core/syntax/staticHint';
import type { Trees } from './trees';

export interface Sources {
  /** Reads a text, once; the answers about a file that was not read are null. */
  read(file: string): Promise<void>;
  /**
   * Makes the tree of a text that was read, and asks it what will be asked about the `expected` findings, if there is a moment: nobody waits
   * for it.
   */
  prepare(file: string, expected: readonly Finding[], signal: AbortSignal): void;
  /** A file with its tree, valid until the next question; null where it was not read. */
  readonly located: (file: string) => LocatedFile | null;
  readonly site: NonNullable<FindingContext['site']>;
  readonly operand: NonNullable<FindingContext['operand']>;
  readonly isPackageName: NonNullable<FindingContext['isPackageName']>;
  readonly staticHint: NonNullable<FindingContext['staticHint']>;
}

/** So few questions that the compiler's lines are read as they come. */
const preparedAtOnce = 4;

export function createSources(trees: Trees, textOf: (file: string) => Promise<string | null>): Sources {
  const texts = new Map<string, string | null>();
  const sites = new Map<string, Site>();
  const operands = new Map<string, Operand>();
  const packageNames = new Map<string, boolean>();
  const hints = new Map<string, StaticHint | null>();
  const located = (file: string): LocatedFile | null => {
    const text = texts.get(file) ?? null;
    return text === null ? null : { ...trees.parse(file, text), path: file };
  };
  const site: Sources['site'] = (file, query) => {
    if ((texts.get(file) ?? null) === null) return null;
    const key = `${file}\n${query.line}:${query.column} ${query.kind} ${query.subject}`;
    let found = sites.get(key);
    if (!found) sites.set(key, (found = locateSite(located(file)!, query)));
    return found;
  };
  const staticHint: Sources['staticHint'] = (file, query) => {
    if ((texts.get(file) ?? null) === null) return null;
    const key = `${file}\n${query.line}:${query.column} ${query.subject}`;
    let found = hints.get(key);
    if (found === undefined) hints.set(key, (found = locateStaticHint(located(file)!, query)));
    return found;
  };
  return {
    located,
    async read(file) {
      if (!texts.has(file)) texts.set(file, await textOf(file));
    },
    prepare(file, expected, signal) {
      const queries = expected
        .filter(finding => finding.file === file && (finding.code === 'escapes' || finding.code === 'escapes-static'))
        .map(({ line, column, subject }) => ({ line, column, subject, kind: 'expression' as const }));
      const goOn = (from: number): void =>
        void setImmediate(() => {
          if (signal.aborted || !located(file)) return;
          const to = from + preparedAtOnce;
          for (const query of queries.slice(from, to)) {
            site(file, query);
            staticHint(file, query);
          }
          if (to < queries.length) goOn(to);
        });
      goOn(0);
    },
    site,
    operand(file, query) {
      if ((texts.get(file) ?? null) === null) return null;
      const key = `${file}\n${query.line}:${query.column} ${query.callee}`;
      let found = operands.get(key);
      if (found === undefined) operands.set(key, (found = locateOperand(located(file)!, query)));
      return found;
    },
    isPackageName(file, name) {
      const key = `${name} ${file}`;
      let isOnly = packageNames.get(key);
      if (isOnly === undefined) packageNames.set(key, (isOnly = isOnlyPackageName(texts.get(file) ?? '', name)));
      return isOnly;
    },
    staticHint,
  };
}
