// The service of samples/, built and running: a real program with net/http/pprof, and under load.
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface SampleService {
  /** `127.0.0.1:12345` */
  readonly address: string;
  /** Saves one of its profiles, such as `heap` or `profile?seconds=1`. */
  save(profile: string, to: string): Promise<void>;
  stop(): void;
}

/** `folder`: a copy of samples/; the profiles name its files. */
export async function startSampleService(folder: string): Promise<SampleService> {
  const temp = mkdtempSync(path.join(os.tmpdir(), 'escapement-service-'));
  const program = path.join(temp, 'service');
  await promisify(execFile)('go', ['build', '-o', program, './service'], { cwd: folder });
  const child = spawn(program, ['-address', '127.0.0.1:0', '-clients', '2'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const stop = (): void => {
    child.kill('SIGKILL');
    rmSync(temp, { recursive: true, force: true });
  };
  process.once('exit', stop);
  const address = await addressOf(child);
  return {
    address,
    stop,
    async save(profile, to) {
      const answer = await fetch(`http://${address}/debug/pprof/${profile}`);
      assert.equal(answer.status, 200, profile);
      await writeFile(to, Buffer.from(await answer.arrayBuffer()));
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`the service ended with ${code}`)));
    child.stdout?.on('data', (data: Buffer) => {
      const address = /http:\/\/([^/]+)\//.exec(String(data))?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
