// Installs a VSIX the way a person does, once per content. What the tests run is what is shipped, not the sources.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Bed, run } from './install';
import { withLock } from './lock';

const prefix = 'extensions-';

/** Returns the extensions folder (for `startServer`) that holds the given VSIX and nothing else. */
export async function installVsix(bed: Bed, vsix: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(vsix)).digest('hex').slice(0, 12);
  const folder = path.join(bed.folder, prefix + hash);
  const stamp = path.join(folder, '.installed');
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(stamp)) return;
    forgetOld(bed);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const data = mkdtempSync(path.join(os.tmpdir(), 'escapement-install-'));
    try {
      const where = ['--extensions-dir', folder, '--server-data-dir', data];
      const quiet = ['--accept-server-license-terms', '--telemetry-level', 'off'];
      const output = await run(bed.node, [bed.serverMain, '--install-extension', vsix, ...where, ...quiet]);
      if (!output.includes('was successfully installed')) throw new Error(`the VSIX was not installed:\n${output}`);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
    writeFileSync(stamp, vsix);
  });
  return folder;
}

/** Removes what was installed more than a day ago: every build is another content. */
function forgetOld(bed: Bed): void {
  for (const name of readdirSync(bed.folder)) {
    const old = path.join(bed.folder, name);
    if (name.startsWith(prefix) && statSync(old).mtimeMs < Date.now() - 24 * 3600_000) {
      rmSync(old, { recursive: true, force: true });
    }
  }
}
