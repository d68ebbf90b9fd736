// What each refactoring is to the editor and to the command line: it says what it offers at a place, and makes the edit once somebody
// takes the offer. The edit has been compiled before it is handed out (proof.ts).
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import type { Offer, Resolution } from '#core/refactor/offer';
import type { PutStyle } from '#core/refactor/pool/putPlace';
import type { Range } from '#core/text/position';
import type { Clock, Compiler, Disk, Formatter, GoSettings, Log, PackageFinder, PackageLister } from '../ports';
import type { Trees } from '../trees';

export interface RefactoringParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly lister: PackageLister;
  readonly formatter: Formatter;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
  readonly settings: () => RefactoringSettings;
  /** Absolute path → text of every file that is open in the editor: what is compiled instead of the disk's. */
  readonly openTexts: () => ReadonlyMap<string, string>;
  /** What escape analysis last said about an open file's present text; [] where it has not spoken. */
  readonly findings: (file: string) => readonly Finding[];
}

export interface RefactoringSettings {
  readonly go: GoSettings;
  /** `layout.goarch`: architectures that a reorder is judged for besides the build's own. */
  readonly goarch: readonly string[];
  /** `pool.put`: where a value is given back to its pool. */
  readonly poolPut: PutStyle;
}

/** Where a reader asks what can be done. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly range: Range;
}

export interface Refactoring {
  /** The kinds of code action that it may offer, so that an editor's filter need not ask it for nothing. */
  readonly kinds: readonly string[];
  /** Rejects only with the signal's AbortError. */
  offers(place: Place, signal: AbortSignal): Promise<readonly Offer[]>;
  /** `data` is an offer's, perhaps of an older text, and may come from anywhere: validated. Rejects only with the signal's AbortError. */
  resolve(place: Pick<Place, 'file' | 'text'>, data: unknown, signal: AbortSignal): Promise<Resolution>;
}

export type CreateRefactoring = (parts: RefactoringParts) => Refactoring;
