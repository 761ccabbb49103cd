import type { Page } from '@playwright/test';

import { test, title } from '../../support/library';
import { expect } from '../../support/test';

const brightness = (page: Page) =>
  page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    return getComputedStyle(document.body).backgroundColor.startsWith('rgb') ? (red + green + blue) / 3 : red;
  });

const choose = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Colours' }).getByRole('button', { name }).click();

test('the choice between light and dark is remembered', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/posts/story-3');
  const light = await brightness(page);
  await choose(page, 'Dark');
  await expect(page).toHaveURL(/\/posts\/story-3$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title(3));
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  expect(await brightness(page)).toBeLessThan(light);

  const another = await context.newPage();
  await another.emulateMedia({ colorScheme: 'light' });
  await another.goto('/archive');
  await expect(another.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.emulateMedia({ colorScheme: 'dark' });
  await choose(page, 'Light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await brightness(page)).toBe(light);

  await choose(page, 'Device');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  expect(await brightness(page)).toBeLessThan(light);
  expect(await context.cookies()).toEqual([]);
});

test('without a choice, the device decides', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const light = await brightness(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => brightness(page)).toBeLessThan(light);
});
