// From the name that a profile recorded to the places where the source may lie here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { declaresFunction } from '#core/profile/declaresFunction';
import { isBelow, ruleFor, searchSource, type SourceRoot, type SourceRule } from '#core/profile/sourcePath';

const roots: readonly SourceRoot[] = [
  { kind: 'workspace', path: '/home/me/shop' },
  { kind: 'module', path: '/home/me/shop/api', module: 'ex.com/shop' },
  { kind: 'goroot', path: '/usr/lib/go' },
  { kind: 'module-cache', path: '/home/me/go/pkg/mod' },
];

interface Case {
  readonly function: string;
  readonly file: string;
  readonly rules?: readonly SourceRule[];
  /** The sure ones. */
  readonly sure: readonly string[];
  readonly guesses?: readonly string[];
  readonly outside?: string;
}

function check(name: string, { function: function_, file, rules = [], sure, guesses = [], outside }: Case): void {
  test(name, () => {
    const { candidates, outside: asked } = searchSource({ function: function_, file }, { roots, rules });
    const paths = (isSure: boolean) => candidates.filter(found => found.sure === isSure).map(({ path }) => path);
    assert.deepEqual(paths(true), sure);
    assert.deepEqual(paths(false), guesses);
    assert.equal(asked, outside ?? null);
  });
}

check('as recorded, where that is below the workspace', {
  function: 'main.main',
  file: '/home/me/shop/tools/x.go',
  sure: ['/home/me/shop/tools/x.go'],
  guesses: [
    '/home/me/shop/me/shop/tools/x.go',
    '/home/me/shop/shop/tools/x.go',
    '/home/me/shop/api/me/shop/tools/x.go',
    '/home/me/shop/api/shop/tools/x.go',
    '/home/me/shop/api/tools/x.go',
  ],
});
check('built elsewhere: by module and package', {
  function: 'ex.com/shop/store.(*DB).Get',
  file: '/build/store/db.go',
  sure: ['/home/me/shop/api/store/db.go'],
  guesses: ['/home/me/shop/store/db.go'],
  outside: '/build/store/db.go',
});
check('-trimpath: the main module', {
  function: 'main.main',
  file: 'ex.com/shop/cmd/serve/main.go',
  sure: ['/home/me/shop/api/cmd/serve/main.go'],
});
check('an external test lies in the folder of what it tests', {
  function: 'ex.com/shop/store_test.BenchmarkGet',
  file: 'ex.com/shop/store/db_test.go',
  sure: ['/home/me/shop/api/store_test/db_test.go', '/home/me/shop/api/store/db_test.go'],
});
check('another user’s module cache, and the vendor folder', {
  function: 'github.com/BurntSushi/toml.Decode',
  file: '/root/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/decode.go',
  sure: [
    '/home/me/shop/api/vendor/github.com/BurntSushi/toml/decode.go',
    '/home/me/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/decode.go',
  ],
  outside: '/root/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/decode.go',
});
check('-trimpath: a dependency', {
  function: 'golang.org/x/net/html.Parse',
  file: 'golang.org/x/net@v0.20.0/html/parse.go',
  sure: [
    '/home/me/shop/api/vendor/golang.org/x/net/html/parse.go',
    '/home/me/go/pkg/mod/golang.org/x/net@v0.20.0/html/parse.go',
  ],
});
check('built with a vendor folder', {
  function: 'golang.org/x/net/html.Parse',
  file: '/build/vendor/golang.org/x/net/html/parse.go',
  sure: ['/home/me/shop/api/vendor/golang.org/x/net/html/parse.go'],
  guesses: [
    '/home/me/shop/vendor/golang.org/x/net/html/parse.go',
    '/home/me/shop/golang.org/x/net/html/parse.go',
    '/home/me/shop/x/net/html/parse.go',
    '/home/me/shop/net/html/parse.go',
    '/home/me/shop/html/parse.go',
    '/home/me/shop/api/golang.org/x/net/html/parse.go',
    '/home/me/shop/api/x/net/html/parse.go',
    '/home/me/shop/api/net/html/parse.go',
    '/home/me/shop/api/html/parse.go',
  ],
  outside: '/build/vendor/golang.org/x/net/html/parse.go',
});
check('another GOROOT: the standard library', {
  function: 'encoding/json.(*Decoder).Decode',
  file: '/opt/hostedtoolcache/go/1.22/x64/src/encoding/json/stream.go',
  sure: ['/usr/lib/go/src/encoding/json/stream.go'],
  guesses: endings('/opt/hostedtoolcache/go/1.22/x64/src/encoding/json/stream.go'),
  outside: '/opt/hostedtoolcache/go/1.22/x64/src/encoding/json/stream.go',
});
check('-trimpath: the standard library and what it vendors', {
  function: 'vendor/golang.org/x/net/http/httpguts.ValidHeaderFieldName',
  file: 'vendor/golang.org/x/net/http/httpguts/httplex.go',
  sure: [
    '/home/me/shop/api/vendor/golang.org/x/net/http/httpguts/httplex.go',
    '/usr/lib/go/src/vendor/golang.org/x/net/http/httpguts/httplex.go',
  ],
});
check('Windows, either slash', {
  function: 'ex.com/shop/store.Open',
  file: 'C:\\build\\store\\open.go',
  sure: ['/home/me/shop/api/store/open.go'],
  guesses: [
    '/home/me/shop/build/store/open.go',
    '/home/me/shop/store/open.go',
    '/home/me/shop/api/build/store/open.go',
  ],
  outside: 'C:/build/store/open.go',
});
check('a program’s file is taken by the end of its name, the folder’s name included', {
  function: 'main.main',
  file: '/src/api/main.go',
  sure: [],
  guesses: ['/home/me/shop/api/main.go', '/home/me/shop/api/api/main.go'],
  outside: '/src/api/main.go',
});
check('the user’s rules come first, the longest before', {
  function: 'main.main',
  file: '/src/gen/a.go',
  rules: [
    { from: '/src', to: '/elsewhere' },
    { from: '/src/gen/', to: 'C:\\gen\\' },
    { from: '/sr', to: '/no' },
  ],
  sure: ['C:/gen/a.go', '/elsewhere/gen/a.go'],
  guesses: ['/home/me/shop/gen/a.go', '/home/me/shop/api/gen/a.go'],
  outside: '/src/gen/a.go',
});
check('a file outside is only asked for', { function: 'x.y', file: '/passwd', sure: [], outside: '/passwd' });
for (const file of [
  '',
  '<autogenerated>',
  '_cgo_gotypes.go',
  '/a/../../etc/passwd',
  '../x.go',
  '/a/./b.go',
  'a\0.go',
]) {
  check(`no place for ${JSON.stringify(file)}`, { function: 'main.main', file, sure: [] });
}

function endings(file: string): string[] {
  const segments = file.slice(1).split('/');
  return ['/home/me/shop', '/home/me/shop/api'].flatMap(root =>
    segments.slice(1, -1).map((_, index) => `${root}/${segments.slice(index + 1).join('/')}`),
  );
}

test('nothing leads out of its root', () => {
  const word = fc.oneof(
    fc.constantFrom('..', '.', '', 'pkg', 'mod', 'vendor', 'src', 'a@v1', 'C:', 'ex.com', 'shop'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom('/', '\\'), fc.string(), (words, slash, name) => {
      for (const { root, path } of searchSource({ function: name, file: words.join(slash) }, { roots, rules: [] })
        .candidates) {
        assert.ok(root !== null && isBelow(path, root.path), path);
        assert.ok(!path.split('/').includes('..'), path);
      }
    }),
  );
});

test('a rule from what a person has found', () => {
  assert.deepEqual(ruleFor('/build/api/store/db.go', '/home/me/shop/store/db.go'), {
    from: '/build/api',
    to: '/home/me/shop',
  });
  assert.deepEqual(ruleFor('ex.com/m@v1/a.go', '/home/me/m/a.go'), { from: 'ex.com/m@v1', to: '/home/me/m' });
  assert.equal(ruleFor('/build/a.go', '/home/b.go'), null);
  assert.equal(ruleFor('/a.go', '/home/a.go'), null);
});

test('whether a file declares a function', () => {
  const text = `package main

func main() {}

func (s *Server) handle(w W) {}

func Map[K any]() {}

func (List[K, V]) Len() int { return 0 }

func (l *List[K, V]) Größe() int { return 0 }

func\tÜber() {}
`;
  for (const name of [
    'main.main',
    'main.main.func1',
    'main.(*Server).handle',
    'main.(*Server).handle-fm',
    'main.(*Server).handle.func2.1',
    'main.Map[...]',
    'main.List[...].Len',
    'main.(*List[...]).Größe',
    'main.Über.func3',
    // A closure of Map that was inlined into main.
    'main.main.Map.func1',
    'main.init',
    'main.glob..func1',
  ])
    assert.ok(declaresFunction(text, name), name);
  for (const name of [
    'main.serve',
    'main.(*Server).han',
    'main.Ma',
    'main.Gr',
    'main.Ü',
    'main.handle',
    'main.(*Other).handle',
    'main.(*Serve).handle',
    'main.(*erver).handle',
    'main.Other.handle-fm',
    'main.Other.main',
  ])
    assert.ok(!declaresFunction(text, name), name);
});
