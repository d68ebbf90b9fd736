// One table of bundles: what is built from what.
// `node esbuild.mjs [--watch] [--production] [--outdir=FOLDER] [--sources=FILE]`
// Everything lands in dist/ (or FOLDER); the VSIX takes dist/*.js and dist/*.wasm, never dist/test/. FILE gets the list
// of the bundled sources, from which the third-party notices are written.
import { build, context } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const option = name => process.argv.find(arg => arg.startsWith(`${name}=`))?.slice(name.length + 1);
const dist = option('--outdir') ?? 'dist';
const sources = option('--sources');

// web-tree-sitter asks import.meta.url where it lies, which a CommonJS bundle does not have.
const importMetaUrl = {
  define: { 'import.meta.url': '__importMetaUrl' },
  banner: { js: 'const __importMetaUrl = require("url").pathToFileURL(__filename).href;' },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  sourcemap: production ? false : 'linked',
  minify: production,
};

const inBrowser = { platform: 'browser', format: 'iife', target: 'chrome120' };

/** Every file below `folder` that ends with one of `endings`, relative to the root. */
function filesBelow(folder, ...endings) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter(name => endings.some(ending => name.endsWith(ending)))
    .map(name => path.join(folder, name));
}

const bundles = [
  { ...shared, entryPoints: ['client/src/extension.ts'], outfile: `${dist}/extension.js`, external: ['vscode'] },
  // What only profiles need, loaded with the first one; and the thread that decodes them.
  { ...shared, entryPoints: ['client/src/profile/main.ts'], outfile: `${dist}/profile.js`, external: ['vscode'] },
  { ...shared, entryPoints: ['client/src/profile/worker.ts'], outfile: `${dist}/profileWorker.js` },
  { ...shared, ...importMetaUrl, entryPoints: ['server/src/main.ts'], outfile: `${dist}/server.js` },
  {
    ...shared,
    ...importMetaUrl,
    entryPoints: ['server/src/cliMain.ts'],
    outfile: `${dist}/cli.js`,
    banner: { js: `#!/usr/bin/env node\n${importMetaUrl.banner.js}` },
  },
  // Pages that run in a webview: a script and a style sheet for each folder with a main.ts.
  {
    ...shared,
    ...inBrowser,
    entryPoints: filesBelow('client/webview', '/main.ts', '/page.css').map(file => ({
      in: file,
      out: path.basename(path.dirname(file)),
    })),
    outdir: `${dist}/webview`,
  },
];
const testBundles = [
  {
    ...shared,
    ...importMetaUrl,
    entryPoints: ['core', 'toolchain', 'lsp'].flatMap(suite => filesBelow(`test/${suite}`, '.test.ts')),
    outdir: `${dist}/test`,
    outbase: 'test',
    packages: 'external',
  },
  // Pages of webviews alone in a browser, and what stands in for the editor there.
  {
    ...shared,
    entryPoints: filesBelow('test/webview', '.test.ts'),
    outdir: `${dist}/test/webview`,
    outbase: 'test/webview',
    packages: 'external',
  },
  {
    ...shared,
    ...inBrowser,
    entryPoints: filesBelow('test/webview/page', '.ts'),
    outdir: `${dist}/test/webview/page`,
  },
  // The suite that runs inside the extension host: one bundle, so that only `vscode` and `mocha` are looked up there.
  {
    ...shared,
    entryPoints: ['test/editor/suite/index.ts'],
    outfile: `${dist}/test/editor/index.js`,
    external: ['vscode', 'mocha'],
  },
  // The checks that drive the editor from outside with Playwright.
  {
    ...shared,
    entryPoints: filesBelow('test/editor/outside', '.test.ts'),
    outdir: `${dist}/test/editor/outside`,
    outbase: 'test/editor/outside',
    packages: 'external',
  },
];

const wasm = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-go/tree-sitter-go.wasm'];

rmSync(path.resolve(root, dist), { recursive: true, force: true });
mkdirSync(path.resolve(root, dist), { recursive: true });
for (const file of wasm) {
  copyFileSync(path.join(root, 'node_modules', file), path.resolve(root, dist, path.basename(file)));
}
const wanted = [...bundles, ...(production ? [] : testBundles)].filter(({ entryPoints }) =>
  entryPoints.some(file => existsSync(path.join(root, file.in ?? file))),
);
if (watch) {
  for (const options of wanted) await (await context(options)).watch();
  console.log('watching');
} else {
  const results = await Promise.all(wanted.map(options => build({ ...options, metafile: sources !== undefined })));
  const inputs = results.flatMap(result => Object.keys(result.metafile?.inputs ?? {}));
  const copied = wasm.map(file => `node_modules/${file}`);
  if (sources) writeFileSync(sources, JSON.stringify([...new Set([...inputs, ...copied])], null, 2));
}
