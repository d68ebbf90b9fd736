// Forms of explanations that the fixtures do not have, as the compiler printed them for the standard library and real modules: from
// the lines to the sentence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutputReader } from '#core/compiler/outputReader';
import { findingsOfVariant } from '#core/escape/findings';
import type { Finding } from '#core/escape/finding';
import { english } from '#core/messages/translate';
import { contextOf } from './recordings';

function findingsOf(lines: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  const reader = createOutputReader({
    keepParameterExplanations: false,
    onVariant: output => findings.push(...findingsOfVariant(output, { ...contextOf(english), site: () => null })),
    onLoose: line => assert.fail(line),
  });
  for (const line of ['# p', ...lines]) reader.line(line);
  reader.end();
  return findings;
}

/** `position`: stands before every line. `told`: a line for each heap finding. */
function check(name: string, position: string, lines: readonly string[], told: readonly string[]): void {
  test(name, () => {
    const findings = findingsOf(lines.map(line => `${position}: ${line}`));
    const heap = findings.filter(({ code }) => code === 'escapes' || code === 'moved-to-heap');
    assert.deepEqual(
      heap.map(({ reason, message }) => `${reason}: ${message}`),
      told,
    );
    assert.ok(heap.every(({ raw, chain }) => raw.length > 1 && chain.length > 0));
  });
}

check(
  'a make whose size is known after inlining (compress/flate)',
  'inflate.go:795:13',
  [
    'make([]byte, size) escapes to heap in (*decompressor).Reset:',
    '  flow: {heap} ← &{storage for make([]byte, size)}:',
    '    from make([]byte, size) (spill) at inflate.go:795:13',
    '    from dd.hist = make([]byte, size) (assign) at inflate.go:795:13',
    'make([]byte, 32768) escapes to heap',
  ],
  [
    'stored-in-heap: `make([]byte, 32768)` is stored in `dd.hist`, where it may outlive the call, so it escapes to the heap.',
  ],
);

check(
  'two makes in one place: each has its own explanation',
  'f.go:9:12',
  [
    'make([]byte, n) escapes to heap in F:',
    '  flow: {heap} ← &{storage for make([]byte, n)}:',
    '    from make([]byte, n) (spill) at f.go:9:12',
    '    from G = make([]byte, n) (assign) at f.go:9:12',
    'make([]int, n, m) escapes to heap in F:',
    '  flow: {heap} ← &{storage for make([]int, n, m)}:',
    '    from make([]int, n, m) (spill) at f.go:9:12',
    '    from c <- make([]int, n, m) (send) at f.go:9:12',
    'make([]byte, 8) escapes to heap',
    'make([]int, 8, 9) escapes to heap',
  ],
  [
    'stored-in-heap: `make([]byte, 8)` is stored in `G`, where it may outlive the call, so it escapes to the heap.',
    'sent-on-channel: `make([]int, 8, 9)` is sent on a channel, so it escapes to the heap.',
  ],
);

check(
  'the slice of an append in an interface, and its new array (image)',
  'format.go:40:28',
  [
    'append(formats, format{...}) escapes to heap in RegisterFormat:',
    '  flow: {heap} ← &{storage for append(formats, format{...})}:',
    '    from append(formats, format{...}) (spill) at format.go:40:28',
    '    from (*atomic.Value).Store(atomicFormats, append(formats, format{...})) (call parameter) at format.go:40:21',
    'append(formats, format{...}) escapes to heap in RegisterFormat:',
    '  flow: {storage for append(formats, format{...})} ← &{storage for append(formats, format{...})}:',
    '    from append(formats, format{...}) (spill) at format.go:40:28',
    '    from append(formats, format{...}) (interface-converted) at format.go:40:28',
    'append(formats, format{...}) escapes to heap',
    'append escapes to heap',
  ],
  [
    'passed-to-interface: `append(formats, format{...})` is passed to `(*atomic.Value).Store` as an interface value, and may be kept there, so it escapes to the heap.',
    'passed-to-interface: The new array of `append` is passed to `(*atomic.Value).Store` as an interface value, and may be kept there, so it escapes to the heap.',
  ],
);

check(
  'the same from up to Go 1.24, which says nothing of the array',
  'format.go:40:28',
  [
    'append(formats, format{...}) escapes to heap:',
    '  flow: {heap} = &{storage for append(formats, format{...})}:',
    '    from append(formats, format{...}) (spill) at format.go:40:28',
    '    from sink = append(formats, format{...}) (assign) at format.go:40:7',
    'append(formats, format{...}) escapes to heap',
  ],
  [
    'passed-to-interface: `append(formats, format{...})` is put in an interface value in `sink`, where it may outlive the call, so it escapes to the heap.',
  ],
);

check(
  'stored in a captured variable of which a part is read later (go/build)',
  'build.go:705:28',
  [
    'append(tried.vendor, dir) escapes to heap in (*Context).Import.func3:',
    '  flow: tried ← &{storage for append(tried.vendor, dir)}:',
    '    from append(tried.vendor, dir) (spill) at build.go:705:28',
    '    from tried.vendor = append(tried.vendor, dir) (assign) at build.go:705:20',
    '  flow: {temp} ← tried:',
    '    from tried.gopath (dot) at build.go:802:28',
    'append escapes to heap',
  ],
  ['stored-in-heap: The new array of `append` is stored in `tried`, which lives longer, so it escapes to the heap.'],
);

check(
  'the callee keeps what its parameter points to (internal/coverage)',
  'decodefile.go:49:17',
  [
    'make([]byte, 256) escapes to heap in NewCoverageMetaFileReader:',
    '  flow: {storage for &CoverageMetaFileReader{...}} ← &{storage for make([]byte, 256)}:',
    '    from make([]byte, 256) (spill) at decodefile.go:49:17',
    '    from CoverageMetaFileReader{...} (struct literal element) at decodefile.go:46:30',
    '  flow: r ← &{storage for &CoverageMetaFileReader{...}}:',
    '    from &CoverageMetaFileReader{...} (spill) at decodefile.go:46:7',
    '    from r := &CoverageMetaFileReader{...} (assign) at decodefile.go:46:4',
    '  flow: {temp} ← r:',
    '    from (*CoverageMetaFileReader).readFileHeader(r) (call parameter) at decodefile.go:52:28',
    '  flow: {heap} ← *{temp}:',
    'make([]byte, 256) escapes to heap',
  ],
  [
    'passed-to-call: `make([]byte, 256)` is passed to `(*CoverageMetaFileReader).readFileHeader`, which may keep it, so it escapes to the heap.',
  ],
);

check(
  'a field of an interface type (debug/elf)',
  'file.go:379:48',
  [
    'phoff escapes to heap in NewFile:',
    '  flow: {storage for &FormatError{...}} ← &{storage for phoff}:',
    '    from phoff (spill) at file.go:379:48',
    '    from FormatError{...} (struct literal element) at file.go:379:27',
    'phoff escapes to heap',
  ],
  [
    'passed-to-interface: `phoff` is put in an interface value in `&FormatError{...}`, which is itself on the heap, so it escapes to the heap.',
  ],
);

check(
  'an element of a map literal of the package (go/types)',
  'gccgosizes.go:17:17',
  [
    '&StdSizes{...} escapes to heap in map.init.0:',
    '  flow: {heap} ← &{storage for &StdSizes{...}}:',
    '    from &StdSizes{...} (spill) at gccgosizes.go:17:17',
    '    from map[string]*StdSizes{...} (map literal value) at gccgosizes.go:13:42',
    '&StdSizes{...} escapes to heap',
  ],
  [
    'stored-in-heap: `&StdSizes{...}` is stored in `map[string]*StdSizes{...}`, where it may outlive the call, so it escapes to the heap.',
  ],
);

check(
  'in an interface value that is sent on a channel (os/exec)',
  'exec.go:843:21',
  [
    'wrappedError{...} escapes to heap in (*Cmd).watchCtx:',
    '  flow: err ← &{storage for wrappedError{...}}:',
    '    from wrappedError{...} (spill) at exec.go:843:21',
    '    from err = wrappedError{...} (assign) at exec.go:843:7',
    '  flow: {heap} ← err:',
    '    from ctxResult{...} (struct literal element) at exec.go:822:23',
    '    from resultc <- ctxResult{...} (send) at exec.go:822:11',
    'wrappedError{...} escapes to heap',
  ],
  [
    'passed-to-interface: `wrappedError{...}` is put in an interface value that is sent on a channel, so it escapes to the heap.',
  ],
);

check(
  'one side of an assignment of two, converted (encoding/asn1)',
  'marshal.go:616:11',
  [
    'new(taggedEncoder) escapes to heap in makeField:',
    '  flow: t ← &{storage for new(taggedEncoder)}:',
    '    from new(taggedEncoder) (spill) at marshal.go:616:11',
    '    from t := new(taggedEncoder) (assign) at marshal.go:616:5',
    '  flow: .autotmp_36 ← t:',
    '  flow: {heap} ← .autotmp_36:',
    '    from m[i], err = encoder(.autotmp_36), .autotmp_37 (assign-pair) at marshal.go:527:15',
    'new(taggedEncoder) escapes to heap',
  ],
  [
    'stored-in-heap: `new(taggedEncoder)` is stored in `m[i]`, where it may outlive the call, so it escapes to the heap.',
  ],
);
