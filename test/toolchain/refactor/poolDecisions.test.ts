// Which allocations may be pooled, and why the others may not, asked of the real compiler: every mark `// want: …` of test/cases/pool/module, with
// the sentence that a reader gets.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { english } from '#core/messages/translate';
import { refusalSentence } from '#core/refactor/pool/refusal';
import { studyFile, type Decision } from '#core/refactor/pool/study';
import { openPools, type Pools } from './pools';

const folder = path.resolve('test/cases/pool/module');

let pools: Pools;
before(async () => {
  pools = await openPools();
});

/** What is said at each marked line: `line want: …` → the decision in words. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'either_loop.go': ['16 either: in a loop: hoist it out of the loop first'],
  'either_map.go': ['5 either: none'],
  'none_stack.go': ['5 none: none', '9 none: none', '10 none: none'],
  'offer_append_write.go': ['11 offer: io.Writer'],
  'offer_array.go': ['8 offer: io.Reader'],
  'offer_buffer_json.go': ['11 offer: json.NewEncoder'],
  'offer_buffer_var.go': ['12 offer: fmt.Fprintf'],
  'offer_closure_sync.go': ['11 offer: the compiler'],
  'offer_constructed_buffer.go': ['11 offer: fmt.Fprintf, io.Writer', '20 offer: fmt.Fprintf', '26 offer: fmt.Fprintf'],
  'offer_constructed_bufio.go': ['13 offer: io.Reader', '20 offer: io.Reader', '29 offer: io.Writer'],
  'offer_constructed_compress.go': [
    '13 offer: io.Writer',
    '22 offer: io.Writer',
    '32 offer: io.Writer',
    '41 offer: io.Writer',
    '47 offer: io.Reader, io.ReadAll',
  ],
  'offer_constructed_hash.go': [
    '12 offer: io.Copy, fmt.Sprintf, hash.Hash',
    '20 none: none',
    '26 offer: fmt.Fprintf, io.Writer',
  ],
  'offer_defer_panic.go': ['11 offer: fmt.Fprint'],
  'offer_map.go': ['6 offer: the compiler', '23 offer: the compiler', '36 none: none'],
  'offer_pointers_inside.go': ['15 offer: the compiler'],
  'offer_read_early_returns.go': ['17 offer: io.ReadFull, crc32.ChecksumIEEE'],
  'offer_scratch_zeroed.go': ['7 offer: the compiler'],
  'offer_struct_gives_content.go': ['11 offer: the compiler'],
  'offer_struct_literal.go': ['20 offer: the compiler'],
  'refuse_builder.go': ['10 refuse: a strings.Builder gives its memory to the string: use Grow'],
  'refuse_closure.go': [
    '5 refuse: captured by a closure that outlives the call (line 7)',
    '13 refuse: captured by a closure that outlives the call (line 14)',
  ],
  'refuse_concurrent.go': [
    '11 refuse: used by a goroutine (line 17)',
    '29 refuse: sent on a channel (line 31)',
    '35 refuse: captured by a closure that outlives the call (line 36)',
  ],
  'refuse_constructed.go': [
    '15 refuse: it begins with memory that is not its own',
    '21 refuse: kept by http.Post (line 22)',
    '26 refuse: the memory inside it is given away (line 27)',
    '32 refuse: what it is made of may be a bufio.Reader itself: give that a name first',
    '37 refuse: its size has the type int64: convert it to int first',
    '43 refuse: no reset is known for json.Encoder: pool the buffer below it',
    '48 refuse: no reset is known for bufio.Scanner: pool the buffer below it',
    '53 none: none',
    '58 refuse: its size or level is no constant',
  ],
  'refuse_generated.go': ['7 refuse: generated file'],
  'refuse_identity.go': [
    '12 refuse: kept by context.WithValue (line 13)',
    '17 refuse: kept by runtime.SetFinalizer (line 18)',
    '23 refuse: kept by panic (line 24)',
  ],
  'refuse_map.go': [
    '7 refuse: stored in sets[name] (line 11), which outlives the call',
    '15 refuse: returned: the caller keeps the memory (line 19)',
    '23 refuse: inlined into its callers, where the size is constant and nothing is allocated',
  ],
  'refuse_once.go': ['13 refuse: runs once: init'],
  'refuse_reassigned.go': [
    '5 refuse: the variable is reassigned (line 8)',
    '15 refuse: the variable is reassigned (line 17)',
  ],
  'refuse_returned.go': [
    '10 refuse: the memory inside it is given away (line 12)',
    '16 refuse: returned: the caller keeps the memory (line 20)',
    '27 refuse: returned: the caller keeps the memory (line 28)',
    '32 refuse: returned: the caller keeps the memory (line 34)',
  ],
  'refuse_stored.go': [
    '13 refuse: stored in c.last (line 14), which outlives the call',
    '19 refuse: stored in lastKey (line 20), which outlives the call',
    '24 refuse: stored in c.byID[id] (line 25), which outlives the call',
    '29 refuse: stored in c.all (line 31), which outlives the call',
  ],
  'refuse_type.go': [
    '5 refuse: the type depends on a type parameter',
    '20 refuse: the type is declared inside the function',
  ],
  'refuse_unknown_callee.go': [
    '7 refuse: passed to an unknown callee (line 8), which may keep it',
    '12 refuse: passed to an unknown callee (line 13), which may keep it',
    '17 refuse: passed to an unknown callee (line 20), which may keep it',
  ],
  'refuse_unsafe.go': [
    '10 refuse: unsafe code hides where the pointer goes (line 12)',
    '18 refuse: unsafe code hides where the pointer goes (line 22)',
  ],
  'refuse_wrapped.go': [
    '12 refuse: kept by http.NewRequest (line 14)',
    '18 refuse: returned: the caller keeps the memory (line 19)',
  ],
};

test('every file with marks is expected', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.go') && !name.endsWith('_test.go'));
  assert.deepEqual(files, Object.keys(expected));
});

for (const [name, lines] of Object.entries(expected)) {
  test(name, async () => {
    assert.deepEqual(await decided(path.join(folder, name)), lines);
  });
}

/** test/cases/pool/contracts: by function, since every one has one allocation beside its coder. */
const contracts: Readonly<Record<string, string>> = {
  Sorted: 'sort.Sort',
  SortedBad: 'stored in kept (line 37), which outlives the call',
  Started: 'passed to an unknown callee (line 43), which may keep it',
  StartedCoder: 'kept by json.NewEncoder(x).Encode (line 49)',
  StartedCoder2: 'kept by enc.Encode (line 56)',
  Coder: 'json.NewEncoder',
  Printed: 'fmt.Fprintf',
  Concrete: 'stored in l.p (line 79), which outlives the call',
  Held: 'captured by a closure that outlives the call (line 84)',
  Iface: 'returned: the caller keeps the memory (line 91)',
  Copied: 'stored in &own{...} (line 102), which outlives the call',
  Addr: 'the compiler',
  Buffered: 'io.Writer',
  Matched: 'regexp.Regexp.Match',
  Executed: 'template.Template.Execute',
  Wrapped: 'stored in &io.LimitedReader{...} (line 132), which outlives the call',
};

test('what is only borrowed, and what looks like it', async () => {
  const file = path.resolve('test/cases/pool/contracts/contracts.go');
  const text = readFileSync(file, 'utf8');
  const decisions = await pools.study.decisions(file, text, new AbortController().signal);
  const studied = studyFile({ ...pools.trees.parse(file, text), path: file });
  const said = studied.flatMap(({ candidate }, index) => {
    const name = candidate.declaration.child('name')!;
    return candidate.kind === 'made' ? [] : [[text.slice(name.start, name.end), words(decisions![index]!)]];
  });
  assert.deepEqual(Object.fromEntries(said), contracts);
});

async function decided(file: string): Promise<readonly string[]> {
  const text = readFileSync(file, 'utf8');
  const decisions = await pools.study.decisions(file, text, new AbortController().signal);
  assert.ok(decisions, `${file} does not compile`);
  const parsed = { ...pools.trees.parse(file, text), path: file };
  return studyFile(parsed).flatMap(({ candidate }, index) => {
    const { line } = parsed.lines.positionAt(candidate.statement.start);
    const want = /\/\/ want: (\w+)/.exec(parsed.lines.lineText(line))?.[1];
    const decision = decisions[index]!;
    if (want === undefined) return [];
    if (want === 'offer') assert.equal(decision.kind, 'offered');
    if (want === 'refuse') assert.equal(decision.kind, 'refused');
    return [`${line + 1} ${want}: ${words(decision)}`];
  });
}

function words(decision: Decision): string {
  switch (decision.kind) {
    case 'none':
      return 'none';
    case 'refused':
      return refusalSentence(decision.why, english);
    case 'offered':
      return decision.contracts.join(', ') || 'the compiler';
  }
}
