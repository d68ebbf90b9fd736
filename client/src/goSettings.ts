// The Go extension's settings stand in where ours are unset, so that a project that already tells VS Code how its Go is built
// need not say it twice. The Go extension need not be installed: its settings are read as they are written.
import path from 'node:path';

/** Our keys (below `escapement.go`) that a setting of the Go extension can fill, and the settings of theirs that do. */
export const borrowedFrom = {
  path: ['go.alternateTools', 'go.goroot'],
  buildFlags: ['go.buildFlags'],
  tags: ['go.buildTags'],
  env: ['go.toolsEnvVars'],
} as const;
export type BorrowedKey = keyof typeof borrowedFrom;

/** What the Go extension's variables stand for. */
export interface Surroundings {
  /** The home directory, for `~`. */
  readonly home: string;
  /** For `${workspaceFolder}`; null where no folder is open. */
  readonly workspaceFolder: string | null;
  /** For `${env:NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly windows: boolean;
}

export interface BorrowOptions {
  /** Whether the user left ours unset. */
  readonly isUnset: (key: BorrowedKey) => boolean;
  /** A setting of the Go extension by its whole key, or undefined. Foreign input. */
  readonly goSetting: (key: string) => unknown;
  readonly surroundings: Surroundings;
}

export interface BorrowedSettings {
  readonly path?: string;
  readonly buildFlags?: readonly string[];
  readonly tags?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Our unset settings that the Go extension's fill; a value of theirs that does not fit is left out. */
export function borrowGoSettings({ isUnset, goSetting, surroundings }: BorrowOptions): BorrowedSettings {
  const words = (text: string): string => withVariables(text, surroundings);
  const goPath = isUnset('path') ? goCommand(goSetting, surroundings) : null;
  const buildFlags = isUnset('buildFlags') ? goSetting('go.buildFlags') : null;
  const tags = isUnset('tags') ? goSetting('go.buildTags') : null;
  const env = isUnset('env') ? goSetting('go.toolsEnvVars') : null;
  return {
    ...(goPath === null ? {} : { path: goPath }),
    ...(Array.isArray(buildFlags) ? { buildFlags: buildFlags.filter(isString).map(words) } : {}),
    ...(isString(tags) ? { tags } : {}),
    ...(isObject(env) ? { env: textValues(env, words) } : {}),
  };
}

function goCommand(goSetting: BorrowOptions['goSetting'], surroundings: Surroundings): string | null {
  const tools = goSetting('go.alternateTools');
  const tool = isObject(tools) ? tools['go'] : null;
  if (isString(tool) && tool !== '') return asPath(tool, surroundings);
  const goroot = goSetting('go.goroot');
  if (!isString(goroot) || goroot === '') return null;
  const { join } = surroundings.windows ? path.win32 : path.posix;
  return join(asPath(goroot, surroundings), 'bin', surroundings.windows ? 'go.exe' : 'go');
}

function asPath(text: string, surroundings: Surroundings): string {
  const whole = withVariables(text, surroundings);
  return whole === '~' || /^~[\\/]/.test(whole) ? surroundings.home + whole.slice(1) : whole;
}

/** A variable that stands for nothing here stays as it is written: then the message about it names it. */
function withVariables(text: string, { workspaceFolder, env }: Surroundings): string {
  return text.replace(/\$\{(?:(workspaceFolder|workspaceRoot)|env:([^}]+))\}/g, (whole, folder, name) =>
    folder ? (workspaceFolder ?? whole) : (env[String(name)] ?? ''),
  );
}

function textValues(env: Record<string, unknown>, words: (text: string) => string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (isString(value) || typeof value === 'number' || typeof value === 'boolean') values[name] = words(String(value));
  }
  return values;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
