import { fileURLToPath } from 'node:url';

import { summary } from '../support/forms';
import { fillSignUp } from '../support/people';
import { everyPage } from '../support/pages';
import { expect, test } from '../support/test';

const FOLDER = fileURLToPath(new URL('../screenshots', import.meta.url));

test('every page at three widths in both themes', async ({ page, site, signedIn, openBrowser, watch }) => {
  watch.expectStatus(404);
  const places = await everyPage({ page, site, signedIn, openBrowser });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 768, 1440]) {
      for (const viewer of new Set([page, ...places.map((place) => place.viewer)])) {
        await viewer.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await viewer.setViewportSize({ width, height: 900 });
      }
      const picture = (name: string) => ({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      for (const { name, path, viewer } of places) {
        await viewer.goto(path, { waitUntil: 'networkidle' });
        if (path.startsWith('/write/') && !path.endsWith('preview')) {
          await expect(viewer.getByRole('region', { name: 'Preview' })).toBeVisible();
        }
        await viewer.screenshot(picture(name));
      }
      await page.goto('/sign-up');
      await fillSignUp(page, { name: 'Ada Example', email: 'ada@', password: 'short' });
      await expect(summary(page)).toBeVisible();
      await page.screenshot(picture('sign-up-refused'));
    }
  }
});
