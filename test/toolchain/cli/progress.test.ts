// The line on a terminal that says how far a check is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgress } from '#server/cli/progress';

interface Setting {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

function check(
  name: string,
  { isTTY = true, columns = 80, env = {} }: Setting,
  texts: readonly string[],
  expected: string,
): void {
  test(`progress: ${name}`, () => {
    let written = '';
    const terminal = { isTTY, columns, write: (text: string) => ((written += text), true) };
    const progress = createProgress(terminal, env);
    for (const text of texts) progress.show(text);
    progress.clear();
    progress.clear();
    assert.equal(written.replaceAll('\x1b', '^').replaceAll('\r', '<'), expected);
  });
}

check('one line, written anew, gone at the end', {}, ['a', 'b'], '<^[K^[2ma^[22m<^[K^[2mb^[22m<^[K');
check('no colour', { env: { NO_COLOR: '1' } }, ['a'], '<^[Ka<^[K');
check('never wraps', { columns: 4, env: { NO_COLOR: '1' } }, ['abcdef'], '<^[Kabc<^[K');
check('Chinese takes two columns', { columns: 6, env: { NO_COLOR: '1' } }, ['a编译中'], '<^[Ka编译<^[K');
check('nothing shown, nothing to clear', {}, [], '');
check('no terminal', { isTTY: false }, ['a'], '');
check('a dumb terminal', { env: { TERM: 'dumb' } }, ['a'], '');
