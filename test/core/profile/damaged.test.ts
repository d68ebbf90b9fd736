// Files that nobody vouches for: whatever the bytes are, the answer is a profile that is sound or one clear problem. Nothing throws, nothing
// hangs, and no memory is taken that the bytes do not account for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { decodeProfile } from '#core/profile/decode';
import { english } from '#core/messages/translate';
import { sayProblem, type Flaw } from '#core/profile/problem';
import type { Profile } from '#core/profile/profile';
import { tableRows, totalOf } from '#core/profile/table';
import { viewOf } from '#core/profile/view';
import { unpack } from '#host/unpack';
import { random } from '#support/random';
import { encodeTextProfile } from '#support/textProfile';

const whole = [
  '# types samples/count cpu/nanoseconds\n# duration 100\n# time 5\nmain;a;+b 1 10 k=v bytes=5\nmain;[server];c 2 20\nmain;a 1 9007199254740993',
  '# types a/count b/bytes c/count d/bytes\nr;x;y;z;+w 1 2 3 4 bytes=16\nr;x;<unknown> 1 0 -5 7\n(empty) 1 1 1 1\nr;x@f.go:3;y@g.go:9 9 8 -1 3',
  '# period 10 cpu/nanoseconds\n# comment hi\n# drop foo|(a+)+b\n# keep bar\nmain;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac 1',
].map(text => Buffer.from(encodeTextProfile(text)));

/** Every index points into its table, and everything that is made of a profile can be made. */
function assertSound(profile: Profile): void {
  const { stacks, locations, lines, functions, mappings, labels, strings, sampleCount } = profile;
  const below = (column: Int32Array, count: number, least = 0): void =>
    column.forEach(index => assert.ok(index >= least && index < count));
  assert.equal(profile.values.length, profile.sampleTypes.length);
  for (const { values } of profile.values) assert.equal(values.length, sampleCount);
  below(stacks.locations, locations.count);
  below(locations.mapping, mappings.count, -1);
  below(lines.function, functions.count);
  for (const column of [functions.name, functions.systemName, functions.file, mappings.file, mappings.buildId]) {
    below(column, strings.count);
  }
  for (const column of [labels.key, labels.text, labels.unit]) below(column, strings.count);
  assert.equal(labels.start[sampleCount], labels.key.length);
  assert.equal(locations.lineStart[locations.count], lines.function.length);
  const view = viewOf(profile);
  for (const row of tableRows(view, profile.defaultSampleType, 'cum'))
    assert.ok(view.frames.names.text(row.name) !== '');
  totalOf(view, 0);
}

function decodes(bytes: Uint8Array): boolean {
  const decoded = decodeProfile(bytes);
  if (decoded.kind === 'profile') assertSound(decoded.profile);
  else assert.match(sayProblem(decoded.problem, english), /^\S.*[^.\s]$/);
  return decoded.kind === 'profile';
}

test('12,000 damaged files', () => {
  const { below, pick } = random(7);
  let sound = 0;
  for (let file = 0; file < 12_000; file++) {
    let bytes = Buffer.from(pick(whole));
    for (let change = below(3); change >= 0; change--) {
      const at = below(bytes.length + 1);
      const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
      switch (below(7)) {
        case 0:
          bytes = before;
          break;
        case 1:
          bytes = Buffer.concat([before, Buffer.from([below(256)]), behind]);
          break;
        case 2:
          bytes = Buffer.concat([before, behind.subarray(1)]);
          break;
        case 3:
          bytes = Buffer.concat([before, pick(whole).subarray(below(40)), behind]);
          break;
        // A byte that is a little other: most of these files stay whole.
        default:
          if (bytes.length > 0)
            bytes[at % bytes.length] = (bytes[at % bytes.length]! + pick([1, 255, 128, below(256)])) & 255;
      }
    }
    if (decodes(bytes)) sound++;
  }
  assert.ok(sound > 500, `${sound} of them are profiles`);
});

test('every cut of a profile', () => {
  for (const bytes of whole) {
    for (let length = 0; length < bytes.length; length++) decodes(bytes.subarray(0, length));
  }
});

const field = (number: number, content: Uint8Array | readonly number[]): Buffer => {
  const length: number[] = [];
  for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
    length.push((rest % 128) | (rest >= 128 ? 128 : 0));
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), Buffer.from(content)]);
};
/** A string table with 'a', and one sample type. */
const start = Buffer.concat([field(6, []), field(6, Buffer.from('a')), field(1, [8, 1, 16, 1])]);
const location = (id: number): Buffer => field(4, [8, id]);

function refuse(name: string, flaw: Flaw, ...parts: readonly Buffer[]): void {
  test(`refused: ${name}`, () => {
    assert.deepEqual(decodeProfile(Buffer.concat(parts)), { kind: 'problem', problem: { kind: 'malformed', flaw } });
  });
}

const hugeVarint = [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
refuse('a varint of eleven bytes', 'wire', start, field(2, [16, ...hugeVarint]));
refuse('a length past the end', 'cut-short', start, Buffer.from([18, 100, 1]));
refuse('a length of 2^63', 'cut-short', start, Buffer.from([18, 255, 255, 255, 255, 255, 255, 255, 255, 127]));
refuse('a group', 'wire', start, Buffer.from([19, 20]));
refuse('a number where a message belongs', 'wire', start, Buffer.from([16, 1]));
refuse('a message where a number belongs', 'wire', start, field(9, [1]));
refuse('no string table', 'no-strings', field(1, [8, 0]));
refuse('a first string that is not empty', 'first-string', field(6, Buffer.from('a')), field(1, [8, 0]));
refuse('a string past the table', 'string', start, field(5, [8, 1, 16, 9]));
refuse('a negative string', 'string', start, field(5, [8, 1, 16, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]));
refuse('a comment past the table', 'string', start, field(13, [1, 9]));
refuse('no sample types', 'no-sample-types', field(6, []), field(2, [16, 1]));
refuse('a sample with too many values', 'value-count', start, field(2, [18, 2, 1, 1]));
refuse('a sample without values', 'value-count', start, field(2, []));
refuse('location 0', 'id-zero', start, field(4, [24, 5]));
refuse('an empty location', 'id-zero', start, field(4, []));
refuse('a location twice', 'id-twice', start, location(3), location(3));
refuse('a location that is not there', 'location', start, location(1), field(2, [8, 2, 16, 1]));
refuse('location 0 of a sample', 'location', start, location(1), field(2, [8, 0, 16, 1]));
refuse('a function that is not there', 'function', start, field(4, [8, 1, 34, 2, 8, 5]));
refuse('a line without a function', 'function', start, field(4, [8, 1, 34, 2, 16, 5]));
refuse('thousands of sample types', 'too-many-sample-types', field(6, []), Buffer.alloc(10_000, field(1, [])));

test('two profiles, one behind the other', () => {
  const decoded = decodeProfile(Buffer.concat([whole[0]!, whole[0]!]));
  assert.deepEqual(decoded, { kind: 'problem', problem: { kind: 'concatenated' } });
});

test('millions of tiny messages take no memory that their bytes do not account for', () => {
  const size = 1_000_000;
  for (const number of [2, 3, 4, 5, 6, 13]) {
    const bytes = Buffer.concat([start, Buffer.alloc(size, field(number, []))]);
    const before = process.memoryUsage().arrayBuffers;
    decodeProfile(bytes);
    const taken = process.memoryUsage().arrayBuffers - before;
    assert.ok(taken < size * 16, `field ${number}: ${taken} bytes`);
  }
});

test('few bytes that unfold to very many frames', () => {
  const lines = 5000;
  const wide = field(4, [8, 1, ...Array.from({ length: lines }, () => [34, 2, 8, 1]).flat()]);
  const head = Buffer.concat([start, field(5, [8, 1, 16, 1]), wide]);
  const file = (names: number) =>
    Buffer.concat([head, field(2, Buffer.concat([field(1, Array<number>(names).fill(1)), Buffer.from([16, 1])]))]);
  assert.ok(decodes(file(100)));
  const decoded = decodeProfile(file(50_000));
  assert.deepEqual(decoded, { kind: 'problem', problem: { kind: 'too-many-frames' } });
});

test('ids of 64 bits are told apart, however they are written', () => {
  const wide = (last: number): number[] => [255, 255, 255, 255, 255, 255, 255, 255, 255, last];
  const sample = (id: readonly number[], value: number): Buffer => field(2, [...[8, ...id], 16, value]);
  const decoded = decodeProfile(
    Buffer.concat([
      start,
      ...[field(5, [8, 1, 16, 1]), field(4, [8, ...wide(0), 34, 2, 8, 1]), field(4, [8, ...wide(1)])],
      // 2^32 + 1, and 1 in ten bytes.
      ...[field(4, [8, 129, 128, 128, 128, 16]), field(4, [8, 1, 34, 2, 8, 1])],
      ...[sample(wide(0), 1), sample(wide(1), 2), sample([129, 128, 128, 128, 16], 4)],
      sample([129, 128, 128, 128, 128, 128, 128, 128, 128, 0], 8),
      field(2, [10, 12, ...wide(0), 129, 0, 16, 16]),
    ]),
  );
  assert.ok(decoded.kind === 'profile');
  assert.deepEqual([...decoded.profile.stacks.locations], [0, 1, 2, 3, 0, 3]);
});

type Found = 'hello' | 'damaged' | 'too-large' | 'too-slow';

function packed(name: string, bytes: Uint8Array, expected: Found, limit = 1_000_000): void {
  test(`gzip: ${name}`, () => {
    const unpacked = unpack(bytes, limit);
    const found =
      unpacked.kind === 'bytes'
        ? Buffer.from(unpacked.bytes).toString()
        : unpacked.problem.kind === 'not-unpacked'
          ? 'damaged'
          : unpacked.problem.kind;
    assert.equal(found, expected);
  });
}

const hello = gzipSync('hello');
const damaged = Buffer.from(hello);
damaged[damaged.length - 6]! ^= 1;
packed('one member', hello, 'hello');
packed('several members', Buffer.concat([gzipSync('he'), gzipSync(''), gzipSync('llo')]), 'hello');
packed('stored blocks', gzipSync('hello', { level: 0 }), 'hello');
packed('a wrong checksum', damaged, 'damaged');
packed('cut short', hello.subarray(0, -3), 'damaged');
packed('only its first bytes', hello.subarray(0, 4), 'damaged');
packed('something behind it', Buffer.concat([hello, Buffer.from('abc')]), 'damaged');
packed('zeros behind it', Buffer.concat([hello, Buffer.alloc(4)]), 'damaged');
packed('zeros between members', Buffer.concat([hello, Buffer.alloc(4), hello]), 'damaged');
packed('a bomb', gzipSync(Buffer.alloc(50_000_000)), 'too-large');
packed('a false size at the end', Buffer.concat([hello.subarray(0, -4), Buffer.from([255, 255, 255, 255])]), 'damaged');
packed('as large as allowed', hello, 'hello', 5);
packed('a byte larger', hello, 'too-large', 4);

const zstdFrame = (descriptor: number, size: readonly number[], ...blocks: readonly (readonly number[])[]): Buffer =>
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...size, ...blocks.flat()]);
const block = (type: number, size: number, content: readonly number[], isLast = true): readonly number[] => {
  const header = (size << 3) | (type << 1) | (isLast ? 1 : 0);
  return [header & 255, (header >> 8) & 255, header >> 16, ...content];
};
const letters = [...Buffer.from('hello')];
const raw = zstdFrame(0x20, [5], block(0, 5, letters));
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7]);
packed('zstd, raw', raw, 'hello');
packed(
  'zstd without a size',
  zstdFrame(0, [0x48], block(0, 2, letters.slice(0, 2), false), block(0, 3, letters.slice(2))),
  'hello',
);
packed(
  'zstd in two frames, and one to skip',
  Buffer.concat([
    zstdFrame(0x20, [2], block(0, 2, letters.slice(0, 2))),
    skippable,
    zstdFrame(0x20, [3], block(0, 3, letters.slice(2))),
  ]),
  'hello',
);
packed('zstd, cut short', raw.subarray(0, -1), 'damaged');
packed(
  'zstd that claims more than it can hold',
  zstdFrame(0xe0, [0, 0, 0, 16, 0, 0, 0, 0], block(0, 5, letters)),
  'too-large',
  1e6,
);
packed(
  'zstd that claims more than its blocks hold',
  zstdFrame(0xa0, [0, 0, 16, 0], block(0, 5, letters)),
  'damaged',
  1e9,
);
packed(
  'zstd of one byte again and again',
  zstdFrame(0, [0x50], ...Array.from({ length: 20 }, (_, index) => block(1, 100_000, [0], index === 19))),
  'too-large',
);
packed('zstd with a window of gigabytes', zstdFrame(0, [0xff], block(0, 5, letters)), 'too-large');

// A window of 512 MB for each frame: together they pass what one frame may.
const wideFrame = zstdFrame(0, [0x98], block(0, 5, letters));
packed('zstd in many frames with a wide window', Buffer.concat(Array<Buffer>(80).fill(wideFrame)), 'too-slow', 2 ** 30);

test('bytes that no one packed', () => {
  const { below } = random(3);
  for (let file = 0; file < 1000; file++) {
    const bytes = Buffer.from(Array.from({ length: below(60) }, () => below(256)));
    const magic = below(3) === 0 ? [0x1f, 0x8b, 8, 0] : [0x28, 0xb5, 0x2f, 0xfd];
    unpack(Buffer.concat([Buffer.from(magic), bytes]), 1e6);
    unpack(Buffer.concat([hello.subarray(0, 10), deflateRawSync(bytes), bytes]), 1e6);
  }
});
