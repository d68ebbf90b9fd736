// Profiles of any size that look like those of a large Go service: stacks of 20 to 64 frames that share their outer ones, a third of the
// locations with inlined calls, label sets on CPU samples, `bytes` on heap samples. The same bytes in every run. Written as Go's runtime
// writes: locations and functions when first met, short lists not packed, the string table last.

/** Bytes that grow. */
function writer(size) {
  let bytes = new Uint8Array(size);
  let at = 0;
  const room = more => {
    if (at + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + more));
    larger.set(bytes);
    bytes = larger;
  };
  const self = {
    get length() {
      return at;
    },
    reset: () => (at = 0),
    bytes: () => bytes.subarray(0, at),
    varint(value) {
      room(10);
      let rest = value;
      while (rest >= 128) {
        bytes[at++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      bytes[at++] = rest;
    },
    number(field, value) {
      self.varint(field * 8);
      self.varint(value);
    },
    message(field, content) {
      self.varint(field * 8 + 2);
      self.varint(content.length);
      room(content.length);
      bytes.set(content, at);
      at += content.length;
    },
    /** As Go does it: packed from three numbers on. */
    numbers(field, values, scratch) {
      if (values.length < 3) return values.forEach(value => self.number(field, value));
      scratch.reset();
      for (const value of values) scratch.varint(value);
      self.message(field, scratch.bytes());
    },
  };
  return self;
}

/** mulberry32 */
function random(seed) {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * A profile of about `size` bytes, not packed.
 * @param {{ size: number, kind: 'cpu' | 'heap' }} options
 * @returns {Uint8Array}
 */
export function makeProfile({ size, kind }) {
  const next = random(kind === 'cpu' ? 7 : 11);
  const out = writer(size + (1 << 20));
  const message = writer(4096);
  const scratch = writer(4096);
  const strings = new Map([['', 0]]);
  let stringBytes = 0;
  const string = text => {
    if (!strings.has(text)) {
      strings.set(text, strings.size);
      stringBytes += text.length + 2;
    }
    return strings.get(text);
  };
  const valueType = (field, type, unit) => {
    message.reset();
    message.number(1, string(type));
    message.number(2, string(unit));
    out.message(field, message.bytes());
  };
  const types =
    kind === 'cpu'
      ? ['samples/count', 'cpu/nanoseconds']
      : ['alloc_objects/count', 'alloc_space/bytes', 'inuse_objects/count', 'inuse_space/bytes'];
  for (const type of types) valueType(1, ...type.split('/'));
  valueType(11, kind === 'cpu' ? 'cpu' : 'space', kind === 'cpu' ? 'nanoseconds' : 'bytes');
  out.number(12, kind === 'cpu' ? 10_000_000 : 524_288);
  out.number(9, 1_790_000_000_000_000_000);
  if (kind === 'cpu') out.number(10, 60_000_000_000);

  // Larger programs have more code, though not in proportion.
  const functionCount = Math.round(2000 * Math.sqrt(size / 1e6));
  const locationCount = functionCount * 3;
  const written = new Set();
  const writtenFunctions = new Set();
  const functionOf = id => {
    if (writtenFunctions.has(id)) return id;
    writtenFunctions.add(id);
    const folder = `example.com/team${id % 17}/service/internal/package${id % 331}`;
    const name = id % 3 === 0 ? `${folder}.(*Type${id % 50}).Method${id}` : `${folder}.Function${id}`;
    const content = writer(64);
    content.number(1, id);
    content.number(2, string(name));
    content.number(3, string(name));
    content.number(4, string(`/src/${folder}/file${id % 7}.go`));
    content.number(5, (id * 13) % 900 || 1);
    out.message(5, content.bytes());
    return id;
  };
  const location = id => {
    if (written.has(id)) return id;
    written.add(id);
    const content = writer(64);
    content.number(1, id);
    content.number(2, 1);
    content.number(3, 0x400000 + id * 37);
    const lines = id % 3 === 0 ? 2 + (id % 2) : 1;
    for (let line = 0; line < lines; line++) {
      scratch.reset();
      scratch.number(1, functionOf(1 + ((id + line * 101) % functionCount)));
      scratch.number(2, 1 + ((id * 31 + line) % 1500));
      content.message(4, scratch.bytes());
    }
    out.message(4, content.bytes());
    return id;
  };

  message.reset();
  message.number(1, 1);
  message.number(2, 0x400000);
  message.number(3, 0x400000 + locationCount * 37 + 4096);
  message.number(5, string('/srv/app/bin/service'));
  message.number(7, 1);
  out.message(3, message.bytes());

  // Root first. A call is one of a few that its caller makes, so that stacks share what is far from the leaf.
  let stack = [1];
  const label = writer(32);
  while (out.length + stringBytes < size) {
    const depth = 20 + next(45);
    stack = stack.slice(0, Math.min(1 + next(depth), stack.length));
    while (stack.length < depth) {
      const caller = stack[stack.length - 1];
      const choice = stack.length < 8 ? next(2) : next(4);
      stack.push(1 + ((caller * 7919 + choice * 104_729 + stack.length * 13) % locationCount));
    }
    const ids = [...stack].reverse().map(location);
    message.reset();
    message.numbers(1, ids, scratch);
    const count = 1 + next(9);
    const values = kind === 'cpu' ? [count, count * 10_000_000] : heapValues(count, next);
    message.numbers(2, values, scratch);
    const put = content => message.message(3, content.bytes());
    label.reset();
    if (kind === 'cpu') {
      const set = next(300);
      label.number(1, string('handler'));
      label.number(2, string(`/api/v1/resource${set % 60}`));
      put(label);
      label.reset();
      label.number(1, string('tenant'));
      label.number(2, string(`tenant-${Math.floor(set / 60)}`));
      put(label);
    } else {
      label.number(1, string('bytes'));
      label.number(3, values[1] / values[0]);
      put(label);
    }
    out.message(2, message.bytes());
  }
  for (const text of strings.keys()) out.message(6, Buffer.from(text));
  return out.bytes();
}

function heapValues(count, next) {
  const bytes = 8 << next(12);
  const live = next(count + 1);
  return [count * 100, count * 100 * bytes, live * 100, live * 100 * bytes];
}
