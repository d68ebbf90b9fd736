// The profile panel alone in a browser, by mouse, keyboard and screen reader, in every theme.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { screenshot } from '../editor/drive/screenshot';
import { differingShare } from './openPage';
import { older, servicePanel } from './servicePanel';
import { type ThemeName, themes } from './themes';

describe('profile panel', () => {
  const withPage = servicePanel();

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`every view in ${theme}`, () =>
      withPage(theme, { theme, base: older }, async ({ page, checkClean }) => {
        for (const view of ['top', 'tree', 'sandwich', 'facts', 'flame']) {
          await page.locator(`#tab-${view}`).click();
          await checkClean();
        }
        await page.locator('.pane').first().waitFor();
      }));
  }

  it('forced colours', () =>
    withPage('forced', { forcedColors: 'active' }, async ({ page }) => void (await page.locator('.pane').waitFor())));

  it('keyboard: arrows move, Enter zooms, Backspace goes back, Escape shows the whole', () =>
    withPage('keyboard', {}, async ({ page, press, current, waitFor }) => {
      assert.equal(await current(), 'All: 10 s 10 s 100% 0');
      await press('ArrowDown');
      assert.equal(await current(), 'runtime.main 9.00 s 90.0% 0');
      await press('ArrowRight');
      assert.equal(await current(), 'runtime.gcBgMarkWorker 1.00 s 10.0% 0');
      await press('ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      assert.equal(await current(), 'encoding/json.Marshal 4.00 s 40.0% 4.00 s');
      await press('ArrowUp', 'ArrowRight', 'ArrowDown');
      assert.equal(await current(), 'example.com/shop/cart.sum (inlined) 1.50 s 15.0% 1.50 s');
      await waitFor('the line for screen readers', async () =>
        ((await page.locator('[aria-live]').textContent()) ?? '').startsWith(
          'example.com/shop/cart.sum (inlined), Cum 1.50 s',
        ),
      );
      const path = () => page.locator('.path').innerText();
      await press('ArrowUp', 'Enter');
      await waitFor('the way', async () => (await path()).includes('cart.(*Cart).Total'));
      await press('ArrowUp', 'ArrowUp', 'Enter');
      await waitFor('a shorter way', async () => !(await path()).includes('cart'));
      await press('Backspace');
      await waitFor('the way back', async () => (await path()).includes('cart.(*Cart).Total'));
      await press('Escape');
      await waitFor('the whole', async () => (await path()).trim() === 'All');
    }));

  it('keyboard: the menu, and what it does', () =>
    withPage('menu', {}, async ({ page, press, sent, waitFor, current }) => {
      await press('ArrowDown', 'Shift+F10');
      await page.getByRole('menuitem', { name: 'Copy name' }).waitFor();
      await screenshot(page, 'profile-menu-open');
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
      assert.deepEqual(await sent(), [{ kind: 'copy', text: 'runtime.main' }]);
      assert.equal(await current(), 'runtime.main 9.00 s 90.0% 0', 'the focus is where it was');
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Control+Enter');
      await waitFor('go to source', async () => (await sent()).length === 2);
      const goal = {
        kind: 'goToSource',
        function: 'example.com/shop/cart.(*Cart).Add',
        file: '/src/cart.go',
        line: 12,
      };
      assert.deepEqual((await sent())[1], goal);
    }));

  it('search: total, next found, what is not found', () =>
    withPage('search', {}, async ({ page, press, current, waitFor }) => {
      const found = page.locator('.found');
      await press('Control+f');
      await page.keyboard.type('CART');
      await waitFor('the total', async () => (await found.textContent()) === '3 functions, 9.00 s (90.0%)');
      await press('Enter');
      assert.equal(await current(), 'example.com/shop/cart.(*Cart).Add 7.00 s 70.0% 0');
      await press('Enter');
      assert.equal(await current(), 'example.com/shop/cart.(*Cart).Total 2.00 s 20.0% 0');
      await page.keyboard.type('((');
      await waitFor('nothing', async () => (await found.textContent()) === 'nothing found');
      await page.getByRole('button', { name: 'Regular expression' }).click();
      await waitFor('why', async () => ((await found.textContent()) ?? '').startsWith('Not a regular expression'));
      await page.getByRole('searchbox').press('Escape');
      await waitFor('no search', async () => (await found.textContent()) === '');
    }));

  it('mouse: a tooltip, click and wheel zoom, a drag moves, the path leads back', () =>
    withPage('mouse', {}, async ({ page, waitFor, sent }) => {
      const pane = (await page.locator('.pane').boundingBox())!;
      const at = (column: number, row: number) => [pane.x + pane.width * column, pane.y + row * 20 + 10] as const;
      const before = await page.screenshot({ clip: pane });
      await page.mouse.move(...at(0.3, 4));
      await waitFor('the tooltip', async () =>
        ((await page.locator('.tooltip').textContent()) ?? '').includes('cart.(*Cart).Add'),
      );
      assert.match(
        (await page.locator('.tooltip').textContent()) ?? '',
        /own code · \/src\/cart\.goCum7\.00 s \(70\.0%\)Flat0Of its caller77\.8%/,
      );
      await page.mouse.click(...at(0.3, 4));
      const path = () => page.locator('.path').innerText();
      await waitFor('zoomed', async () => (await path()).includes('cart.(*Cart).Add'));
      await page.mouse.move(...at(0.9, 5));
      await waitFor('the right half is the query', async () =>
        ((await page.locator('.tooltip').textContent()) ?? '').includes('pq'),
      );
      await page.locator('.step').first().click();
      await waitFor('the whole', async () => (await path()).trim() === 'All');
      await page.mouse.move(...at(0.1, 5));
      await page.keyboard.down('Control');
      for (let turn = 0; turn < 6; turn++) await page.mouse.wheel(0, -200);
      await page.keyboard.up('Control');
      const span = () =>
        page.evaluate(
          () => (window.profileHost.state as { span: { from: number; to: number } | null } | null)?.span ?? null,
        );
      await waitFor('a stretch of the picture', async () => (await span()) !== null);
      await waitFor('in Marshal', async () => (await path()).includes('json.Marshal'));
      const zoomed = (await span())!;
      await page.mouse.move(...at(0.5, 5));
      await page.mouse.down();
      await page.mouse.move(...at(0.3, 5), { steps: 4 });
      await page.mouse.up();
      await waitFor('moved', async () => ((await span())?.from ?? 0) > zoomed.from);
      await page.keyboard.press('Escape');
      await waitFor('the whole again', async () => (await path()).trim() === 'All');
      await page.mouse.move(0, 0);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.waitForTimeout(400);
      const again = await page.screenshot({ clip: pane });
      // The box that was clicked keeps its outline.
      assert.ok((await differingShare(page, before, again)) < 0.02, 'the same picture as before');
      await page.mouse.click(...at(0.3, 4), { button: 'right' });
      await page.getByRole('menuitem', { name: 'Go to source' }).click();
      await waitFor('go to source', async () => (await sent()).some(({ kind }) => kind === 'goToSource'));
    }));

  it('filters: typed, taken away, wrong', () =>
    withPage('filters', {}, async ({ page, waitFor }) => {
      const total = page.locator('.total');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('Focus').fill('Total');
      await page.getByLabel('Focus').press('Enter');
      await waitFor('what is left', async () => (await total.textContent()) === '2.00 s of 10 s (20.0%)');
      await page.getByLabel('Group by label').selectOption('handler');
      await waitFor('two chips', async () => (await page.locator('.chip').count()) === 3);
      await page.locator('.chip', { hasText: 'Focus' }).click();
      await waitFor('all again', async () => (await total.textContent()) === '10 s');
      await page.getByLabel('Hide', { exact: true }).fill('(');
      await page.getByLabel('Hide', { exact: true }).press('Enter');
      await waitFor('why', async () =>
        ((await page.getByRole('alert').textContent()) ?? '').startsWith('Not a regular expression'),
      );
      assert.equal(await page.getByLabel('Hide', { exact: true }).getAttribute('aria-invalid'), 'true');
      await page.getByLabel('Hide', { exact: true }).fill('');
      await page.getByLabel('Hide', { exact: true }).press('Enter');
      await waitFor('well again', async () => !(await page.getByRole('alert').isVisible()));
    }));

  it('top: sorted, and on to callers and callees', () =>
    withPage('top', {}, async ({ page, press, current, waitFor }) => {
      await page.locator('#tab-top').click();
      await page.locator('.row').first().waitFor();
      assert.equal(await current('[role=grid]'), '4.00 s40.0% 4.00 s40.0% encoding/json.Marshal');
      await page.getByRole('columnheader', { name: 'Cum' }).getByRole('button').click();
      await waitFor(
        'sorted',
        async () => (await page.locator('.row').first().textContent())?.includes('main.main') ?? false,
      );
      await page.getByRole('grid').focus();
      await press('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
      await waitFor('callers', async () => (await page.getByRole('treegrid').count()) === 2);
      const rows = (index: number) => page.getByRole('treegrid').nth(index).innerText();
      await waitFor(
        'both pictures',
        async () => (await rows(0)).includes('Callers of') && (await rows(1)).includes('Callees of'),
      );
      await page.getByRole('treegrid').nth(1).focus();
      await press('ArrowDown');
      assert.match(
        await current('[role=treegrid][aria-label^=Callees]'),
        /^(example\.com\/shop\/cart|encoding\/json|main\.main|net\/http)/,
      );
    }));

  it('tree: the heaviest path is open; arrows open and close', () =>
    withPage('tree', {}, async ({ page, press, current, waitFor }) => {
      await page.locator('#tab-tree').click();
      await waitFor('open', async () => (await page.locator('.row').count()) === 8);
      await page.getByRole('treegrid').focus();
      await press('End', 'ArrowRight');
      await waitFor('one more', async () => (await page.locator('.row').count()) === 9);
      await press('ArrowDown');
      assert.match(await current(), /^runtime\.gcDrain/);
      await press('Home', 'ArrowLeft');
      await waitFor('closed', async () => (await page.locator('.row').count()) === 3);
    }));

  it('facts', () =>
    withPage('facts', {}, async ({ page }) => {
      await page.locator('#tab-facts').click();
      const text = await page.locator('.facts').innerText();
      for (const fact of [
        'Duration\n30 s',
        'one sample every 10 ms of cpu',
        'cpu (default)',
        '10,000,000,000 nanoseconds',
        'handler',
        '/add, /total',
      ]) {
        assert.ok(text.includes(fact), `${fact} in ${text}`);
      }
    }));

  it('boxes of a pixel or two have the colour of their function, and the line above them', () => {
    // Below G stand, from the left: F, H (inlined), F again in H's shadow, and so many others that each has less than three pixels.
    const others = Array.from({ length: 496 }, (_, index) => `main.main;example.com/shop.G;runtime.z${1000 + index} 1`);
    const profile = [
      'main.main;example.com/shop.F 500',
      'main.main;example.com/shop.G;example.com/shop.F 2',
      'main.main;example.com/shop.G;+example.com/shop.H 2',
      'main.main;example.com/shop.H 100',
      ...others,
    ].join('\n');
    return withPage('narrow', { profile }, async ({ page, press, waitFor }) => {
      const width = (await page.locator('.pane').boundingBox())!.width;
      const scale = width / 1100;
      const pixel = (x: number, y: number) =>
        page.evaluate(
          ([left, top]) => [...document.querySelector('canvas')!.getContext('2d')!.getImageData(left, top, 1, 1).data],
          [Math.floor(x), y] as const,
        );
      // Between the marks at the left and the share at the right.
      const [f, g, h] = [250 * scale, 501 * scale, 1050 * scale];
      const same = (a: readonly number[], b: readonly number[]) =>
        assert.ok(
          a.every((value, at) => Math.abs(value - b[at]!) <= 2),
          `${a.join()} ${b.join()}`,
        );
      same(await pixel(g, 3 * 20 + 10), await pixel(f, 2 * 20 + 4));
      same(await pixel(g + 2 * scale, 3 * 20 + 10), await pixel(h, 2 * 20 + 4));
      // Inlined: nothing between it and its caller; the other one has a line of background.
      same(await pixel(g + 2 * scale, 3 * 20), await pixel(h, 2 * 20 + 4));
      same(await pixel(g, 3 * 20), await pixel(f, 3 * 20 + 10));
      const before = await pixel(g, 3 * 20 + 10);
      await press('Control+f');
      await page.keyboard.type('shop.H');
      await waitFor('what is not found fades', async () => (await pixel(g, 3 * 20 + 10)).join() !== before.join());
      same(await pixel(g, 3 * 20 + 10), await pixel(f, 2 * 20 + 4));
    });
  });

  it('comparison: more and less by sign, per operation', () =>
    withPage('compare', { base: older, operations: 10, baseOperations: 10 }, async ({ page, press, waitFor }) => {
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      await waitFor('both values', async () =>
        /Before 2\.00 s.*Change \+2\.00 s \(100%\)/.test(
          (await page.locator('.detail').innerText()).replaceAll('\n', ' '),
        ),
      );
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('Compare', { exact: true }).selectOption('operation');
      await waitFor(
        'per operation',
        async () => (await page.locator('.total').textContent()) === '1.00 s, before: 950 ms',
      );
      await page.locator('#tab-top').click();
      await waitFor('the change', async () =>
        ((await page.locator('.row').first().textContent()) ?? '').includes('+200 ms'),
      );
    }));

  it('names from a hostile file stay text', () =>
    withPage(
      'hostile',
      {
        profile:
          '<img/src=x/onerror=alert(1)>;</script><script>alert(1)</script> 5\n\u202eevil\u0000;__proto__;constructor 3',
      },
      async ({ page, press, current }) => {
        await press('ArrowDown');
        assert.equal(await current(), '<img/src=x/onerror=alert(1)> 5 ns 62.5% 0');
        await press('ArrowRight');
        assert.equal(await current(), '\ufffdevil\ufffd 3 ns 37.5% 0');
        for (const view of ['top', 'tree', 'sandwich']) await page.locator(`#tab-${view}`).click();
        assert.equal(await page.locator('img, script:not([nonce])').count(), 0);
      },
    ));

  it('Chinese: no English is left', () =>
    withPage('zh-cn', { language: 'zh-cn', words: zhCn, base: older }, async ({ page }) => {
      await page.getByRole('button', { name: '筛选' }).click();
      for (const view of ['flame', 'top', 'tree', 'facts', 'sandwich']) {
        await page.locator(`#tab-${view}`).click();
        assert.deepEqual(await englishTexts(page, ['samples', 'cpu', 'handler', '/add', 'main']), [], view);
      }
    }));
});

/** Texts and labels without a Chinese letter, but for those that hold a name of the profile. */
async function englishTexts(page: Page, names: readonly string[]): Promise<readonly (string | null)[]> {
  const texts = await page.evaluate(() => {
    const shown = document.querySelectorAll('button, label > span, th, dt, h2, [role=columnheader], option, .legend');
    const labelled = document.querySelectorAll('[aria-label], [placeholder]');
    return [
      ...Array.from(shown, ({ textContent }) => textContent),
      ...Array.from(labelled, found => found.getAttribute('aria-label')),
      ...Array.from(labelled, found => found.getAttribute('placeholder')),
    ];
  });
  return texts.filter(
    text =>
      text !== null &&
      /[A-Za-z]{3}/.test(text) &&
      !/\p{Script=Han}/u.test(text) &&
      !names.some(name => text.includes(name)),
  );
}
