// What passes between a profile's panel (a web page), the extension, and the worker that holds the decoded profile. The page asks
// for what it is about to draw; the answers are columns of numbers and the few names in them. Both sides check what arrives
// (profileViewChecks).
//
//   page ──ToHost──▶ extension ──Question──▶ worker (core/profile/answer)
//   page ◀──ToPanel── extension ◀──Answer── worker

/** Expressions as `go tool pprof` takes them; '' is none. */
export interface Filters {
  readonly focus: string;
  readonly ignore: string;
  readonly hide: string;
  readonly show: string;
  readonly showFrom: string;
}

export interface LabelValue {
  readonly key: string;
  readonly value: string;
}

/** How a second profile is set against this one. */
export interface Comparing {
  readonly by: 'absolute' | 'total' | 'operation';
  /** How often each benchmark ran; of use with `operation` only. */
  readonly operations: number;
  readonly baseOperations: number;
}

/** Which part of the profile all views show. */
export interface Scope {
  /** Index into {@link Facts.sampleTypes}. */
  readonly sampleType: number;
  readonly filters: Filters;
  /** Samples that carry all of these. */
  readonly labels: readonly LabelValue[];
  /** The values of this label are the outermost boxes; '' for none. */
  readonly groupBy: string;
  /** False: inlined calls count as the function that they were inlined into. */
  readonly inlined: boolean;
  readonly comparing: Comparing;
}

/** A frame: `2 × name + 1` for an inlined call, `2 × name` else; `name` counts the function names of the profile. */
export type Frame = number;

/** Boxes below one root: the whole profile, or what calls or is called by one function, all its occurrences together. */
export type Root =
  | { readonly kind: 'whole' }
  | { readonly kind: 'callers'; readonly name: number }
  | { readonly kind: 'callees'; readonly name: number };

/** A stretch of the picture's width, in the unit of the samples' values. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Question =
  | {
      readonly kind: 'flame';
      readonly scope: Scope;
      readonly root: Root;
      readonly order: 'value' | 'name';
      /** Device pixels; boxes of less than half a pixel are not made. */
      readonly width: number;
      /** The part that is looked at; null: what `zoom` names. */
      readonly span: Span | null;
      /** From the root down to the box that fills the width; empty: the whole. */
      readonly zoom: readonly Frame[];
    }
  | { readonly kind: 'search'; readonly scope: Scope; readonly text: string; readonly expression: boolean }
  | {
      readonly kind: 'table';
      readonly scope: Scope;
      readonly sort: TableSort;
      readonly descending: boolean;
      /** Only functions whose name holds this, or matches it. */
      readonly text: string;
      readonly expression: boolean;
      readonly first: number;
      readonly count: number;
    }
  | {
      readonly kind: 'tree';
      readonly scope: Scope;
      /** Whose children; empty: the outermost functions. */
      readonly path: readonly Frame[];
      readonly first: number;
      readonly count: number;
    }
  | {
      /** Where in the source the cost of a function, or of one box, lies. */
      readonly kind: 'source';
      readonly scope: Scope;
      readonly name: number;
      readonly path: readonly Frame[];
    };

export type TableSort = 'flat' | 'cum' | 'name';

/** Functions that an answer speaks of. A row or box names one by its place in these lists. */
export interface Names {
  /** Each one's number among the function names of the profile: what a {@link Frame} is made of. */
  readonly ids: Int32Array;
  readonly texts: readonly string[];
  readonly files: readonly string[];
  /** Where the function begins; 0: unknown. */
  readonly lines: Int32Array;
  /** {@link PackageClass} by its number. */
  readonly classes: Uint8Array;
}

/** Whose code a function is. */
export const packageClasses = ['own', 'dependency', 'standard', 'runtime', 'unknown'] as const;
export type PackageClass = (typeof packageClasses)[number];

/**
 * Boxes, level by level, from left to right; a box's children come after it. Values are in the unit of the sample type.
 * ```
 *   depth 0   root────────────────────────────┐
 *   depth 1   a────────────┐b────────┐ (self) │
 *   depth 2   c────┐ (self)│rest─┐   │
 * ```
 */
export interface Picture {
  readonly depth: Int32Array;
  readonly parent: Int32Array;
  /** Into {@link Names}; -1: the root, or several boxes too narrow to be drawn, as one ({@link merged} of them). */
  readonly name: Int32Array;
  /** 1: the call was inlined. */
  readonly inlined: Uint8Array;
  readonly merged: Int32Array;
  /** Left edge and width. */
  readonly x: Float64Array;
  readonly size: Float64Array;
  /** The box's value; other than its width where values are negative or two profiles are compared. */
  readonly value: Float64Array;
  /** What of the value no child has. */
  readonly self: Float64Array;
  /** The value in the profile that is compared with, scaled; null where there is none. */
  readonly base: Float64Array | null;
}

export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

export interface Mapping {
  readonly file: string;
  readonly buildId: string;
}

export interface LabelKey {
  readonly key: string;
  /** The first few hundred. */
  readonly values: readonly string[];
  readonly moreValues: number;
}

/** What is known of a profile beside its stacks. */
export interface Facts {
  readonly sampleTypes: readonly SampleType[];
  readonly defaultType: number;
  /** Sum of the absolute values for each sample type, before any filter. */
  readonly totals: readonly number[];
  /** Decimal: they do not fit a number. '0': unknown. */
  readonly timeNanos: string;
  readonly durationNanos: string;
  readonly period: number;
  readonly periodType: SampleType;
  readonly samples: number;
  readonly functions: number;
  readonly locations: number;
  readonly comments: readonly string[];
  readonly docUrl: string;
  readonly mappings: readonly Mapping[];
  readonly labels: readonly LabelKey[];
  /** Some sum is beyond 2^53: the last digits of what is shown are rounded. */
  readonly rounded: boolean;
}

export type Answer =
  | {
      readonly kind: 'flame';
      readonly picture: Picture;
      readonly names: Names;
      /** The value of everything before filters, and of what they leave. */
      readonly total: number;
      readonly shown: number;
      /** Sums of the profile that is compared with; null where there is none. */
      readonly baseShown: number | null;
      /** The part that the picture was made for. */
      readonly span: Span;
      /** The zoom that was found; shorter than asked where the rest is not there any more. */
      readonly zoom: readonly Frame[];
    }
  | {
      readonly kind: 'search';
      /** Function names that match, in rising order. */
      readonly names: Int32Array;
      /** Of the stacks in which at least one function matches, each counted once. */
      readonly value: number;
      readonly shown: number;
    }
  | {
      readonly kind: 'table';
      /** One for each row. */
      readonly names: Names;
      readonly flat: Float64Array;
      readonly cum: Float64Array;
      readonly baseFlat: Float64Array | null;
      readonly baseCum: Float64Array | null;
      readonly first: number;
      /** Of all rows, not only of these. */
      readonly rows: number;
      readonly total: number;
      readonly shown: number;
    }
  | {
      readonly kind: 'tree';
      /** Into {@link names}: a function may be two rows, inlined and not. */
      readonly name: Int32Array;
      readonly names: Names;
      readonly inlined: Uint8Array;
      readonly value: Float64Array;
      readonly self: Float64Array;
      readonly base: Float64Array | null;
      /** How many different functions each calls. */
      readonly children: Int32Array;
      readonly first: number;
      readonly rows: number;
      readonly total: number;
      readonly shown: number;
    }
  | {
      readonly kind: 'source';
      readonly function: string;
      readonly file: string;
      /** The line that costs most; 0: unknown. */
      readonly line: number;
      readonly startLine: number;
    }
  /** It cannot be answered: an expression that is not one, a function that is not there. One sentence for a person. */
  | { readonly kind: 'problem'; readonly field: keyof Filters | 'search' | ''; readonly text: string };

/** From the page to the extension. */
export type ToHost =
  /** The page is there, and knows nothing yet. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'goToSource'; readonly function: string; readonly file: string; readonly line: number }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'showInCode'; readonly on: boolean; readonly scope: Scope }
  | { readonly kind: 'compare' }
  /** `address`: the URI of a file that was dropped on the page. */
  | { readonly kind: 'compareWith'; readonly address: string }
  | { readonly kind: 'stopComparing' }
  | { readonly kind: 'reload' }
  | { readonly kind: 'reopen'; readonly as: 'text' | 'binary' };

/** What helps where a file is not shown: look at it as what it is, or read it again. */
export type Reopen = 'text' | 'binary' | 'reload';

/** From the extension to the page. */
export type ToPanel =
  /** The user's language, first of all; English is the key. */
  | { readonly kind: 'words'; readonly language: string; readonly words: Readonly<Record<string, string>> }
  | { readonly kind: 'opening'; readonly name: string; readonly bytes: number }
  | {
      readonly kind: 'opened';
      readonly name: string;
      readonly facts: Facts;
      readonly baseName: string | null;
      /** How often the benchmarks ran, where the extension knows; 0 else. */
      readonly operations: number;
      readonly baseOperations: number;
    }
  | { readonly kind: 'failed'; readonly text: string; readonly reopen: Reopen }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** The file is another one now. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'inCode'; readonly on: boolean };
