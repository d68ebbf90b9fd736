// A program text that is loaded into VS Code's server before its own: it ends the server when the process that started
// it is gone, however that one died. So nothing is left running, not even after `kill -9` on a test.

/** CommonJS source for `node --require`. Its trace is removed, so that the server's children do not load it. */
export const keeper = `
process.execArgv = [];
const owner = process.ppid;
setInterval(() => {
  // An orphan gets another parent.
  if (process.ppid !== owner) try { process.kill(-process.pid, 'SIGTERM'); } finally { process.exit(1); }
}, 500).unref();
`;
