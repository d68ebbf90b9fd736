// Random profiles as plain objects, and the bytes that stand for them in the forms of different writers: packed or not, tables before or behind
// the samples, small ids or ids of 64 bits, a string table in one piece or with copies.
import fc from 'fast-check';

export interface PlainProfile {
  readonly types: readonly (readonly [type: string, unit: string])[];
  readonly mappings: readonly { readonly start: bigint; readonly file: string; readonly buildId: string }[];
  readonly functions: readonly { readonly name: string; readonly file: string; readonly startLine: number }[];
  readonly locations: readonly {
    /** Index, or -1. */
    readonly mapping: number;
    readonly address: bigint;
    /** Function index and line. */
    readonly lines: readonly (readonly [func: number, line: number])[];
  }[];
  readonly samples: readonly {
    readonly stack: readonly number[];
    readonly values: readonly bigint[];
    readonly labels: readonly {
      readonly key: string;
      readonly text: string;
      readonly number: bigint;
      readonly unit: string;
    }[];
  }[];
  readonly time: bigint;
  readonly duration: bigint;
  readonly comments: readonly string[];
  readonly form: {
    readonly packs: 'always' | 'never' | 'as Go' | 'mixed';
    readonly tablesFirst: boolean;
    readonly stringsFirst: boolean;
    /** The id of entry i. */
    readonly ids: 'small' | 'wide' | 'falling';
    /** Each text again and again. */
    readonly copiesStrings: boolean;
  };
}

const name = fc.oneof(
  fc.constantFrom(
    'main.main',
    'a',
    'b',
    'pkg.(*T).M',
    'F[...]',
    '__proto__',
    'constructor',
    'x y "z"\n</script>',
    '名前',
    '\u202e',
  ),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }).map(text => text.replace(/[\ud800-\udfff]/gu, '?')),
);
const int64 = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -50, max: 1000 }).map(BigInt) },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
);
const label = fc.oneof(
  fc.record({ key: name, text: name, number: fc.constant(0n), unit: fc.constant('') }),
  fc.record({
    key: name,
    text: fc.constant(''),
    number: int64.filter(number => number !== 0n),
    unit: fc.constantFrom('', 'bytes'),
  }),
);

export const plainProfile: fc.Arbitrary<PlainProfile> = fc
  .record({ types: fc.integer({ min: 1, max: 4 }), mappings: fc.nat(2), functions: fc.nat(6), locations: fc.nat(8) })
  .chain(count => {
    const line = fc.tuple(fc.nat(Math.max(count.functions - 1, 0)), fc.nat(5000));
    const list = <T>(arbitrary: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
      fc.array(arbitrary, { minLength: length, maxLength: length });
    return fc.record({
      types: list(fc.tuple(name, name), count.types),
      mappings: list(
        fc.record({
          start: fc.bigInt(0n, 2n ** 64n - 1n),
          file: fc.constantFrom('', '/bin/app', 'lib.so'),
          buildId: name,
        }),
        count.mappings,
      ),
      functions: list(fc.record({ name, file: name, startLine: fc.nat(900) }), count.functions),
      locations: list(
        fc.record({
          mapping: fc.integer({ min: -1, max: count.mappings - 1 }),
          address: fc.bigInt(0n, 2n ** 64n - 1n),
          lines: count.functions === 0 ? fc.constant([]) : fc.array(line, { maxLength: 3 }),
        }),
        count.locations,
      ),
      samples: fc.array(
        fc.record({
          stack: count.locations === 0 ? fc.constant([]) : fc.array(fc.nat(count.locations - 1), { maxLength: 9 }),
          values: list(int64, count.types),
          labels: fc.array(label, { maxLength: 3 }),
        }),
        { maxLength: 8 },
      ),
      time: int64,
      duration: int64,
      comments: fc.array(name, { maxLength: 3 }),
      form: fc.record({
        packs: fc.constantFrom('always', 'never', 'as Go', 'mixed'),
        tablesFirst: fc.boolean(),
        stringsFirst: fc.boolean(),
        ids: fc.constantFrom('small', 'wide', 'falling'),
        copiesStrings: fc.boolean(),
      }),
    });
  });

type Bytes = readonly number[];

function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
const tag = (field: number, type: number): Bytes => varint(BigInt(field * 8 + type));
const number = (field: number, value: bigint): Bytes => [...tag(field, 0), ...varint(value)];
const message = (field: number, content: Bytes): Bytes => [
  ...tag(field, 2),
  ...varint(BigInt(content.length)),
  ...content,
];

export function bytesOf(profile: PlainProfile): Uint8Array {
  const { form } = profile;
  const strings = [''];
  const text = (value: string): bigint => {
    const found = form.copiesStrings ? -1 : strings.indexOf(value);
    return BigInt(found >= 0 || value === '' ? Math.max(found, 0) : strings.push(value) - 1);
  };
  const id = (index: number): bigint => {
    if (form.ids === 'small') return BigInt(index + 1);
    // Apart in their highest bits only.
    return form.ids === 'wide' ? (BigInt(index + 1) << 54n) | 7n : BigInt(1_000_000 - index * 1000);
  };
  const numbers = (field: number, values: readonly bigint[]): Bytes => {
    const single = values.flatMap(value => number(field, value));
    const packed = message(field, values.flatMap(varint));
    if (form.packs === 'never' || (form.packs === 'as Go' && values.length < 3)) return single;
    if (form.packs === 'mixed' && values.length > 1) {
      const [first, ...others] = values;
      return [...number(field, first!), ...message(field, []), ...message(field, others.flatMap(varint))];
    }
    return packed;
  };

  const types = profile.types.flatMap(([type, unit]) =>
    message(1, [...number(1, text(type)), ...number(2, text(unit))]),
  );
  const samples = profile.samples.flatMap(({ stack, values, labels }) =>
    message(2, [
      ...numbers(1, stack.map(id)),
      ...numbers(2, values),
      ...labels.flatMap(({ key, text: own, number: value, unit }) =>
        message(3, [...number(1, text(key)), ...number(2, text(own)), ...number(3, value), ...number(4, text(unit))]),
      ),
    ]),
  );
  const tables = [
    ...profile.mappings.flatMap(({ start, file, buildId }, index) =>
      message(3, [...number(1, id(index)), ...number(2, start), ...number(5, text(file)), ...number(6, text(buildId))]),
    ),
    ...profile.locations.flatMap(({ mapping, address, lines }, index) =>
      message(4, [
        ...number(1, id(index)),
        ...(mapping < 0 ? [] : number(2, id(mapping))),
        ...number(3, address),
        ...lines.flatMap(([func, line]) => message(4, [...number(1, id(func)), ...number(2, BigInt(line))])),
      ]),
    ),
    ...profile.functions.flatMap(({ name: own, file, startLine }, index) =>
      message(5, [
        ...number(1, id(index)),
        ...number(2, text(own)),
        ...number(4, text(file)),
        ...number(5, BigInt(startLine)),
      ]),
    ),
  ];
  const head = [
    ...number(9, profile.time),
    ...number(10, profile.duration),
    ...(profile.comments.length === 0 ? [] : numbers(13, profile.comments.map(text))),
    // Nobody knows it: it is passed over.
    ...message(30, [1, 2, 3]),
  ];
  const table = strings.flatMap(value => message(6, [...Buffer.from(value)]));
  const body = form.tablesFirst ? [...tables, ...types, ...samples] : [...types, ...samples, ...tables];
  return Uint8Array.from(form.stringsFirst ? [...table, ...body, ...head] : [...head, ...body, ...table]);
}
