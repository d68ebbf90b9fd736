// Packages, classes and short names of Go functions, and values as people read them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOf, packageOf } from '#core/profile/packages';
import { shortName, shortNames } from '#core/profile/shortName';
import { exactValue, formatChange, formatShare, formatValue } from '#core/profile/units';

/** package, class (own modules: example.com/app, shop), short forms but the first. */
const names: readonly (readonly [string, string, string, ...string[]])[] = [
  ['main.main', 'main', 'own', 'main'],
  ['main.main.func1', 'main', 'own', 'main.func1'],
  ['example.com/app/store.(*DB).Get', 'example.com/app/store', 'own', 'store.(*DB).Get', '(*DB).Get', 'Get'],
  ['example.com/app.Run', 'example.com/app', 'own', 'app.Run', 'Run'],
  ['example.com/application.Run', 'example.com/application', 'dependency', 'application.Run', 'Run'],
  ['shop/cart.Add', 'shop/cart', 'own', 'cart.Add', 'Add'],
  ['gopkg.in/yaml%2ev3.Unmarshal', 'gopkg.in/yaml.v3', 'dependency', 'yaml.v3.Unmarshal', 'v3.Unmarshal', 'Unmarshal'],
  ['net/http.(*Server).Serve', 'net/http', 'standard', 'http.(*Server).Serve', '(*Server).Serve', 'Serve'],
  ['encoding/json.Marshal', 'encoding/json', 'standard', 'json.Marshal', 'Marshal'],
  ['runtime.mallocgc', 'runtime', 'runtime', 'mallocgc'],
  ['internal/runtime/maps.(*Map).Get', 'internal/runtime/maps', 'runtime', 'maps.(*Map).Get', '(*Map).Get', 'Get'],
  ['runtime/pprof.profileWriter', 'runtime/pprof', 'standard', 'pprof.profileWriter', 'profileWriter'],
  [
    'slices.SortFunc[go.shape.[]example.com/x.T,go.shape.int]',
    'slices',
    'standard',
    'SortFunc[go.shape.[]example.com/x.T,go.shape.int]',
  ],
  [
    'example.com/app.(*Tree[...]).Walk.func1',
    'example.com/app',
    'own',
    'app.(*Tree[...]).Walk.func1',
    '(*Tree[...]).Walk.func1',
    'Walk.func1',
  ],
  ['example.com/app.F.gowrap1', 'example.com/app', 'own', 'app.F.gowrap1', 'F.gowrap1'],
  ['aeshashbody', '', 'runtime'],
  ['[server]', '', 'unknown'],
  ['<unknown>', '', 'unknown'],
];

for (const [name, packagePath, packageClass, ...forms] of names) {
  test(`names: ${name}`, () => {
    const file =
      name === 'aeshashbody' ? '/go/src/internal/runtime/maps/asm.s' : name.startsWith('[') ? '/bin/server' : '';
    assert.equal(packageOf(name), packagePath);
    assert.equal(classOf(packagePath, file, ['example.com/app', 'shop']), packageClass);
    assert.deepEqual(shortNames(name).slice(1), forms);
  });
}

test('names: the path is what is left out first', () => {
  assert.equal(shortName('example.com/app/store.(*DB).Get'), 'store.(*DB).Get');
  assert.equal(shortName('main.main'), 'main.main');
  assert.equal(shortName('slices.Sort[example.com/x.T]'), 'slices.Sort[example.com/x.T]');
});

const values: readonly (readonly [number, string, string, string])[] = [
  [0, 'nanoseconds', '0', '0 nanoseconds'],
  [1, 'nanoseconds', '1 ns', '1 nanoseconds'],
  [90, 'KB', '90 KiB', '90 KB'],
  [0.5, 'hours', '30 min', '0.50 hours'],
  [2, 'GCU', '2 GCU', '2 GCU'],
  [1500, 'nanoseconds', '1.50 µs', '1,500 nanoseconds'],
  [10_000_000, 'nanoseconds', '10 ms', '10,000,000 nanoseconds'],
  [999_960_000, 'nanoseconds', '1.00 s', '999,960,000 nanoseconds'],
  [118_380_000_000, 'nanoseconds', '118 s', '118,380,000,000 nanoseconds'],
  [7_200e9, 'nanoseconds', '2.00 h', '7,200,000,000,000 nanoseconds'],
  [-50_000_000, 'nanoseconds', '−50 ms', '−50,000,000 nanoseconds'],
  [2.5, 'nanoseconds', '2.50 ns', '2.50 nanoseconds'],
  [1023, 'bytes', '1,023 B', '1,023 bytes'],
  [1536, 'bytes', '1.50 KiB', '1,536 bytes'],
  [12_345_678, 'bytes', '11.8 MiB', '12,345,678 bytes'],
  [9_007_199_254_740_992, 'bytes', '8.00 PiB', '9,007,199,254,740,992 bytes'],
  [1234567, 'count', '1,234,567', '1,234,567'],
  [0.25, 'count', '0.25', '0.25'],
  [3, 'widgets', '3 widgets', '3 widgets'],
  [2, 'seconds', '2.00 s', '2 seconds'],
];

for (const [value, unit, short, exact] of values) {
  test(`units: ${value} ${unit}`, () => {
    assert.equal(formatValue(value, unit), short);
    assert.equal(exactValue(value, unit), exact);
  });
}

test('units: shares and changes', () => {
  assert.deepEqual(
    [1, 333, 0.001, 999.9, 0, -50].map(part => formatShare(part, 1000)),
    ['0.10%', '33.3%', '<0.01%', '100%', '', '−5.00%'],
  );
  assert.equal(formatShare(5, 0), '');
  assert.deepEqual(
    [2048, -2048, 0].map(value => formatChange(value, 'bytes')),
    ['+2.00 KiB', '−2.00 KiB', '0'],
  );
});
