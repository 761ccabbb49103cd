import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { summary } from '../../support/forms';
import { fillSignUp } from '../../support/people';
import { ALL_PAGES, everyPage } from '../../support/pages';
import { editor } from '../../support/posts';
import { expect, test } from '../../support/test';

// Axe itself is a script, so it looks at pages in the browser that runs scripts; without one they are the same.
const AXE = { tag: '@script' };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function findings(page: Page): Promise<string[]> {
  // The page has no frames, so nothing is gained by the other mode, which opens a page for each analysis.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, AXE, async ({ page, site, signedIn, openBrowser, watch }) => {
    test.setTimeout(ALL_PAGES);
    watch.expectStatus(404);
    const found: Record<string, string[]> = {};
    for (const { name, path, viewer } of await everyPage({ page, site, signedIn, openBrowser })) {
      await viewer.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await viewer.goto(path);
      const wrong = await findings(viewer);
      if (wrong.length) found[name] = wrong;
    }
    expect(found).toEqual({});
  });

  test(`axe finds nothing on forms that were refused and on notices, ${colorScheme}`, AXE, async ({ page, signedIn }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/sign-up');
    await fillSignUp(page, { name: '', email: 'x', password: '' });
    await expect(summary(page)).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await signedIn('author', page);
    await page.goto('/write/new');
    await editor(page).press('Save draft');
    await expect(summary(page)).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await editor(page).title.fill('Now with a title');
    await editor(page).press('Publish');
    await expect(page.getByRole('status')).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
}
