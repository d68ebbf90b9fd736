// One answer of a server into a file, and everything that keeps it from getting there: the file is then gone.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { download, type Downloaded } from '#client/profile/download';

interface Case {
  readonly answer: RequestListener;
  readonly wanted: Downloaded;
  readonly milliseconds?: number;
  readonly signal?: AbortSignal;
}

function check(name: string, { answer, wanted, milliseconds = 20_000, signal }: Case): void {
  test(name, async t => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'escapement-download-'));
    const server = createServer(answer).listen(0, '127.0.0.1');
    t.after(() => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    });
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const to = path.join(folder, 'out');
    const result = await download({
      url: new URL(`http://127.0.0.1:${port}/debug/pprof/heap`),
      to,
      limits: { bytes: 1000, milliseconds },
      signal: signal ?? new AbortController().signal,
      onBytes: () => undefined,
    });
    assert.deepEqual(result, wanted);
    if (wanted.kind === 'done') assert.equal(readFileSync(to).length, wanted.bytes);
    else assert.equal(existsSync(to), false);
  });
}

check('an answer', {
  answer: (_, response) => {
    response.setHeader('Content-Disposition', 'attachment; filename="heap-delta"').end(Buffer.alloc(999));
  },
  wanted: { kind: 'done', bytes: 999, name: 'heap-delta' },
});
check('an error page', {
  answer: (_, response) => {
    response.writeHead(404).end('404 page\n not found ' + 'x'.repeat(10_000));
  },
  wanted: { kind: 'refused', status: 404, text: ('404 page not found ' + 'x'.repeat(300)).slice(0, 199) },
});
check('a redirect is not followed', {
  answer: (_, response) => {
    response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end();
  },
  wanted: { kind: 'refused', status: 302, text: '' },
});
check('too much', {
  answer: (_, response) => {
    response.write(Buffer.alloc(900));
    response.end(Buffer.alloc(900));
  },
  wanted: { kind: 'too-large' },
});
check('a server that goes away in the middle', {
  answer: (_, response) => {
    response.setHeader('Content-Length', '500').write('part');
    setTimeout(() => response.destroy(), 20);
  },
  wanted: { kind: 'unreachable', code: 'ECONNRESET' },
});
check('one that never answers', { answer: () => undefined, milliseconds: 50, wanted: { kind: 'timeout' } });
check('one that stops in the middle', {
  answer: (_, response) => {
    response.write('part');
  },
  milliseconds: 100,
  wanted: { kind: 'timeout' },
});
check('a cancel', { answer: () => undefined, signal: AbortSignal.timeout(50), wanted: { kind: 'cancelled' } });

test('nobody there', async () => {
  const result = await download({
    url: new URL('http://127.0.0.1:1/'),
    to: path.join(os.tmpdir(), 'escapement-nothing'),
    limits: { bytes: 1, milliseconds: 20_000 },
    signal: new AbortController().signal,
    onBytes: () => undefined,
  });
  assert.deepEqual(result, { kind: 'unreachable', code: 'ECONNREFUSED' });
});
