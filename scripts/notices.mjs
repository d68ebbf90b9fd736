// The licences of the npm packages whose code is in our bundles, as a text that goes into the VSIX.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

/**
 * @param {readonly string[]} sources the bundled files, relative to the root (from `esbuild.mjs --sources`)
 * @returns {string} Throws when a package's licence cannot be found.
 */
export function notices(sources) {
  const folders = [...new Set(sources.map(packageFolder).filter(folder => folder !== undefined))].sort();
  const head = `Escapement contains code of the following ${folders.length} packages.\n`;
  return [head, ...folders.map(notice)].join(`\n${'-'.repeat(80)}\n\n`);
}

/** "node_modules/a/node_modules/@b/c/lib/x.js" → "node_modules/a/node_modules/@b/c" */
function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function notice(folder) {
  const absolute = path.join(root, folder);
  const { name, version, license, homepage } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
  const texts = readdirSync(absolute)
    .filter(file => /^(licen[cs]e|copying|notice|third-?party-?notices)(\.(md|txt))?$/i.test(file))
    .map(file => readFileSync(path.join(absolute, file), 'utf8').trim());
  if (texts.length === 0 && typeof license !== 'string') throw new Error(`no licence found for ${folder}`);
  const title = `${name} ${version}${typeof license === 'string' ? ` (${license})` : ''}`;
  return `${[title, homepage].filter(Boolean).join('\n')}\n\n${texts.join('\n\n') || `Licensed under ${license}.`}\n`;
}
