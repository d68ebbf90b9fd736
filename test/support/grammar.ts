// The trees of the server, with the grammar from node_modules.
import { readFileSync } from 'node:fs';
import { createTrees, type Trees } from '#server/analysis/trees';

export function testTrees(): Promise<Trees> {
  return createTrees({
    engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
  });
}
