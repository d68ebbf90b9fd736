// Where the messages between client and server are written when `escapement.trace.server` asks for them. The client library
// traces only to a channel whose log level is Trace, a level that a person would have to set by another command; this channel has
// the level that the setting means, and writes to the log of everybody else.
import * as vscode from 'vscode';

export interface TraceChannel extends vscode.LogOutputChannel {
  /** To be called when the setting may have changed. */
  update(): void;
}

export function createTraceChannel(log: vscode.LogOutputChannel): TraceChannel {
  const changes = new vscode.EventEmitter<vscode.LogLevel>();
  const wanted = (): vscode.LogLevel =>
    vscode.workspace.getConfiguration('escapement').get('trace.server') === 'off'
      ? vscode.LogLevel.Off
      : vscode.LogLevel.Trace;
  let level = wanted();
  return {
    name: log.name,
    get logLevel() {
      return level;
    },
    onDidChangeLogLevel: changes.event,
    update() {
      if (wanted() === level) return;
      level = wanted();
      changes.fire(level);
    },
    trace: (message, ...args: unknown[]) => log.info(message, ...args),
    debug: (message, ...args: unknown[]) => log.debug(message, ...args),
    info: (message, ...args: unknown[]) => log.info(message, ...args),
    warn: (message, ...args: unknown[]) => log.warn(message, ...args),
    error: (error, ...args: unknown[]) => log.error(error, ...args),
    append: value => log.append(value),
    appendLine: value => log.appendLine(value),
    replace: value => log.replace(value),
    clear: () => log.clear(),
    show: () => log.show(),
    hide: () => log.hide(),
    dispose: () => changes.dispose(),
  };
}
