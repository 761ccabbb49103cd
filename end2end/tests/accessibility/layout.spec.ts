import type { Page } from '@playwright/test';

import { ALL_PAGES, everyPage } from '../../support/pages';
import { expect, test } from '../../support/test';

/** A name of one long word, as some have. */
const LONG_NAME = 'Theodora Wolfeschlegelsteinhausenbergerdorff';

/** What reaches further to the right than the window, though nothing around it scrolls. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });
}

test('no page scrolls sideways on a screen of 320 px, nor on a wide one', async ({ page, site, signedIn, openBrowser, watch }) => {
  test.setTimeout(ALL_PAGES);
  watch.expectStatus(404);
  const places = await everyPage({ page, site, signedIn, openBrowser }, LONG_NAME);
  const found: Record<string, string[]> = {};
  for (const { name, path, viewer } of places) {
    await viewer.goto(path);
    for (const width of [320, 768, 1600]) {
      await viewer.setViewportSize({ width, height: 800 });
      const wide = await overflowing(viewer);
      if (wide.length) found[`${name} at ${width}`] = wide;
    }
  }
  expect(found).toEqual({});
});

test('whatever has the focus shows it', async ({ page, signedIn }) => {
  const { page: admin } = await signedIn('admin');
  for (const [viewer, path] of [
    [page, '/'],
    [page, '/sign-up'],
    [admin, '/write/new'],
    [admin, '/write'],
    [admin, '/settings/security'],
    [admin, '/settings/tokens'],
    [admin, '/admin/members'],
    [admin, '/admin/roles'],
  ] as const) {
    await viewer.goto(path);
    let reached = 0;
    for (let presses = 0; presses < 20; presses += 1) {
      await viewer.keyboard.press('Tab');
      const look = await viewer.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const visible = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
        return { visible, html: element.outerHTML.slice(0, 120) };
      });
      if (!look) break;
      reached += 1;
      expect(look.visible, `${path}: ${look.html}`).toBe(true);
    }
    expect(reached, path).toBeGreaterThan(5);
  }
});

test('every page has one heading of the first level and the landmarks', async ({ page, site, signedIn, openBrowser, watch }) => {
  test.setTimeout(ALL_PAGES);
  watch.expectStatus(404);
  for (const { name, path, viewer, status } of await everyPage({ page, site, signedIn, openBrowser })) {
    const answer = await viewer.goto(path);
    expect(answer?.status(), name).toBe(status ?? 200);
    await expect(viewer.getByRole('heading', { level: 1 }), name).toHaveCount(1);
    await expect(viewer.getByRole('banner'), name).toHaveCount(1);
    await expect(viewer.getByRole('main'), name).toHaveCount(1);
    await expect(viewer.getByRole('contentinfo'), name).toHaveCount(1);
    await expect(viewer, name).toHaveTitle(/The Example Gazette$/);
  }
});
