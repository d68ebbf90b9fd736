// Where the project lies. The bed's code is bundled to several places (dist/, .cache/), so it cannot tell from its own
// path: it walks up from the working directory, which is the project's for every script of ours.
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The project's root folder. Throws when called from outside the project. */
export function projectRoot(): string {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'test', 'editor', 'bed', 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`not inside the project: ${process.cwd()}`);
  }
}

/** The folder for what may be kept between runs: `.cache`, or `$ESCAPEMENT_CACHE` to share it between checkouts. */
export function cacheRoot(): string {
  return path.resolve(process.env['ESCAPEMENT_CACHE'] || path.join(projectRoot(), '.cache'));
}
