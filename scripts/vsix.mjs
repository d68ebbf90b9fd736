// Makes the VSIX: what ships is gathered in a folder of its own (production bundles, manifest, pictures, texts, notices),
// so that neither dist/ nor anything else of a developer's is touched; the result is checked against a list.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { notices } from './notices.mjs';
import { bin, root, run } from './project.mjs';

const limit = 2_000_000;
const texts = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];
const folders = ['l10n', 'media', 'syntaxes'];

/** What may be in the VSIX, below `extension/`; vsce renames README.md and LICENSE. */
const allowed = [
  /^dist\/[\w.-]+\.(js|wasm)$/,
  /^dist\/webview\/\w+\.(js|css)$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^(l10n|media|syntaxes)\/[\w./-]+$/,
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(readme\.md|changelog\.md|LICENSE\.txt)$/,
];
const required = ['package.json', 'LICENSE.txt', 'dist/extension.js', 'dist/server.js', 'dist/THIRD-PARTY-NOTICES.txt'];

/**
 * Builds and packages. Throws with the reason where that fails or the contents are not what they should be.
 * @param {string} [file] where to; default: escapement-<version>.vsix in the root
 * @returns {Promise<{ file: string, size: number, entries: number }>}
 */
export async function makeVsix(file) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const target = path.resolve(root, file ?? `escapement-${version}.vsix`);
  const stage = path.join(root, '.cache', `package-${process.pid}`);
  const removeStage = () => rmSync(stage, { recursive: true, force: true });
  removeStage();
  process.once('exit', removeStage);
  mkdirSync(stage, { recursive: true });
  mkdirSync(path.dirname(target), { recursive: true });
  try {
    await gather(stage);
    rmSync(target, { force: true });
    await pack(stage, target);
    return check(target);
  } finally {
    removeStage();
  }
}

async function gather(stage) {
  const sources = `${stage}.json`;
  try {
    const build = ['esbuild.mjs', '--production', `--outdir=${stage}/dist`, `--sources=${sources}`];
    const { ok, output } = await run(process.execPath, build, { quiet: true });
    if (!ok) throw new Error(`the build failed:\n${output}`);
    const bundled = JSON.parse(readFileSync(sources, 'utf8'));
    writeFileSync(path.join(stage, 'dist', 'THIRD-PARTY-NOTICES.txt'), notices(bundled));
  } finally {
    rmSync(sources, { force: true });
  }
  const manifests = readdirSync(root).filter(name => /^package\.nls(\.[\w-]+)?\.json$/.test(name));
  for (const name of [...texts, ...manifests, ...folders]) {
    const from = path.join(root, name);
    if (existsSync(from)) cpSync(from, path.join(stage, name), { recursive: true });
  }
}

async function pack(stage, target) {
  const args = [
    bin('@vscode/vsce', 'vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--out',
    target,
  ];
  const { ok, output } = await run(process.execPath, args, { quiet: true, cwd: stage });
  if (!ok) throw new Error(`vsce failed:\n${output}`);
}

function check(file) {
  const names = entriesOf(readFileSync(file));
  const inside = names.filter(name => name.startsWith('extension/')).map(name => name.slice('extension/'.length));
  const strangers = inside.filter(name => !allowed.some(pattern => pattern.test(name)));
  const missing = required.filter(name => !inside.includes(name));
  const { size } = statSync(file);
  const faults = [
    ...strangers.map(name => `does not belong in the VSIX: ${name}`),
    ...missing.map(name => `is missing in the VSIX: ${name}`),
    ...(size > limit ? [`the VSIX has ${size} bytes, the limit is ${limit}`] : []),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { file, size, entries: inside.length };
}

/** The names in a zip file's central directory: 46 bytes, of which 28-33 are three lengths, then the name. */
function entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const names = [];
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50;) {
    const [name, extra, comment] = [28, 30, 32].map(field => zip.readUInt16LE(at + field));
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
