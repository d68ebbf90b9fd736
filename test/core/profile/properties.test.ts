// Random profiles, written in all the forms that writers use, read by ours: what comes out is what went in.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'node:test';
import { decodeProfile } from '#core/profile/decode';
import type { Profile } from '#core/profile/profile';
import { tableRows, totalOf } from '#core/profile/table';
import { callTree } from '#core/profile/tree';
import { viewOf } from '#core/profile/view';
import { bytesOf, plainProfile, type PlainProfile } from './plainProfile';

const decode = (bytes: Uint8Array): Profile => {
  const decoded = decodeProfile(bytes);
  assert.ok(decoded.kind === 'profile', decoded.kind === 'problem' ? JSON.stringify(decoded) : '');
  return decoded.profile;
};

/** The columns as the objects that they stand for. */
function plain(profile: Profile): Omit<PlainProfile, 'form'> {
  const { stacks, locations, lines, functions, mappings, labels, strings } = profile;
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
  const text = (index: number): string => strings.text(index);
  return {
    types: profile.sampleTypes.map(({ type, unit }) => [type, unit] as const),
    mappings: range(0, mappings.count).map(index => ({
      start: mappings.start[index]!,
      file: text(mappings.file[index]!),
      buildId: text(mappings.buildId[index]!),
    })),
    functions: range(0, functions.count).map(index => ({
      name: text(functions.name[index]!),
      file: text(functions.file[index]!),
      startLine: functions.startLine[index]!,
    })),
    locations: range(0, locations.count).map(index => ({
      mapping: locations.mapping[index]!,
      address: locations.address[index]!,
      lines: range(locations.lineStart[index]!, locations.lineStart[index + 1]!).map(
        line => [lines.function[line]!, lines.line[line]!] as const,
      ),
    })),
    samples: range(0, profile.sampleCount).map(sample => ({
      stack: [...stacks.locations.subarray(stacks.start[sample], stacks.end[sample])],
      values: profile.values.map(({ values, exact }) => exact?.[sample] ?? BigInt(values[sample]!)),
      labels: range(labels.start[sample]!, labels.start[sample + 1]!).map(at => ({
        key: text(labels.key[at]!),
        text: text(labels.text[at]!),
        number: labels.number[at]!,
        unit: text(labels.unit[at]!),
      })),
    })),
    time: profile.timeNanos,
    duration: profile.durationNanos,
    comments: profile.comments,
  };
}

test('a profile is read as it was written', () => {
  fc.assert(
    fc.property(plainProfile, written => {
      assert.deepEqual({ ...plain(decode(bytesOf(written))), form: { ...written.form } }, structuredClone(written));
    }),
    { numRuns: 250, seed: 1 },
  );
});

/** Flat and cumulative values by maps and sets of names, the slow way. */
function slowTable(
  { samples, locations, functions, mappings }: PlainProfile,
  type: number,
): Map<string, readonly bigint[]> {
  const rows = new Map<string, [bigint, bigint]>();
  const nameOf = (mapping: number): string => {
    const file = mapping < 0 ? '' : mappings[mapping]!.file;
    return file === '' ? '<unknown>' : `[${file.slice(file.lastIndexOf('/') + 1)}]`;
  };
  for (const { stack, values } of samples) {
    const value = values[type]!;
    if (value === 0n) continue;
    const names = stack.flatMap(index => {
      const { lines, mapping } = locations[index]!;
      return lines.length === 0 ? [nameOf(mapping)] : lines.map(([func]) => functions[func]!.name);
    });
    const row = (name: string): [bigint, bigint] => {
      const found = rows.get(name) ?? [0n, 0n];
      rows.set(name, found);
      return found;
    };
    for (const name of new Set(names)) row(name)[1] = BigInt.asIntN(64, row(name)[1] + value);
    const [leaf] = names;
    if (leaf !== undefined) row(leaf)[0] = BigInt.asIntN(64, row(leaf)[0] + value);
  }
  for (const [name, [flat, cum]] of rows) if (flat === 0n && cum === 0n) rows.delete(name);
  return rows;
}

test('the table is the one that maps and sets give, to the last digit', () => {
  fc.assert(
    fc.property(plainProfile, written => {
      const view = viewOf(decode(bytesOf(written)));
      written.types.forEach((_, type) => {
        const rows = tableRows(view, type, 'flat').map(
          ({ name, flat, cum }) => [view.frames.names.text(name), [BigInt(flat), BigInt(cum)]] as const,
        );
        assert.deepEqual(new Map(rows), slowTable(written, type));
      });
    }),
    { numRuns: 150, seed: 2 },
  );
});

test('a call tree adds up: nodes are their own value and their children', () => {
  fc.assert(
    fc.property(plainProfile, written => {
      const view = viewOf(decode(bytesOf(written)));
      const { rows } = callTree(view, 0, { least: 0, most: Infinity });
      const sums = new Map<number, bigint>();
      // From the end: children come before their caller.
      for (const { depth, flat, cum } of [...rows].reverse()) {
        const below = sums.get(depth + 1) ?? 0n;
        sums.delete(depth + 1);
        assert.equal(BigInt.asIntN(64, BigInt(flat) + below), BigInt(cum));
        sums.set(depth, BigInt.asIntN(64, (sums.get(depth) ?? 0n) + BigInt(cum)));
      }
      const total = written.samples.reduce((sum, { stack, values }) => sum + (stack.length > 0 ? values[0]! : 0n), 0n);
      assert.equal(sums.get(0) ?? 0n, BigInt.asIntN(64, total));
      assert.ok(totalOf(view, 0) >= 0 || written.samples.length > 1);
    }),
    { numRuns: 150, seed: 2 },
  );
});
