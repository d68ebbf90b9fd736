// Loads test/editor/bed, which is TypeScript, into a script: bundled on the fly (50 ms), so that `npm start` does not
// depend on a build of the tests. To be called after setup.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './project.mjs';

/** @returns {Promise<typeof import('../test/editor/bed/index')>} */
export async function loadBed() {
  const { build } = await import('esbuild');
  const folder = path.join(root, '.cache', 'scripts');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `bed-${process.pid}.mjs`);
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['test/editor/bed/index.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
