// What the layout view shows, in plain data: from the language server to the client (a request of our own), and on to its page.
import { isCount, isEmpty, isFlag, isListOf, isNullOr, isRecord, isTagged, isText, isWords, type Check } from './check';

/** Request, client → server: {@link LayoutParams}; answers a {@link LayoutModel}, or null where there is no struct. */
export const layoutRequest = 'escapement/layout';

/** The client's command that opens the view; its argument is a {@link LayoutParams}. */
export const showLayoutCommand = 'escapement.showLayout';

/** By its name, or, where that is null, the one whose declaration holds the line. */
export interface LayoutParams {
  readonly uri: string;
  readonly name: string | null;
  /** 0-based. */
  readonly line: number;
  /** For the answer to hold all architectures; else it is the build's own that is told at once, and others where they are known. */
  readonly wait: boolean;
}

export interface LayoutModel {
  readonly name: string;
  /** 0-based, of the type's name. */
  readonly line: number;
  readonly architectures: readonly LayoutOnOne[];
  /** Why nothing is known, or not for all architectures yet; '' where all is. */
  readonly note: string;
}

export interface LayoutOnOne {
  readonly goarch: string;
  /** Bytes. */
  readonly cacheLine: number;
  readonly today: LayoutDrawing;
  /** Null where today's order is the best. */
  readonly best: LayoutDrawing | null;
}

export interface LayoutDrawing {
  readonly size: number;
  /** `size 40, alignment 8, …` */
  readonly summary: string;
  readonly fields: readonly DrawnField[];
}

export interface DrawnField {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly paddingAfter: number;
  /** 0-based, where it is declared. */
  readonly line: number;
}

export type ToLayoutPage =
  | { readonly kind: 'words'; readonly language: string; readonly words: Readonly<Record<string, string>> }
  | { readonly kind: 'layout'; readonly model: LayoutModel }
  /** There is nothing to show (any more). */
  | { readonly kind: 'nothing'; readonly text: string };

export type FromLayoutPage =
  | { readonly kind: 'ready' }
  /** 0-based. */
  | { readonly kind: 'reveal'; readonly line: number };

const isName = isText(10_000);
const isBytes: Check<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isField = isRecord<DrawnField>({
  name: isName,
  type: isName,
  offset: isBytes,
  size: isBytes,
  paddingAfter: isBytes,
  line: isCount,
});
const isDrawing = isRecord<LayoutDrawing>({ size: isBytes, summary: isName, fields: isListOf(isField, 10_000) });
const isOnOne = isRecord<LayoutOnOne>({
  goarch: isText(100),
  cacheLine: isCount,
  today: isDrawing,
  best: isNullOr(isDrawing),
});
export const isLayoutModel = isRecord<LayoutModel>({
  name: isName,
  line: isCount,
  architectures: isListOf(isOnOne, 100),
  note: isName,
});
export const isToLayoutPage = isTagged<ToLayoutPage>({
  words: isRecord({ language: isText(100), words: isWords }),
  layout: isRecord({ model: isLayoutModel }),
  nothing: isRecord({ text: isName }),
});
export const isFromLayoutPage = isTagged<FromLayoutPage>({ ready: isEmpty, reveal: isRecord({ line: isCount }) });
export const isLayoutParams = isRecord<LayoutParams>({
  uri: isName,
  name: isNullOr(isName),
  line: isCount,
  wait: isFlag,
});
