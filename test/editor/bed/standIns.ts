// Two of VS Code's native modules are not compiled when packages are installed without their scripts. What they do here
// is small, and these stand-ins do it: without the first no output channel has any text, without the second nobody
// notices that the server is gone.

interface StandIn {
  /** Relative to node_modules of VS Code's server. */
  readonly file: string;
  readonly text: string;
}

const spdlog = `
const { appendFileSync } = require('node:fs');
let level = 2;
class Logger {
  constructor(type, name, file) { this.name = name; this.file = file; this.level = level; this.bare = false; }
  write(severity, word, text) {
    if (severity < this.level) return;
    const line = this.bare ? text : new Date().toISOString().replace('T', ' ').slice(0, 23) + ' [' + word + '] ' + text + '\\n';
    try { appendFileSync(this.file, line); } catch {}
  }
  trace(text) { this.write(0, 'trace', text); }
  debug(text) { this.write(1, 'debug', text); }
  info(text) { this.write(2, 'info', text); }
  warn(text) { this.write(3, 'warning', text); }
  error(text) { this.write(4, 'error', text); }
  critical(text) { this.write(5, 'critical', text); }
  getLevel() { return this.level; }
  setLevel(value) { this.level = value; }
  setPattern() {}
  clearFormatters() { this.bare = true; }
  flush() {}
  drop() {}
}
exports.version = 0;
exports.setLevel = value => { level = value; };
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
`;

const watchdog = `
exports.start = pid => {
  setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
};
exports.exit = code => process.exit(code);
`;

export const standIns: readonly StandIn[] = [
  { file: '@vscode/spdlog/index.js', text: spdlog.trimStart() },
  { file: '@vscode/native-watchdog/index.js', text: watchdog.trimStart() },
];
