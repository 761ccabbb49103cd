import { type Page, test as base, expect } from '@playwright/test';

import { Installation } from './installation';
import { type Member, type Role, signIn } from './people';
import { Watch } from './watch';

interface TestFixtures {
  /** Sees what goes wrong unseen; a test fails when anything did. */
  watch: Watch;
  /** Opens another browser, with nothing in common with the first. */
  openBrowser: () => Promise<Page>;
  /** Makes a member and signs them in, in the given browser or in one of their own. */
  signedIn: (role: Role, page?: Page, name?: string) => Promise<{ page: Page; member: Member }>;
}

interface WorkerFixtures {
  /** The running site. */
  site: Installation;
}

/** A test with a running site, whose every page is watched. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    async ({}, use) => {
      const site = await Installation.start();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => use(site.url),

  watch: [
    async ({ site }, use) => {
      const watch = new Watch(site.url);
      await use(watch);
      expect(await watch.problems(), 'what went wrong in the browser').toEqual([]);
      expect(site.errorsLogged(), 'what the server logged as an error').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    watch.follow(context);
    await use(context);
  },

  openBrowser: async ({ browser, contextOptions, javaScriptEnabled, baseURL, locale, timezoneId, watch }, use) => {
    const opened: Page[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL, locale, timezoneId });
      watch.follow(context);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },

  signedIn: async ({ site, openBrowser }, use) => {
    await use(async (role, page, name) => {
      const member = await site.addMember(role, name);
      const theirs = page ?? (await openBrowser());
      await signIn(theirs, member);
      return { page: theirs, member };
    });
  },
});

export { expect };
