// A struct that is judged: its declaration, and what is known of its place.
import type { StructDeclaration } from '#core/syntax/structs';
import type { FileFacts } from './fileFacts';

export interface Subject {
  /** The caller's name for it, unique. */
  readonly key: string;
  readonly importPath: string;
  readonly packageName: string;
  readonly facts: FileFacts;
  readonly struct: StructDeclaration;
}

/** 1-based line of an offset. */
export function lineOf({ text }: Pick<FileFacts, 'text'>, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
