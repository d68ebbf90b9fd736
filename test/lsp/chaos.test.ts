// What happens to a server that runs for days: its compilers are killed, the build cache and the temporary folder are emptied under it, files
// are renamed, branches switched, keys come in bursts. Whatever it was, once it is over the findings are those that a fresh server
// publishes for the same texts, without a restart. Times are random, from fixed seeds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import os from 'node:os';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goMod, goProject, type GoProject, type TestScope } from '#support/goProject';
import { killBelow } from '#support/processes';
import { random, type Random } from '#support/random';

interface Storm {
  readonly editor: FakeEditor;
  readonly project: GoProject;
  readonly random: Random;
}

interface Chaos {
  readonly files: Readonly<Record<string, string>>;
  /** The files in the editor before the storm. */
  readonly opened: readonly string[];
  readonly env?: (scratch: GoProject) => NodeJS.ProcessEnv;
  readonly storm: (storm: Storm & { readonly scratch: GoProject }) => Promise<void>;
}

/** After the storm nothing is done any more: the server comes to the right state by itself. */
async function check(scope: TestScope, seed: number, { files, opened, env, storm }: Chaos): Promise<void> {
  const project = goProject(scope, files);
  const scratch = goProject(scope, {});
  const options = { env: env?.(scratch) ?? {} };
  const editor = await startFakeEditor(options);
  const fresh = await startFakeEditor(options);
  try {
    for (const name of opened) editor.open(project.path(name), files[name]!);
    for (const name of opened) await editor.settled(project.path(name));
    await storm({ editor, project, scratch, random: random(seed) });
    const present = editor.openFiles();
    for (const file of present) fresh.open(file, editor.text(file));
    await fresh.connection.sendRequest('escapement/analyse', { uri: null });
    const wanted = present.map(file => found(fresh, file));
    assert.ok(wanted.flat().length > 0, 'there is something to be found');
    const state = (): ReturnType<typeof found>[] => present.map(file => found(editor, file));
    await editor
      .until('the state of a fresh server', () => JSON.stringify(state()) === JSON.stringify(wanted))
      .catch(() => assert.deepEqual(state(), wanted));
    assert.deepEqual(
      editor.messages.map(({ message }) => message),
      [],
      'nobody was bothered',
    );
  } finally {
    await Promise.all([editor.exit(), fresh.exit()]);
  }
}

/** What is published for the present text of a file, in the order of the text. */
function found(editor: FakeEditor, file: string): readonly unknown[] {
  const uri = pathToFileURL(file).href;
  const last = editor.published.findLast(entry => entry.uri === uri);
  if (last?.version !== editor.version(file)) return ['not published'];
  return last.diagnostics
    .map(({ range, code, message, data }) => ({ range, code, message, data }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Functions enough that their compile can be met while it runs. */
const functions = (name: string, count: number): string =>
  Array.from(
    { length: count },
    (_, n) =>
      `func ${name}${n}(v int) func() *int {\n\ts := []int{v, ${n}}\n\treturn func() *int { s = append(s, v); return &s[0] }\n}\n`,
  ).join('\n');

const module: Readonly<Record<string, string>> = {
  'go.mod': goMod('ex.com/m'),
  'a.go': `package m\n\nimport "ex.com/m/dep"\n\nvar Kept = dep.New()\n\n${functions('A', 150)}\nfunc Edited() *int {\n\tx0 := 0\n\treturn &x0\n}\n`,
  'b.go': `package m\n\n${functions('B', 20)}`,
  'dep/dep.go': 'package dep\n\nfunc New() *int { return new(int) }\n',
};

/** A test without imports, so that nothing of the standard library has to be compiled for it. */
const tested = {
  ...module,
  'a_test.go': 'package m\n\nfunc helper() *int {\n\ty := 1\n\treturn &y\n}\n\nvar _ = helper\n',
};

/** The n-th edit of a.go: another variable goes to the heap. */
function type({ editor, project }: Storm, n: number): void {
  const file = project.path('a.go');
  editor.replace(file, `x${n - 1} := 0\n\treturn &x${n - 1}`, `x${n} := 0\n\treturn &x${n}`);
}

/** Removes a folder that somebody else is writing to at this moment: as far as it goes. */
function empty(scratch: GoProject, name: string): void {
  try {
    scratch.remove(name);
  } catch (error) {
    assert.match(String(error), /ENOTEMPTY/);
  }
}

/** The editor's word about files that changed on the disk. */
function tell({ editor, project }: Storm, changes: Readonly<Record<string, 1 | 2 | 3>>): void {
  const events = Object.entries(changes).map(([name, kind]) => ({
    uri: pathToFileURL(project.path(name)).href,
    type: kind,
  }));
  void editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: events });
}
const [created, changed, deleted] = [1, 2, 3] as const;

function each(name: string, seeds: readonly number[], chaos: () => Chaos): void {
  for (const seed of seeds) test(`${name} (seed ${seed})`, t => check(t, seed, chaos()));
}

describe('in the end the findings are those of a fresh server', { concurrency: 3 }, () => {
  each('the compiler is killed', [1, 2], () => ({
    files: tested,
    opened: ['a.go', 'a_test.go'],
    async storm(storm) {
      const { editor, random } = storm;
      let killed = 0;
      for (let n = 1; n <= 15; n++) {
        type(storm, n);
        await random.pause(60);
        for (let tries = random.below(40); tries >= 0; tries--)
          killed += await killBelow(editor.process.pid!, /\/compile /);
      }
      assert.ok(killed > 0, 'no compiler was met');
    },
  }));

  each('the go command is killed', [1], () => ({
    files: tested,
    opened: ['a.go', 'a_test.go'],
    async storm(storm) {
      const { editor, random } = storm;
      for (let n = 1; n <= 4; n++) {
        type(storm, n);
        // It runs when the keyboard rests.
        await random.pause(200);
        let killed = 0;
        for (let tries = 0; killed === 0 && tries < 5_000; tries++) {
          await random.pause(10);
          killed = await killBelow(editor.process.pid!, /(^|\/)go list /);
        }
        assert.ok(killed > 0, 'no go command was met');
      }
    },
  }));

  each('the build cache is emptied', [1], () => ({
    files: module,
    opened: ['a.go'],
    env: scratch => ({ GOCACHE: scratch.path('cache') }),
    async storm(storm) {
      const { scratch, random } = storm;
      for (let n = 1; n <= 12; n++) {
        type(storm, n);
        await random.pause(200);
        empty(scratch, 'cache');
      }
    },
  }));

  each('the folder of temporary files is emptied', [1, 2], () => ({
    files: module,
    opened: ['a.go'],
    env: scratch => {
      mkdirSync(scratch.path('tmp'));
      return { TMPDIR: scratch.path('tmp') };
    },
    async storm(storm) {
      const { scratch, random } = storm;
      for (let n = 1; n <= 12; n++) {
        type(storm, n);
        await random.pause(200);
        empty(scratch, 'tmp');
        mkdirSync(scratch.path('tmp'), { recursive: true });
      }
    },
  }));

  each('keys come in bursts, and what they make does not always compile', [1, 2], () => ({
    files: tested,
    opened: ['a.go', 'b.go', 'a_test.go'],
    async storm({ editor, project, random }) {
      const open = ['a.go', 'b.go', 'a_test.go'].map(name => project.path(name));
      const original = open.map(file => editor.text(file));
      for (let burst = 0; burst < 12; burst++) {
        const index = random.below(open.length);
        const file = open[index]!;
        for (let key = random.below(12); key >= 0; key--) {
          const line = 1 + random.below(editor.text(file).split('\n').length - 1);
          const word = random.pick(['\n', '// 改\n', 'x', '}', '{', 'func', '"', '/*', 'var Z any = 1\n']);
          const at = { line, character: 0 };
          editor.edit(file, { start: at, end: random.pick([at, { line: line + 1, character: 0 }]) }, word);
          await random.pause(20);
        }
        await random.pause(300);
        if (random.below(3) === 0) everything(editor, file, original[index]!);
      }
      open.forEach((file, index) => everything(editor, file, `${original[index]!}\nvar Last${index} any = new(int)\n`));
    },
  }));

  each('files are renamed, and the editor tells', [1], () => ({
    files: tested,
    opened: ['a.go', 'b.go'],
    async storm(storm) {
      const { editor, project, random } = storm;
      const move = (from: string, to: string): void => {
        const isOpen = editor.openFiles().includes(project.path(from));
        const text = isOpen ? editor.text(project.path(from)) : '';
        renameSync(project.path(from), project.path(to));
        if (isOpen) {
          editor.close(project.path(from));
          editor.open(project.path(to), text);
        }
        tell(storm, { [from]: deleted, [to]: created });
      };
      for (let n = 1; n <= 6; n++) {
        type(storm, n);
        await random.pause(150);
        move(n % 2 === 1 ? 'b.go' : 'c.go', n % 2 === 1 ? 'c.go' : 'b.go');
        await random.pause(150);
        if (n % 3 === 0) move('a_test.go', 'z_test.go');
        if (n % 3 === 1 && n > 1) move('z_test.go', 'a_test.go');
      }
      // The package that it imports moves, too.
      move('dep/dep.go', 'dep/moved.go');
    },
  }));

  each('files are renamed, and nobody tells', [1], () => ({
    files: module,
    opened: ['a.go'],
    async storm(storm) {
      const { project, random } = storm;
      for (let n = 1; n <= 8; n++) {
        await random.pause(100);
        renameSync(project.path(n % 2 === 1 ? 'b.go' : 'c.go'), project.path(n % 2 === 1 ? 'c.go' : 'b.go'));
        await random.pause(100);
        type(storm, n);
      }
    },
  }));

  for (const tells of [true, false]) {
    each(
      `a branch with 300 changed files is switched, and ${tells ? 'the editor tells' : 'nobody tells'}`,
      [1],
      () => ({
        files: branch(0),
        opened: ['p0/f0.go', 'p1/f1.go', 'main.go'],
        async storm(storm) {
          const { editor, project, random } = storm;
          const git = (...args: string[]): string =>
            execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
              cwd: project.directory,
              encoding: 'utf8',
              // The settings of whoever runs the tests (signing, hooks) are none of ours.
              env: { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' },
            });
          const commit = (): string => git('commit', '-q', '-m', 'x');
          git('init', '-q', '-b', 'one');
          git('add', '.');
          commit();
          git('checkout', '-q', '-b', 'two');
          for (const name of Object.keys(branch(0))) if (!(name in branch(1))) project.remove(name);
          for (const [name, text] of Object.entries(branch(1))) project.write(name, text);
          git('add', '-A');
          commit();
          git('checkout', '-q', 'one');
          for (const to of ['two', 'one', 'two']) {
            git('checkout', '-q', to);
            if (tells) tell(storm, Object.fromEntries(Object.keys(branch(0)).map(name => [name, changed])));
            // An editor reads again what it has open and nobody has edited.
            for (const file of editor.openFiles()) {
              if (existsSync(file)) everything(editor, file, readFileSync(file, 'utf8'));
            }
            await random.pause(700);
          }
        },
      }),
    );
  }
});

/** 310 files in 31 packages that import each other; the other branch has none of the first one's names. */
function branch(n: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'go.mod': goMod('ex.com/m') };
  for (let p = 0; p < 31; p++) {
    const folder = `p${p}`;
    for (let f = 0; f < 10; f++) {
      const next = f === 0 && p < 30 ? `import q "ex.com/m/p${p + 1}"\n\nvar Next${n} = q.New${n}0(1)\n\n` : '';
      // One file of each package has another name on the other branch.
      const name = f === 9 ? `g${n}` : `f${f}`;
      files[`${folder}/${name}.go`] =
        `package p${p}\n\n${next}func New${n}${f}(v int) *int {\n\tx${n} := v\n\treturn &x${n}\n}\n`;
    }
  }
  files['main.go'] =
    `package m\n\nimport "ex.com/m/p0"\n\nfunc Main() any {\n\tm${n} := p0.New${n}1(2)\n\treturn &m${n}\n}\n`;
  return files;
}

function everything(editor: FakeEditor, file: string, text: string): void {
  const end = { line: editor.text(file).split('\n').length, character: 0 };
  editor.edit(file, { start: { line: 0, character: 0 }, end }, text);
}
