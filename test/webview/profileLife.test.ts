// What comes to the profile panel from outside while it is open: late answers, other sizes, a profile that is read again, files dropped on it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openProfile } from './profilePage';
import { older, service, servicePanel } from './servicePanel';
import { themes } from './themes';

describe('life of the profile panel', () => {
  const withPage = servicePanel();

  it('search: an answer that comes after the search was ended is dropped', () =>
    withPage('search-late', {}, async ({ page, press, waitFor }) => {
      await page.evaluate(() => (window.profileHost.isHolding = true));
      await press('Control+f');
      await page.keyboard.type('cart');
      await waitFor('the question', () => page.evaluate(() => window.profileHost.held.length > 0));
      await press('Escape');
      await page.evaluate(async () => {
        for (const tell of window.profileHost.held) tell();
        await new Promise(resolve => setTimeout(resolve, 50));
      });
      assert.equal(await page.locator('.found').textContent(), '');
    }));

  it('a pane of another height asks for nothing, one of another width once', () =>
    withPage('resize', {}, async ({ page, waitFor }) => {
      const flames = () =>
        page.evaluate(() => window.profileHost.questions.filter(({ kind }) => kind === 'flame').length);
      const before = await flames();
      await page.setViewportSize({ width: 1280, height: 600 });
      await new Promise(resolve => setTimeout(resolve, 400));
      assert.equal(await flames(), before);
      await page.setViewportSize({ width: 1000, height: 600 });
      await waitFor('one question', async () => (await flames()) === before + 1);
    }));

  it('a file that is dropped on it is to be compared with', () =>
    withPage('drop', {}, async ({ page, sent }) => {
      const drop = (type: string, list: string) =>
        page.locator('.pane').evaluate(
          (pane, [of, data]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.setData(of, data);
            const isTaken = (name: string) =>
              !pane.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
            return [isTaken('dragover'), isTaken('drop')];
          },
          [type, list] as const,
        );
      assert.deepEqual(await drop('application/vnd.code.uri-list', 'file:///w/a%20b.pprof\r\nfile:///w/c.pprof'), [
        true,
        true,
      ]);
      assert.deepEqual(await drop('text/plain', 'file:///w/c.pprof'), [false, false]);
      assert.deepEqual(await sent(), [{ kind: 'compareWith', address: 'file:///w/a%20b.pprof' }]);
    }));

  it('a profile that is read again leaves nothing of the panel before it', () =>
    withPage('again', {}, async ({ page, press, waitFor }) => {
      await press('ArrowDown', 'Shift+F10');
      await page.getByRole('menu').waitFor();
      for (const profile of [older, service]) await openProfile(page, profile);
      const count = (selector: string) => page.locator(selector).count();
      assert.deepEqual([await count('.tooltip'), await count('.menu'), await count('main')], [1, 0, 1]);
      await press('Control+f');
      await waitFor('the search', () => page.evaluate(() => document.activeElement?.getAttribute('type') === 'search'));
      const before = await page.evaluate(() => window.profileHost.questions.length);
      await page.setViewportSize({ width: 1000, height: 600 });
      await waitFor(
        'a question',
        async () => (await page.evaluate(() => window.profileHost.questions.length)) > before,
      );
      await new Promise(resolve => setTimeout(resolve, 400));
      assert.equal(await page.evaluate(() => window.profileHost.questions.length), before + 1);
    }));

  it('what was chosen survives a reload', () =>
    withPage('reload', {}, async ({ page, press, current, waitFor }) => {
      await press('ArrowDown', 'ArrowDown', 'Enter', 'Control+f');
      await page.keyboard.type('cart');
      await page.getByLabel('Sample type').selectOption({ label: 'samples' });
      await waitFor('kept', async () => {
        const kept = JSON.stringify(await page.evaluate(() => window.profileHost.state));
        return kept.includes('"sampleType":0') && kept.includes('"search":"cart"');
      });
      await page.reload();
      await page.evaluate(values => {
        for (const [key, value] of values) document.documentElement.style.setProperty(`--vscode-${key}`, value);
        document.body.className = 'vscode-dark';
      }, Object.entries(themes.dark.variables));
      await openProfile(page, service);
      await waitFor('the search', async () => (await page.getByRole('searchbox').inputValue()) === 'cart');
      await waitFor('the zoom', async () => (await page.locator('.path').innerText()).includes('main.main'));
      assert.equal(await current(), 'All: 100 100 100% 0');
    }));

  it('a file that is no profile, and one that has changed', () =>
    withPage('failed', {}, async ({ page, sent }) => {
      await page.evaluate(() => window.profileHost.post({ kind: 'changed' }));
      await page.getByRole('button', { name: 'Reload' }).click();
      await page.evaluate(() =>
        window.profileHost.post({ kind: 'failed', text: 'This is an execution trace.', reopen: 'binary' }),
      );
      await page.getByRole('button', { name: 'Reopen as binary' }).click();
      await page.evaluate(() =>
        window.profileHost.post({ kind: 'failed', text: 'It cannot be read.', reopen: 'reload' }),
      );
      await page.getByRole('heading', { name: 'The profile cannot be shown' }).waitFor();
      await page.getByRole('button', { name: 'Reload' }).click();
      assert.deepEqual(await sent(), [{ kind: 'reload' }, { kind: 'reopen', as: 'binary' }, { kind: 'reload' }]);
    }));
});
