// The smallest editor there is: starts the built server over stdio, opens one file, edits it, waits for its diagnostics.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export function startServer(script, { folder, settings }) {
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = new Map();
  const waiting = [];
  let lastId = 0;
  let buffer = Buffer.alloc(0);

  const send = message => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const request = (method, params) =>
    new Promise((resolve, reject) => {
      answers.set(++lastId, { resolve, reject });
      send({ id: lastId, method, params });
    });
  const notify = (method, params) => send({ method, params });

  child.on('exit', status => {
    for (const { reject } of [...answers.values(), ...waiting]) reject(new Error(`the server ended with ${status}`));
  });
  child.stdout.on('data', chunk => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, head))?.[1]);
      if (buffer.length < head + 4 + length) return;
      const body = buffer.toString('utf8', head + 4, head + 4 + length);
      buffer = buffer.subarray(head + 4 + length);
      receive(JSON.parse(body));
    }
  });
  function receive(message) {
    if (message.id !== undefined && message.method !== undefined) return send({ id: message.id, result: null });
    if (message.id !== undefined) {
      answers.get(message.id)?.resolve(message.result);
      answers.delete(message.id);
    } else if (message.method === 'textDocument/publishDiagnostics') {
      for (const waiter of [...waiting]) {
        if (waiter.uri !== message.params.uri || waiter.version !== message.params.version) continue;
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(message.params.diagnostics);
      }
    }
  }

  return {
    pid: child.pid,
    async initialize() {
      const rootUri = pathToFileURL(folder).href;
      await request('initialize', {
        processId: process.pid,
        rootUri,
        capabilities: {},
        initializationOptions: settings,
      });
      notify('initialized', {});
    },
    /** A file in the editor. `replace` changes the one place where `before` stands and resolves with the diagnostics of that text. */
    open(file) {
      const uri = pathToFileURL(file).href;
      let text = readFileSync(file, 'utf8');
      let version = 1;
      const published = () => new Promise((resolve, reject) => waiting.push({ uri, version, resolve, reject }));
      const first = published();
      notify('textDocument/didOpen', { textDocument: { uri, languageId: 'go', version, text } });
      return {
        first,
        get text() {
          return text;
        },
        replace(before, after) {
          const offset = text.indexOf(before);
          if (offset < 0) throw new Error(`${file}: no ${before}`);
          const position = at => {
            const lines = text.slice(0, at).split('\n');
            return { line: lines.length - 1, character: lines.at(-1).length };
          };
          const range = { start: position(offset), end: position(offset + before.length) };
          text = text.slice(0, offset) + after + text.slice(offset + before.length);
          version++;
          notify('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges: [{ range, text: after }],
          });
          return published();
        },
      };
    },
    async stop() {
      await request('shutdown');
      notify('exit');
      await new Promise(resolve => (child.exitCode === null ? child.on('exit', resolve) : resolve()));
    },
  };
}
