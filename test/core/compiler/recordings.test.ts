// The recorded output of seven Go releases, read whole: every verdict line is understood as the table beside the recordings
// says, nothing is lost, and what is not understood is a short list that somebody has read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CompilerMessage } from '#core/compiler/message';
import { keptLines, nonBlankLines, readOutput, recordedText, recordings, releases } from './readOutput';

const minorOf = (release: string): number => Number(/^go1\.(\d+)/.exec(release)?.[1]);

/** `go1.23.12` is in `1.21-1.27` and in `1.21,1.23`. */
function covers(range: string, release: string): boolean {
  return range.split(',').some(part => {
    const [from = 0, to = from] = part.split('-').map(end => Number(end.split('.')[1]));
    return from <= minorOf(release) && minorOf(release) <= to;
  });
}

/** The name of a block in verdicts.tsv. */
function tableName(recording: string, variant: string): string {
  if (recording !== 'variants') return recording;
  if (variant.endsWith('.test')) return 'variants [main]';
  return variant.includes('_test [') ? 'variants [test]' : 'variants [p.test]';
}

/** Kinds that the table leaves out, as it does foreign files. */
const notInTable: ReadonlySet<string> = new Set(['can-inline', 'cannot-inline', 'inlined-call', 'captured']);

/** The inliner's words about `for b.Loop()`: not in the table either. */
const aboutLoops = / will be kept alive$|^skip inlining /;

/** The table has only the last line of a message that a raw string spreads over several, and no position then. */
function keyOf({ place, text }: CompilerMessage): string {
  if (text.includes('\n')) return `:0:0: ${text.slice(text.lastIndexOf('\n') + 1)}`;
  return `${place.file.replace(/^\.\//, '')}:${place.line}:${place.column}: ${text}`;
}

for (const release of releases) {
  test(`${release}: the verdict lines are those of verdicts.tsv`, () => {
    const expected: string[] = [];
    for (const row of readFileSync('test/cases/escape/verdicts.tsv', 'utf8').split('\n').slice(1)) {
      const [name, file, line, column, range = '', times, text] = row.split('\t');
      if (text === undefined || !covers(range, release)) continue;
      for (let i = 0; i < Number(times); i++) expected.push(`${name} ${file}:${line}:${column}: ${text}`);
    }
    const found = recordings.flatMap(recording =>
      readOutput(recordedText(release, recording)).variants.flatMap(({ variant, messages }) =>
        messages
          .filter(
            ({ body, place, text }) =>
              !notInTable.has(body.kind) && !aboutLoops.test(text) && !place.file.startsWith('$GOROOT'),
          )
          .map(message => `${tableName(recording, variant)} ${keyOf(message)}`),
      ),
    );
    assert.deepEqual(found.sort(), expected.sort());
  });

  test(`${release}: every heap verdict has an explanation at its place`, () => {
    for (const recording of recordings) {
      for (const { messages, explanations } of readOutput(recordedText(release, recording)).variants) {
        const heads = new Set(explanations.map(({ place }) => `${place.file}:${place.line}:${place.column}`));
        for (const { body, place, raw } of messages) {
          if (body.kind !== 'moved-to-heap' && body.kind !== 'escapes') continue;
          assert.ok(heads.has(`${place.file}:${place.line}:${place.column}`), raw);
        }
      }
    }
  });

  test(`${release}: nothing is lost`, () => {
    for (const recording of recordings) {
      const text = recordedText(release, recording);
      const read = readOutput(text);
      assert.deepEqual(keptLines(read), nonBlankLines(text).sort());
      assert.deepEqual([read.droppedLines, read.loose], [0, []]);
    }
  });

  test(`${release}: without the parameters’ explanations the rest is the same`, () => {
    for (const recording of recordings) {
      const text = recordedText(release, recording);
      const all = readOutput(text);
      const some = readOutput(text, { drops: true });
      assert.deepEqual(
        some.variants,
        all.variants.map(variant => ({
          ...variant,
          explanations: variant.explanations.filter(({ kind }) => kind === 'value'),
        })),
      );
      assert.equal(some.droppedLines, keptLines(all).length - keptLines(some).length);
    }
  });

  test(`${release}: an explanation has a function from Go 1.25 on, a flow has two ends, a step a reason and a place`, () => {
    for (const recording of recordings) {
      for (const { explanations } of readOutput(recordedText(release, recording)).variants) {
        for (const { function: name, subject, sink, derefs, kind, flows, raw } of explanations) {
          const lines = raw.join('\n');
          assert.equal(name !== null && name !== '', minorOf(release) >= 25, lines);
          assert.ok(subject !== '' && sink !== '' && derefs >= (kind === 'value' ? -1 : 0), lines);
          assert.equal(flows.length, raw.filter(line => line.includes(':   flow: ')).length, lines);
          assert.equal(
            flows.reduce((sum, { steps }) => sum + steps.length, 0),
            raw.filter(line => line.includes(':     from ')).length,
            lines,
          );
          for (const { destination, source, steps } of flows) {
            assert.ok(destination !== '' && /^[^&*]/.test(source) && !/ [←=] /.test(destination), lines);
            for (const { expression, reason, place } of steps) {
              assert.ok(
                expression !== '' &&
                  /^[^ (].*[^ )]$/.test(reason) &&
                  (place.file !== '' || lines.includes(' at <unknown line number>')),
                lines,
              );
            }
          }
        }
      }
    }
  });
}

test('every line of the recordings has a kind of its own', () => {
  assert.equal(releases.length, 7);
  for (const release of releases) {
    for (const recording of recordings) {
      for (const { messages } of readOutput(recordedText(release, recording)).variants) {
        const others = messages.filter(({ body }) => body.kind === 'other');
        assert.deepEqual(
          others.map(({ raw }) => raw),
          [],
          release,
        );
      }
    }
  }
});
