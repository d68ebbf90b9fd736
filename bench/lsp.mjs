// The smallest editor there is: starts a language server over stdio, opens one file, edits it, waits for its diagnostics.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** `command`: the program and its arguments. `settings`: the initializationOptions. */
export function startServer(command, { folder, settings }) {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], cwd: folder });
  const answers = new Map();
  const waiting = [];
  const log = [];
  let lastId = 0;
  let chunks = [];
  let received = 0;

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
    chunks.push(chunk);
    received += chunk.length;
    for (;;) {
      const buffer = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, received);
      chunks = [buffer];
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, head))?.[1]);
      if (buffer.length < head + 4 + length) return;
      const body = buffer.toString('utf8', head + 4, head + 4 + length);
      chunks = [buffer.subarray(head + 4 + length)];
      received = chunks[0].length;
      receive(JSON.parse(body));
    }
  });
  function receive(message) {
    if (message.id !== undefined && message.method !== undefined) {
      const items = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      return send({ id: message.id, result: items });
    }
    if (message.id !== undefined) {
      const { resolve, reject } = answers.get(message.id) ?? {};
      answers.delete(message.id);
      if (message.error) reject?.(new Error(message.error.message));
      else resolve?.(message.result);
    } else if (message.method === 'window/logMessage') {
      log.push(message.params.message);
    } else if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, version, diagnostics } = message.params;
      for (const waiter of [...waiting]) {
        if (waiter.uri !== uri || waiter.version !== version || !waiter.accepts(diagnostics)) continue;
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(diagnostics);
      }
    }
  }

  return {
    pid: child.pid,
    /** What the server has logged so far. */
    log,
    request,
    async initialize() {
      const rootUri = pathToFileURL(folder).href;
      await request('initialize', {
        processId: process.pid,
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: 'bench' }],
        capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
        initializationOptions: settings,
      });
      notify('initialized', {});
    },
    /** A file in the editor. `published` waits for diagnostics of the present text that `accepts` takes: call it before what brings them about. */
    open(file) {
      const uri = pathToFileURL(file).href;
      let text = readFileSync(file, 'utf8');
      let version = 1;
      const published = (accepts = () => true) =>
        new Promise((resolve, reject) => waiting.push({ uri, version, accepts, resolve, reject }));
      const first = published();
      notify('textDocument/didOpen', { textDocument: { uri, languageId: 'go', version, text } });
      return {
        uri,
        first,
        published,
        get text() {
          return text;
        },
        /** Changes the one place where `before` stands. */
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
        },
        save: () => notify('textDocument/didSave', { textDocument: { uri }, text }),
        close: () => notify('textDocument/didClose', { textDocument: { uri } }),
      };
    },
    async stop() {
      await request('shutdown', undefined);
      notify('exit');
      await new Promise(resolve => (child.exitCode === null ? child.on('exit', resolve) : resolve()));
    },
  };
}
