// The kind of path and the function of marked places in Go files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { locateSite } from '#core/syntax/locate';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

interface Mark {
  /** 1-based, as a compiler counts. */
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly name: string;
}

function marksIn(text: string): Mark[] {
  const rows = text.split('\n');
  let line = 0;
  return rows.flatMap((row, index) => {
    const mark = /^\/\/\s*\* (\w+) (\S+)$/.exec(row);
    if (!mark) {
      line = index + 1;
      return [];
    }
    const column = row.indexOf('*') + 1 - (rows[line - 1]!.startsWith('\t') ? 2 : 0);
    return [{ line, column, path: mark[1]!, name: mark[2] === '""' ? '' : mark[2]! }];
  });
}

for (const name of ['paths.go', 'paths_test.go']) {
  describe(name, () => {
    const text = readFileSync(`test/cases/syntax/${name}`, 'utf8');
    const marks = marksIn(text);
    for (const mark of marks) {
      test(`${mark.line}:${mark.column} ${text.split('\n')[mark.line - 1]!.trim()}`, () => {
        const { tree, lines } = trees.parse(name, text);
        const site = locateSite(
          { tree, lines, path: `/src/${name}` },
          { line: mark.line, column: mark.column, subject: 'new(point)', kind: 'expression' },
        );
        assert.deepEqual([site.path, site.function], [mark.path, mark.name]);
      });
    }
    test('has marks', () => assert.ok(marks.length > 3));
  });
}
