// The panel of a service's profile, in a browser that the tests of a file share; and an older profile of the same service.
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, prepareBed } from '../editor/bed';
import { screenshot } from '../editor/drive/screenshot';
import { openProfilePage, type ProfilePage, type ProfilePageOptions } from './profilePage';

export const service = `
  # types samples/count cpu/nanoseconds
  # duration 30000000000
  # period 10000000 cpu/nanoseconds
  runtime.main;main.main;net/http.(*Server).Serve@/go/src/net/http/server.go:3000;example.com/shop/cart.(*Cart).Add@/src/cart.go:12;encoding/json.Marshal 40 4000000000 handler=/add
  runtime.main;main.main;net/http.(*Server).Serve@/go/src/net/http/server.go:3000;example.com/shop/cart.(*Cart).Add@/src/cart.go:14;github.com/lib/pq.(*conn).Query 30 3000000000 handler=/add
  runtime.main;main.main;net/http.(*Server).Serve@/go/src/net/http/server.go:3000;example.com/shop/cart.(*Cart).Total@/src/cart.go:40;+example.com/shop/cart.sum@/src/cart.go:50 15 1500000000 handler=/total
  runtime.main;main.main;net/http.(*Server).Serve@/go/src/net/http/server.go:3000;example.com/shop/cart.(*Cart).Total@/src/cart.go:41;runtime.mallocgc 5 500000000 handler=/total
  runtime.gcBgMarkWorker;runtime.gcDrain;runtime.scanobject 10 1000000000`;
export const older = service.replaceAll('40 4000000000', '20 2000000000').replaceAll('10 1000000000', '25 2500000000');
const modules = ['example.com/shop'];

type WithPage = (
  name: string,
  options: Partial<ProfilePageOptions>,
  steps: (page: ProfilePage) => Promise<void>,
) => Promise<void>;

/**
 * To be called where tests are declared. What it gives opens the panel, runs the steps, leaves a picture, and closes; what went wrong besides is a
 * failure, too.
 */
export function servicePanel(): WithPage {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser(await prepareBed());
  });
  after(() => browser.close());
  return async (name, options, steps) => {
    const opened = await openProfilePage(browser, { profile: service, modules, ...options });
    try {
      await steps(opened);
      await opened.checkClean();
    } finally {
      await screenshot(opened.page, `profile-${name}`);
      await opened.close();
    }
  };
}
