// What `go tool pprof -top` says, as rows. It prints floats of two digits in the unit that it is asked for, so our exact numbers are brought
// into that form, too.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { filterView, noFilter, type ProfileFilter } from '#core/profile/filter';
import { tableRows, totalOf, type TableOrder } from '#core/profile/table';
import { scale } from '#core/profile/scale';
import { viewOf } from '#core/profile/view';
import type { Profile } from '#core/profile/profile';

export interface Question {
  readonly filter?: Partial<ProfileFilter>;
  /** Index of a sample type; without it the profile's own. */
  readonly type?: number;
  readonly order?: TableOrder;
}

export interface Answer {
  readonly total: string;
  /** `flat cum name`, in order. */
  readonly rows: readonly string[];
}

const run = promisify(execFile);

/** The tool itself: the go command in front of it takes most of the time. It is built when it is first called. */
spawnSync('go', ['tool', 'pprof', '-h']);
const pprof = execFileSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).trim();

/** `files`: profiles, and before them options such as `-base=FILE`. Rejects with what pprof says where it refuses. */
export async function askPprof(
  files: readonly string[],
  unit: string,
  { filter = {}, type, order }: Question,
): Promise<Answer> {
  const { focus, ignore, hide, show, showFrom, tagFocus, tagIgnore, noInlines } = { ...noFilter, ...filter };
  const options = { focus, ignore, hide, show, show_from: showFrom, tagfocus: tagFocus, tagignore: tagIgnore };
  const { stdout } = await run(
    pprof,
    [
      ...['-top', '-symbolize=none', '-trim=false', `-unit=${unitOf(unit)}`],
      ...(order === 'cum' ? ['-cum'] : []),
      ...(type === undefined ? [] : [`-sample_index=${type}`]),
      ...(noInlines ? ['-noinlines'] : []),
      ...Object.entries(options).flatMap(([name, value]) => (value === '' ? [] : [`-${name}=${value}`])),
      ...files,
    ],
    { maxBuffer: 1 << 28, env: { ...process.env, PPROF_TMPDIR: tmpdir() } },
  );
  const lines = stdout.split('\n');
  const head = lines.findIndex(line => /^ +flat +flat% +sum% +cum +cum%$/.test(line));
  const total = / of (\S+) total$/.exec(lines.find(line => line.startsWith('Showing nodes')) ?? '')?.[1] ?? '';
  const rows = lines.slice(head + 1).filter(line => line !== '');
  return {
    total,
    rows: rows.map(line => {
      const [, flat, cum, name] =
        /^ *(\S+) +\S+% +\S+% +(\S+) +\S+% {2}(.*?)(?: \((?:partial-)?inline\))?$/.exec(line) ?? [];
      return `${flat} ${cum} ${name}`;
    }),
  };
}

/** The same of us. */
export function askUs(profile: Profile, { filter = {}, type, order = 'flat' }: Question): Answer {
  const index = type ?? profile.defaultSampleType;
  const filtered = filterView(viewOf(profile), { ...noFilter, ...filter });
  if (filtered.kind === 'error') throw new Error(filtered.error);
  const { view } = filtered;
  const own = profile.sampleTypes[index]!.unit;
  const unit = unitOf(own);
  const shown = (value: number | bigint): string => {
    // As a float64 with all its digits: above 2^53 pprof has no more either.
    const scaled = scale(Number(value), own, unit);
    const text = BigInt(Number.isInteger(scaled.value) ? scaled.value : Math.round(scaled.value)).toString();
    return text === '0' ? '0' : `${text}${scaled.unit}`;
  };
  return {
    total: shown(totalOf(view, index)),
    rows: tableRows(view, index, order).map(
      ({ name, flat, cum }) => `${shown(flat)} ${shown(cum)} ${view.frames.names.text(name)}`,
    ),
  };
}

/** One that needs no rounding. */
function unitOf(unit: string): string {
  return { nanoseconds: 'ns', bytes: 'B' }[unit] ?? unit;
}
