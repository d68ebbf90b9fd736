// A pool study by the real compiler of the files in a folder.
import { readFileSync } from 'node:fs';
import { createTrees, type Trees } from '#server/analysis/trees';
import { createPoolStudy, type PoolStudy } from '#server/analysis/refactor/poolStudy';
import { machineDisk } from '#server/host';
import { defaultSettings, makeCompiler } from '../go/compiling';

export interface Pools {
  readonly trees: Trees;
  readonly study: PoolStudy;
}

export async function openPools(): Promise<Pools> {
  const trees = await createTrees({
    engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
  });
  const settings = { go: defaultSettings, goarch: [] };
  const compiler = makeCompiler();
  const study = createPoolStudy({
    compiler,
    trees,
    disk: machineDisk,
    openTexts: () => new Map(),
    settings: () => settings,
  });
  return { trees, study };
}
