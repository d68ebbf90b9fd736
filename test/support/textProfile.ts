// Profiles as a few lines of text, for tests: one sample a line, root first, then its values and its labels.
//
//   # types samples/count cpu/nanoseconds      without it: cpu/nanoseconds
//   main;a;b 1 10                              main calls a, a calls b, which has the values
//   main;a;+b 2 20 handler=/x bytes=16         b was inlined into a; a text label, and a number (`bytes=16` has no unit, `age=3ms` has one)
//   main;a@/src/a.go:7;b 1 5                   the file and the line where a calls b
//   main;[server];<unknown> 1 5                locations without a function: in the mapping /bin/server, and in none
//   (empty) 1 5                                a sample without a stack
//
// Other headers: `# default TYPE`, `# duration NANOS`, `# time NANOS`, `# period N TYPE/UNIT`, `# drop REGEXP`, `# keep REGEXP`, `# comment TEXT`.
import assert from 'node:assert/strict';
import * as format from 'pprof-format';
import { decodeProfile } from '#core/profile/decode';
import type { Profile } from '#core/profile/profile';
import { viewOf, type View } from '#core/profile/view';

/** Decoded by our own decoder from what pprof-format writes. */
export function textProfile(text: string): Profile {
  const decoded = decodeProfile(encodeTextProfile(text));
  assert.ok(decoded.kind === 'profile', decoded.kind === 'problem' ? JSON.stringify(decoded) : '');
  return decoded.profile;
}

export const textView = (text: string): View => viewOf(textProfile(text));

/** As profile.proto, not packed. */
export function encodeTextProfile(text: string): Uint8Array {
  const strings = new format.StringTable();
  const string = (value: string): number => strings.dedup(value);
  const profile = new format.Profile({ stringTable: strings });
  const valueType = (word: string): format.ValueType => {
    const at = word.lastIndexOf('/');
    return new format.ValueType({ type: string(word.slice(0, at)), unit: string(word.slice(at + 1)) });
  };
  const tables = createTables(profile, string);
  for (const line of text.split('\n').map(line => line.trim())) {
    const [, header, rest = ''] = /^# (\w+) ?(.*)$/.exec(line) ?? [];
    if (line === '') continue;
    else if (header === 'types') profile.sampleType = rest.split(' ').map(valueType);
    else if (header === 'default') profile.defaultSampleType = string(rest);
    else if (header === 'duration') profile.durationNanos = BigInt(rest);
    else if (header === 'time') profile.timeNanos = BigInt(rest);
    else if (header === 'drop') profile.dropFrames = string(rest);
    else if (header === 'keep') profile.keepFrames = string(rest);
    else if (header === 'comment') profile.comment.push(string(rest));
    else if (header === 'period') {
      const [count = '', type = ''] = rest.split(' ');
      profile.period = BigInt(count);
      profile.periodType = valueType(type);
    } else profile.sample.push(sampleOf(line, tables, string));
  }
  if (profile.sampleType.length === 0) profile.sampleType = [valueType('cpu/nanoseconds')];
  return profile.encode();
}

function sampleOf(line: string, tables: Tables, string: (value: string) => number): format.Sample {
  const [, stack, values, labels] = /^(.*?)((?: -?\d+)+)((?: \S+=\S*)*)$/.exec(line) ?? [];
  assert.ok(stack !== undefined && values !== undefined, `no sample: ${line}`);
  return new format.Sample({
    locationId: stack === '(empty)' ? [] : tables.stack(stack.split(';')),
    value: values.trim().split(' ').map(BigInt),
    label: (labels ?? '')
      .trim()
      .split(' ')
      .filter(word => word !== '')
      .map(word => {
        const at = word.indexOf('=');
        const [key, value] = [string(word.slice(0, at)), word.slice(at + 1)];
        const [, number, unit = ''] = /^(-?\d+)(\w*)$/.exec(value) ?? [];
        return number === undefined ? { key, str: string(value) } : { key, num: BigInt(number), numUnit: string(unit) };
      }),
  });
}

interface Tables {
  /** Location ids, leaf first. */
  stack(frames: readonly string[]): number[];
}

function createTables(profile: format.Profile, string: (value: string) => number): Tables {
  const known = new Map<string, number>();
  const once = (key: string, make: (id: number) => void, table: readonly unknown[]): number => {
    const found = known.get(key) ?? table.length + 1;
    if (!known.has(key)) make(found);
    known.set(key, found);
    return found;
  };
  const functionId = (name: string, file: string): number =>
    once(
      `function ${name}@${file}`,
      id => profile.function.push(new format.Function({ id, name: string(name), filename: string(file) })),
      profile.function,
    );
  const mappingId = (file: string): number =>
    once(
      `mapping ${file}`,
      id => profile.mapping.push(new format.Mapping({ id, filename: string(file) })),
      profile.mapping,
    );
  const locationId = (frames: readonly string[]): number =>
    once(
      `location ${frames.join(';')}`,
      id => {
        const [first = ''] = frames;
        const binary = /^\[(.*)\]$/.exec(first)?.[1];
        const location = new format.Location({ id, address: id * 16 });
        if (binary !== undefined) location.mappingId = mappingId(`/bin/${binary}`);
        else if (first !== '<unknown>') {
          // Innermost first.
          location.line = [...frames].reverse().map(frame => {
            const [, name = '', file = '', line] = /^\+?(.*?)(?:@(.*?)(?::(\d+))?)?$/.exec(frame) ?? [];
            return new format.Line({ functionId: functionId(name, file), line: Number(line ?? 0) });
          });
        }
        profile.location.push(location);
      },
      profile.location,
    );
  return {
    stack(frames) {
      const groups: string[][] = [];
      for (const frame of frames) {
        if (frame.startsWith('+')) groups.at(-1)?.push(frame);
        else groups.push([frame]);
      }
      return groups.map(locationId).reverse();
    },
  };
}
