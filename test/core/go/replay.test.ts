// From the script that `go list -n` prints to the compile that is replayed: as data, for what several releases print.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildScriptReader, type BuildScript } from '#server/go/replay/buildScript';
import { compileCommands } from '#server/go/replay/compileCommand';
import { hasMarker, markerLines, markerText } from '#server/go/replay/marker';
import { pathShortener } from '#server/go/replay/printedLines';

function read(lines: readonly string[]): BuildScript {
  const reader = buildScriptReader();
  for (const line of lines) reader.line(line);
  return reader.script();
}

const compile = '/go/pkg/tool/linux_amd64/compile';

test('a package: flags that are ours to choose are out, files are absolute', () => {
  const [command] = compileCommands(
    read([
      'mkdir -p $WORK/b001/',
      '',
      '#',
      '# ex.com/m/p',
      '#',
      '',
      "cat >$WORK/b001/importcfg << 'EOF' # internal",
      '# import config',
      'packagefile fmt=/cache/a2/x-d',
      'packagefile ex.com/m/dep=$WORK/b002/_pkg_.a',
      'EOF',
      'cd /home/me/my module',
      `${compile} -o $WORK/b001/_pkg_.a -trimpath "/tmp/ov/b.go=>/home/me/my module/p/b.go;$WORK/b001=>" -p ex.com/m/p -lang=go1.21 -complete -buildid a/a -goversion go1.26.8 -c=2 -I=/nonexistent/1 -l -nolocalimports -importcfg $WORK/b001/importcfg -pack "/home/me/my module/p/a.go" /tmp/ov/b.go ./p/c.go`,
      'go tool buildid -w $WORK/b001/_pkg_.a # internal',
    ]),
    new Map([['/tmp/ov/b.go', '/home/me/my module/p/b.go']]),
  );
  assert.deepEqual(command, {
    program: compile,
    directory: '/home/me/my module',
    importPath: 'ex.com/m/p',
    flags:
      '-p ex.com/m/p -lang=go1.21 -complete -goversion go1.26.8 -c=2 -I=/nonexistent/1 -l -nolocalimports -importcfg $WORK/b001/importcfg'.split(
        ' ',
      ),
    trims: ['$WORK/b001=>'],
    files: ['/home/me/my module/p/a.go', '/home/me/my module/p/b.go', '/home/me/my module/p/c.go'],
    steps: [],
    inputs: new Map([
      [
        '$WORK/b001/importcfg',
        '# import config\npackagefile fmt=/cache/a2/x-d\npackagefile ex.com/m/dep=$WORK/b002/_pkg_.a\n',
      ],
    ]),
    missing: ['ex.com/m/dep'],
  });
});

test('assembly, an embed configuration, a profile, no imports', () => {
  const [command] = compileCommands(
    read([
      'cd /m',
      'go tool preprofile -o $WORK/b003/pgo.preprofile -i /m/default.pgo',
      'echo -n > $WORK/b001/go_asm.h # internal',
      '/go/pkg/tool/linux_amd64/asm -p m -trimpath "$WORK/b001=>" -I $WORK/b001/ -gensymabis -o $WORK/b001/symabis ./x.s',
      "echo '# import config' > $WORK/b001/importcfg # internal",
      "cat >$WORK/b001/embedcfg << 'EOF' # internal",
      '{',
      '\t"Patterns": {}',
      '}EOF',
      `${compile} -o $WORK/b001/_pkg_.a -trimpath "$WORK/b001=>" -p main -symabis $WORK/b001/symabis -pgoprofile=$WORK/b003/pgo.preprofile -importcfg $WORK/b001/importcfg -embedcfg $WORK/b001/embedcfg -pack -asmhdr $WORK/b001/go_asm.h ./main.go`,
      '/go/pkg/tool/linux_amd64/asm -p m -o $WORK/b001/x.o ./x.s',
    ]),
    new Map(),
  );
  assert.deepEqual(
    command!.steps.map(({ argv }) => argv.slice(0, 3).join(' ')),
    ['go tool preprofile', '/go/pkg/tool/linux_amd64/asm -p m'],
  );
  assert.deepEqual(command!.inputs.get('$WORK/b001/embedcfg'), '{\n\t"Patterns": {}\n}\n');
  assert.equal(command!.inputs.get('$WORK/b001/go_asm.h'), '');
  assert.ok(!command!.flags.includes('-asmhdr') && command!.flags.includes('-symabis'));
});

test('cgo: its Go files are made first; what only the linker wants is left out', () => {
  const [command] = compileCommands(
    read([
      'cd /m/c',
      `TERM='dumb' CGO_LDFLAGS='"-g" "-O2"' /go/pkg/tool/linux_amd64/cgo -objdir $WORK/b001/ -importpath m/c "-ldflags=\\"-O2\\" \\"-g\\"" -- -I $WORK/b001/ ./c.go`,
      'cd $WORK',
      'gcc -fno-caret-diagnostics -c -x c - -o /dev/null || true',
      "TERM='dumb' /go/pkg/tool/linux_amd64/cgo -dynpackage c -dynimport $WORK/b001/_cgo_.o -dynout $WORK/b001/_cgo_import.go",
      `${compile} -o $WORK/b001/_pkg_.a -p m/c -importcfg $WORK/b001/importcfg -pack $WORK/b001/_cgo_gotypes.go $WORK/b001/c.cgo1.go $WORK/b001/_cgo_import.go`,
    ]),
    new Map(),
  );
  assert.deepEqual(command!.files, ['$WORK/b001/_cgo_gotypes.go', '$WORK/b001/c.cgo1.go']);
  const [cgo, ...others] = command!.steps;
  assert.deepEqual(others, []);
  assert.deepEqual(cgo!.env, { TERM: 'dumb', CGO_LDFLAGS: '"-g" "-O2"' });
  assert.ok(cgo!.argv.includes('-ldflags="-O2" "-g"'));
});

test('paths as the go command shortens them', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['/home/me/m', '/home/me/m/p', '/home/me/m/p/a.go:1:2: x', 'p/a.go:1:2: x'],
    ['/home/me/m', '/home/me/m', '/home/me/m/a.go:1:2: x', './a.go:1:2: x'],
    [
      '/home/me/m',
      '/home/me/m/p',
      '/home/me/m/q/b.go:1:2: from y at /home/me/m/p/a.go:3:4',
      './q/b.go:1:2: from y at p/a.go:3:4',
    ],
    ['/home/me/m', '/home/me/m/p', '/usr/local/go/src/x.go:1:2: x', '/usr/local/go/src/x.go:1:2: x'],
    ['/home/me/m', '/home/me/m/p', '/home/me/other/x.go:1:2: x', '../other/x.go:1:2: x'],
    [
      '/home/me/m',
      '/home/me/m/p',
      'p.go:1:2: "/home/me/m/p" escapes to heap',
      'p.go:1:2: "/home/me/m/p" escapes to heap',
    ],
  ];
  for (const [directory, folder, line, expected] of cases)
    assert.equal(pathShortener(directory, folder)(line), expected);
});

test('the marker', () => {
  const sort = markerLines('/w/escapement_front_end_done.go');
  const cases: readonly (readonly [string, string])[] = [
    ['/w/escapement_front_end_done.go:6:6: loop variable i now per-iteration, heap-allocated', 'done'],
    ['/w/escapement_front_end_done.go:6:6: moved to heap: i', 'marker'],
    ['./a.go:3:6: loop variable v now per-iteration, stack-allocated', 'marker'],
    ['./a.go:3:6: moved to heap: v', 'wanted'],
    ['./a.go:3:6: "x: loop variable " escapes to heap', 'wanted'],
  ];
  for (const [line, expected] of cases) assert.equal(sort(line), expected, line);
  assert.match(markerText('p'), /^\/\/go:build go1\.22\n\npackage p\n/);
  assert.deepEqual(['go1.21.13', 'go1.22.0', 'go1.27rc1', 'devel go1.28-abc'].map(hasMarker), [
    false,
    true,
    true,
    true,
  ]);
});
