// Every struct of test/cases/layout and test/cases/hazards gets the verdict and the codes that the head of its file asks for, by the installed toolchain:
//   // want T: confirm (field-groups, blank-field).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { verdictOf } from '#core/layout/hazard';
import { bestOrder } from '#core/layout/bestOrder';
import type { OrderUnit } from '#core/layout/orderUnit';
import { structsOf } from '#core/syntax/structs';
import type { HazardReport, HazardStruct } from '#server/analysis/hazards';
import { answerOf, start } from '../cli/commandLine';
import { judgeFolder, sharedTrees } from './judging';

const layouts = path.resolve('test/cases/layout');
const cases = path.resolve('test/cases/hazards');

interface Wanted {
  readonly verdict: string;
  readonly codes: readonly string[];
}

/** `folder.T` → what is wanted; of "X: safe, best is null" and of what is no type only the verdict that is there. */
function wanted(folder: string): ReadonlyMap<string, Wanted> {
  const all = new Map<string, Wanted>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.go'))) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    for (const [, names, verdict, codes = ''] of text.matchAll(
      /^\/\/ want ([\w, ]+): (safe|confirm|refused)\b(?: \(([\w, -]+)\))?/gm,
    )) {
      for (const type of names!.split(', ')) {
        all.set(`${path.dirname(name)}.${type}`, {
          verdict: verdict!,
          codes: codes.split(', ').filter(code => code !== ''),
        });
      }
    }
  }
  return all;
}

/** Of the types of those fixtures whose verdict hangs on the order: bytes on amd64, alignment on 386. */
const measures: Readonly<
  Record<string, readonly [size: number, align: number, align32: number, pointerBytes: number]>
> = {
  bool: [1, 1, 1, 0],
  uint8: [1, 1, 1, 0],
  int64: [8, 8, 4, 0],
  string: [16, 8, 4, 8],
  '*stats': [8, 8, 4, 8],
  '[4]string': [64, 8, 4, 56],
  'atomic.Uint64': [8, 8, 8, 0],
  'atomic.Int64': [8, 8, 8, 0],
  'sync.Mutex': [8, 4, 4, 0],
};

async function orderOf({ file, nameStart }: HazardStruct): Promise<HazardStruct['order']> {
  const trees = await sharedTrees;
  const parsed = { ...trees.parse(file, readFileSync(file, 'utf8')), path: file };
  const struct = structsOf(parsed).find(({ nameSpan }) => nameSpan.start === nameStart)!;
  const units = struct.fields.map(({ names, group, type }): OrderUnit | null => {
    const known = measures[type];
    if (!known) return null;
    const [size, align, align32, pointerBytes] = known;
    const on = [
      { size, align, pointerBytes },
      { size, align: align32, pointerBytes },
    ];
    return { count: names.length, group, on };
  });
  if (!units.every(unit => unit !== null)) return undefined;
  const best = bestOrder(units);
  return best ? { order: best.order, units, goarchs: ['amd64', '386'] } : undefined;
}

interface CheckOptions {
  /** No other codes than those that are wanted. */
  readonly exactly: boolean;
  readonly isLeftOut?: (name: string) => boolean;
}

function check(
  folder: string,
  reports: ReadonlyMap<string, HazardReport>,
  { exactly, isLeftOut = () => false }: CheckOptions,
): void {
  const wrong: string[] = [];
  for (const [name, { verdict, codes }] of wanted(folder)) {
    if (isLeftOut(name)) continue;
    const report = reports.get(name);
    const found = [...new Set(report?.hazards.map(({ code }) => code as string))].sort();
    const isRight =
      report &&
      verdictOf(report.hazards) === verdict &&
      codes.every(code => found.includes(code)) &&
      (!exactly || found.length === codes.length);
    if (isRight) continue;
    const said = report ? `${verdictOf(report.hazards)} (${found.join(', ')})` : 'not judged';
    wrong.push(`${name}: ${said}; wanted ${verdict} (${codes.join(', ')})`);
  }
  assert.deepEqual(wrong, []);
}

test('verdicts and codes of the layout fixtures', async () => {
  const { reports } = await judgeFolder(layouts, {
    order: (struct, name) => (/^(?:atomic64|comments|hotline)\./.test(name) ? orderOf(struct) : undefined),
  });
  check(layouts, reports, { exactly: false });
});

/** `null`: the go command that is installed. */
for (const toolchain of [null, 'go1.21.13', 'go1.23.12', 'go1.25.5', 'go1.27.3']) {
  test(`every hazard, and what is next to it and none, by ${toolchain ?? 'the installed go'}`, async () => {
    const { reports } = await judgeFolder(cases, { env: toolchain === null ? {} : { GOTOOLCHAIN: toolchain } });
    const isOld = toolchain?.startsWith('go1.21') === true;
    check(cases, reports, { exactly: true, isLeftOut: name => isOld && name.startsWith('later.') });
  });
}

test('literals without keys are found in the package, its tests and in other packages', async () => {
  const { reports } = await judgeFolder(layouts, {
    only: name => name === 'unkeyed.point' || name === 'swapped.Range',
  });
  const texts = (name: string): readonly string[] =>
    reports.get(name)!.unkeyedLiterals.map(({ file, start, end }) => {
      const text = readFileSync(file, 'utf8');
      return `${path.basename(file)} ${text.slice(start, end).replace(/\s+/g, ' ')}`;
    });
  assert.deepEqual(texts('unkeyed.point'), [
    'unkeyed.go {true, 1, false}',
    'unkeyed.go {true, 2, false}',
    'unkeyed.go {true, 3, false}',
    'unkeyed.go {true, 4, false}',
    'unkeyed.go {true, 5, false}',
    'unkeyed.go {false, 6, true}',
    'unkeyed.go {true, 7, false}',
    'unkeyed.go {true, 8, false}',
    'unkeyed.go { true, // on 9, /* at */ false, }',
    'unkeyed_test.go {true, 10, false}',
    'unkeyed_test.go {true, 1, false}',
    'unkeyed_test.go {false, 2, true}',
  ]);
  assert.deepEqual(texts('swapped.Range'), ['user.go {true, 1, 2, false}', 'user.go {false, 3, 4, true}']);
});

test('escapement layout has the verdicts of the layout fixtures', async () => {
  const answer = await answerOf(start(['layout', '--format', 'json', '--goarch', 'amd64,386', './...'], layouts));
  assert.equal(answer.status, 0, answer.stderr);
  const { types } = JSON.parse(answer.stdout) as {
    readonly types: readonly {
      readonly package: string;
      readonly name: string;
      readonly goarch: string;
      readonly verdict: string;
    }[];
  };
  const wants = wanted(layouts);
  const wrong: string[] = [];
  let compared = 0;
  for (const { package: importPath, name, goarch, verdict } of types.filter(one => one.goarch === 'amd64')) {
    // Of a generic type each instance is there; one may be as small as can be.
    const want = name.includes('[') ? undefined : wants.get(`${importPath.replace('layoutcases/', '')}.${name}`);
    if (!want) continue;
    compared++;
    if (want.verdict !== verdict) wrong.push(`${importPath}.${name} (${goarch}): ${verdict}, wanted ${want.verdict}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(compared > 60, `${compared} compared`);
});
