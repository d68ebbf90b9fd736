// Colours of boxes as pixels: values of CSS Color 4's own examples and of the grey axis.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cssOf, pixelOf } from '#webview/profile/oklch';

function check(lightness: number, chroma: number, hue: number, hex: string): void {
  test(`oklch(${lightness} ${chroma} ${hue}) is ${hex}`, () => {
    const pixel = pixelOf({ lightness, chroma, hue });
    const bytes = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    assert.equal(`#${bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')}`, hex);
    assert.equal(pixel >>> 24, 255);
  });
}

check(0, 0, 0, '#000000');
check(1, 0, 120, '#ffffff');
check(0.628, 0.2577, 29.23, '#ff0000');
check(0.8664, 0.2948, 142.5, '#00ff00');
check(0.452, 0.3132, 264.05, '#0000ff');
check(0.5998, 0, 0, '#808080');
// No screen shows it: cut.
check(0.9, 0.4, 29, '#ff0000');

test('as CSS', () => {
  assert.equal(cssOf({ lightness: 0.50049, chroma: 0.1301, hue: 47.96 }), 'oklch(0.500 0.130 48.0)');
});
