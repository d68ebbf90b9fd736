// The one owner of parse trees. A tree is parsed when somebody asks for a text, kept for the next question about the same text,
// used again for the next text of the same file, and deleted when it is pushed out: its memory is outside JavaScript's heap.
import { LRUCache } from 'lru-cache';
import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import { createLineIndex, type LineIndex } from '#core/text/lineIndex';

/** A parsed text. Valid until the next call of `parse` or `forget`: use it at once, keep nothing of it. */
export interface ParsedFile {
  /** Null where the text is no Go worth a tree: larger than 4 MiB, or so odd that reading it takes too long. */
  readonly tree: Tree | null;
  readonly lines: LineIndex;
}

export interface Trees {
  /** `key` names the file; the tree known for it is updated where the text has changed. The same text: the same tree. */
  parse(key: string, text: string): ParsedFile;
  forget(key: string): void;
  dispose(): void;
}

export interface Grammar {
  /** The bytes of web-tree-sitter.wasm. */
  readonly engine: Uint8Array;
  /** The bytes of tree-sitter-go.wasm. */
  readonly go: Uint8Array;
}

/** UTF-16 units. Generated data, for which a line is place enough. */
const largestText = 4 * 1024 * 1024;

export interface TreesOptions {
  /** More are not kept; what was not asked for the longest time goes first. */
  readonly maxTrees?: number;
  /** Milliseconds, after which a parse is given up: nobody else is served meanwhile. Hand-written files take a hundredth. */
  readonly longestParse?: number;
}

export async function createTrees(
  { engine, go }: Grammar,
  { maxTrees = 50, longestParse = 1_000 }: TreesOptions = {},
): Promise<Trees> {
  await Parser.init({ wasmBinary: engine });
  const parser = new Parser();
  parser.setLanguage(await Language.load(go));
  const known = new LRUCache<string, ParsedFile>({
    max: maxTrees,
    // An update hands the old tree to the parser first and deletes it itself.
    noDisposeOnSet: true,
    dispose: ({ tree }) => tree?.delete(),
  });

  function parseText(text: string, old: Tree | null): Tree | null {
    if (text.length > largestText) return null;
    const started = performance.now();
    const tree = parser.parse(text, old, { progressCallback: () => performance.now() - started > longestParse });
    // Else the next text would be read from where this one was given up.
    if (!tree) parser.reset();
    return tree;
  }

  return {
    parse(key, text) {
      const before = known.get(key);
      if (before?.lines.text === text) return before;
      const lines = createLineIndex(text);
      const old = before?.tree ?? null;
      if (before && old) old.edit(editBetween(before.lines, lines));
      const parsed = { tree: parseText(text, old), lines };
      known.set(key, parsed);
      old?.delete();
      return parsed;
    },
    forget: key => void known.delete(key),
    dispose() {
      known.clear();
      parser.delete();
    },
  };
}

/** The one change between two texts: what is neither their common beginning nor their common end. */
function editBetween(before: LineIndex, after: LineIndex): Edit {
  const [a, b] = [before.text, after.text];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < most - start && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  const point = (lines: LineIndex, offset: number): { row: number; column: number } => {
    const { line, character } = lines.positionAt(offset);
    return { row: line, column: character };
  };
  return new Edit({
    startIndex: start,
    oldEndIndex: a.length - tail,
    newEndIndex: b.length - tail,
    startPosition: point(before, start),
    oldEndPosition: point(before, a.length - tail),
    newEndPosition: point(after, b.length - tail),
  });
}
