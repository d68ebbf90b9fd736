// `escapement profile top|tree`: what a profile says, as `go tool pprof` counts it, in a fraction of its time.
import path from 'node:path';
import type { Translate } from '#core/messages/translate';
import type { Decoded } from '#core/profile/decode';
import { filterView, noFilter } from '#core/profile/filter';
import { mergeProfiles, subtractBase, type Merged } from '#core/profile/merge';
import { sayProblem } from '#core/profile/problem';
import { sampleTypeIndex, type Profile, type SampleType } from '#core/profile/profile';
import { tableRows, totalOf } from '#core/profile/table';
import { callTree } from '#core/profile/tree';
import { viewOf, type View } from '#core/profile/view';
import { shortened } from '#core/text/printable';
import { topJson, treeJson } from '#core/report/profileJson';
import { topText, treeText, type TextReport } from '#core/report/profileText';
import type { Refusal } from './arguments';
import type { ExitStatus } from './check';
import { refusalLine } from './errors';
import { writeAll, type TextStream } from './output';
import type { ProfileCommand } from './profileArguments';

export interface ProfileParts {
  /** Rejects with Node's error where the file cannot be read. */
  readonly readBytes: (file: string) => Promise<Uint8Array>;
  readonly openProfile: (bytes: Uint8Array) => Decoded;
  readonly t: Translate;
  /** Absolute. */
  readonly cwd: string;
  readonly out: TextStream;
  readonly err: TextStream;
}

/** Of the total: a person is not shown what is less, unless a number of rows is asked for. As pprof. */
const smallShare = 0.005;
/** In one line on stderr: a profile may have thousands of types, each with a name of a megabyte. */
const namedTypes = 20;
const longestName = 80;
/** Of a tree as JSON, where nobody asks for a number: a large profile has millions of calls, in gigabytes. */
const mostTreeRows = 100_000;

export async function profile(command: ProfileCommand, parts: ProfileParts): Promise<ExitStatus> {
  const { t, out, err } = parts;
  const found = await load(command, parts);
  const text = 'kind' in found ? found : report(command, found, t);
  if (typeof text === 'string') {
    await writeAll(out, text);
    return 0;
  }
  await writeAll(err, `${refusalLine(text)}\n`);
  return 2;
}

/** The files as one profile, less the base. */
async function load({ files, base }: ProfileCommand, parts: ProfileParts): Promise<Profile | Refusal> {
  const merged = await readAll(files, parts);
  if ('kind' in merged || base.length === 0) return merged;
  const mergedBase = await readAll(base, parts);
  if ('kind' in mergedBase) return mergedBase;
  return orRefusal(subtractBase(merged, mergedBase), parts.t);
}

async function readAll(
  files: readonly string[],
  { readBytes, openProfile, cwd, t }: ProfileParts,
): Promise<Profile | Refusal> {
  const profiles: Profile[] = [];
  for (const file of files) {
    let bytes: Uint8Array;
    try {
      bytes = await readBytes(path.resolve(cwd, file));
    } catch (error) {
      return unreadable(file, error, t);
    }
    const opened = openProfile(bytes);
    if (opened.kind === 'problem') {
      return {
        kind: 'refused',
        wrong: t('{0} cannot be shown', file),
        remedy: sayProblem(opened.problem, t),
      };
    }
    profiles.push(opened.profile);
  }
  return orRefusal(mergeProfiles(profiles), t);
}

function unreadable(file: string, error: unknown, t: Translate): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const reason = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOENT':
      return { kind: 'refused', wrong: t('no such file {0}', file), remedy: t('name a file, such as cpu.pprof') };
    case 'EISDIR':
      return { kind: 'refused', wrong: t('{0} is a folder', file), remedy: t('name a file, such as cpu.pprof') };
    default:
      return { kind: 'refused', wrong: t('{0} cannot be read', file), remedy: reason };
  }
}

function orRefusal(merged: Merged, t: Translate): Profile | Refusal {
  if (merged.kind === 'profile') return merged.profile;
  const { problem } = merged;
  const remedy = t('name profiles of one kind');
  switch (problem.kind) {
    case 'no-common-type':
      return { kind: 'refused', wrong: t('there is nothing that all these profiles count'), remedy };
    case 'incompatible': {
      const [a, b] = problem.types.map(({ type, unit }: SampleType) => shortened(`${type}/${unit}`, longestName));
      return { kind: 'refused', wrong: t('{0} and {1} cannot be put together', a ?? '', b ?? ''), remedy };
    }
  }
}

function report(command: ProfileCommand, merged: Profile, t: Translate): string | Refusal {
  const type = sampleTypeIndex(merged, command.sampleType);
  if (type === null) {
    const names = merged.sampleTypes.slice(0, namedTypes).map(({ type: name }) => shortened(name, longestName));
    if (merged.sampleTypes.length > namedTypes) names.push('…');
    return {
      kind: 'refused',
      wrong: t('unknown sample type {0}', command.sampleType),
      remedy: t('use one of {0}', names.join(', ')),
    };
  }
  const { focus, ignore } = command;
  const filtered = filterView(viewOf(merged), { ...noFilter, focus, ignore });
  if (filtered.kind === 'error') {
    const { filter, error } = filtered;
    return {
      kind: 'refused',
      wrong: t('{0} is no regular expression', `--${filter} ${filter === 'focus' ? focus : ignore}`),
      remedy: error,
    };
  }
  return command.shape === 'top' ? top(command, filtered.view, type, t) : tree(command, filtered.view, type, t);
}

function top({ order, limit, format }: ProfileCommand, view: View, type: number, t: Translate): string {
  const rows = tableRows(view, type, order);
  if (format === 'json') return topJson(view, type, rows.slice(0, limit ?? rows.length));
  // As pprof: the share is of what the functions themselves have, which filters change.
  const whole = rows.reduce((sum, { flat }) => sum + Number(flat), 0);
  const least = Math.trunc(Math.abs(whole) * smallShare);
  const shown = limit === null ? rows.filter(({ cum }) => Math.abs(Number(cum)) >= least) : rows.slice(0, limit);
  const missing = rows.length - shown.length;
  const note = missing === 0 ? '' : t('{0} of {1} functions; --limit {1} shows all.', shown.length, rows.length);
  return topText(shown, { view, type, all: rows.length, note, t } satisfies TextReport);
}

function tree({ limit, format }: ProfileCommand, view: View, type: number, t: Translate): string {
  const isJson = format === 'json';
  const least = isJson || limit !== null ? 0 : Math.abs(Number(totalOf(view, type))) * smallShare;
  const { rows, leftOut } = callTree(view, type, { least, most: limit ?? (isJson ? mostTreeRows : Infinity) });
  if (isJson) return treeJson(view, type, rows, leftOut);
  const note = leftOut ? t('Only the heaviest calls are shown; --limit N shows the N heaviest.') : '';
  return treeText(rows, { view, type, all: leftOut ? null : rows.length, note, t });
}
