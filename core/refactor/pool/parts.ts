// What a candidate becomes: the statements in its place, and the declarations behind its function.
export interface Parts {
  /** Instead of the statement; with a literal what stands before it. */
  readonly first: string;
  readonly next: readonly string[];
  /** Where it is given back. */
  readonly put: readonly string[];
  readonly declarations: readonly string[];
}
