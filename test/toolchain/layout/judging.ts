// Hazards of every struct in a folder, as the real compiler and the syntax trees say.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { english } from '#core/messages/translate';
import { structsOf } from '#core/syntax/structs';
import { hazardReports, type HazardReport, type HazardStruct } from '#server/analysis/hazards';
import { type CompileRequest, type ListedPackage } from '#server/analysis/ports';
import { createTrees } from '#server/analysis/trees';
import { machineDisk } from '#server/host';
import { defaultSettings, makeCompiler } from '../go/compiling';

const wasm = (name: string): Uint8Array => readFileSync(`node_modules/${name}`);

export interface Judged {
  /** `T`, and its report: with the package's folder before it (`wire.frame`). */
  readonly reports: ReadonlyMap<string, HazardReport>;
  readonly structs: ReadonlyMap<string, HazardStruct>;
  readonly packages: readonly ListedPackage[];
  readonly seconds: { readonly bare: number; readonly judging: number };
}

export interface JudgeOptions {
  readonly patterns?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly overlay?: ReadonlyMap<string, string>;
  /** Which structs; all where it is left out. The name is as in the reports. */
  readonly only?: (name: string) => boolean;
  readonly order?: (struct: HazardStruct, name: string) => Promise<HazardStruct['order']> | undefined;
}

/** Ends with the process. */
export const sharedTrees = createTrees(
  { engine: wasm('web-tree-sitter/web-tree-sitter.wasm'), go: wasm('tree-sitter-go/tree-sitter-go.wasm') },
  { maxTrees: 500 },
);

export async function judgeFolder(directory: string, options: JudgeOptions = {}): Promise<Judged> {
  const trees = await sharedTrees;
  const compiler = makeCompiler();
  const { signal } = new AbortController();
  const request: CompileRequest = {
    directory,
    patterns: options.patterns ?? ['./...'],
    tests: true,
    overlay: options.overlay ?? new Map(),
    settings: { ...defaultSettings, env: options.env ?? {} },
    ask: { words: 'verdicts', debug: [] },
  };
  const textOf = async (file: string): Promise<string | null> => request.overlay.get(file) ?? machineDisk.read(file);
  const started = performance.now();
  const { packages, problem } = await compiler.compile(request, () => undefined, signal);
  if (problem) throw new Error(JSON.stringify(problem));
  const bare = (performance.now() - started) / 1000;

  const structs = new Map<string, HazardStruct>();
  for (const { files, directory: folder } of packages) {
    for (const file of files) {
      const text = await textOf(file);
      if (text === null || path.dirname(file) !== folder) continue;
      for (const { name, nameSpan } of structsOf({ ...trees.parse(file, text), path: file })) {
        const full = `${path.relative(directory, folder) || '.'}.${name}`;
        if (options.only && !options.only(full)) continue;
        const struct: HazardStruct = { key: full, file, nameStart: nameSpan.start };
        const order = await options.order?.(struct, full);
        structs.set(full, order ? { ...struct, order } : struct);
      }
    }
  }
  const begun = performance.now();
  const reports = await hazardReports(
    { compiler, trees, disk: machineDisk, textOf, t: english },
    { request, packages, structs: [...structs.values()] },
    signal,
  );
  const judging = (performance.now() - begun) / 1000;
  return { reports, structs, packages, seconds: { bare, judging } };
}
