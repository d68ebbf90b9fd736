// `escapement check --suggest`: the rewrites that would be offered, each tried and none written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Suggestion } from '#core/report/suggestions';
import { escapement } from './commandLine';

const files = {
  'go.mod': 'module ex.com/m\n\ngo 1.21\n',
  'a.go': `package m

import "fmt"

type name string

func Key(n int) string { return fmt.Sprintf("k%d", n) }

func Name(n name) string { return fmt.Sprintf("%s", n) }
`,
};

test('suggest: in a line each, with the result of the proof', async () => {
  const { stdout, status, stderr } = await escapement({
    files,
    args: ['check', '--show', 'pool-local', '--suggest', '.'],
  });
  assert.equal(status, 0, stderr);
  assert.equal(
    stdout,
    [
      'a.go:7:33: Build the string without fmt.Sprintf [refactor.rewrite.alloc.sprintf, proven]',
      'a.go:9:35: Build the string without fmt.Sprintf [refactor.rewrite.alloc.sprintf, refused: The types do not allow it: the result might differ.]',
      '',
    ].join('\n'),
  );
});

test('suggest: in the document, with the edits', async () => {
  const { stdout } = await escapement({
    files,
    args: ['check', '--format', 'json', '--show', 'pool-local', '--suggest', '.'],
  });
  const { suggestions } = JSON.parse(stdout) as { readonly suggestions: readonly Suggestion[] };
  assert.deepEqual(
    suggestions.map(({ proof, line, edits }) => [proof, line, edits.map(({ newText }) => newText)]),
    [
      ['proven', 7, ['import (\n\t"fmt"\n\t"strconv"\n)', '"k" + strconv.Itoa(n)']],
      ['refused', 9, []],
    ],
  );
});
