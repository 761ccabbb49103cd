import type { Page } from '@playwright/test';

import { POSTS, test, title } from '../../support/library';
import { expect } from '../../support/test';

/** Reads a list from its newest to its oldest post, page by page. */
async function readThrough(page: Page): Promise<string[][]> {
  const pages: string[][] = [];
  const older = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Older' });
  for (;;) {
    pages.push(await page.getByRole('article').getByRole('heading').allTextContents());
    if (!(await older.isVisible())) return pages;
    const before = page.url();
    await older.click();
    await expect(page).not.toHaveURL(before);
    await expect(page.getByRole('article').first()).toBeVisible();
  }
}

const numbered = (from: number, to: number, step = 1) => {
  const titles = [];
  for (let number = from; number >= to; number -= step) titles.push(title(number));
  return titles;
};

test('the front page leads through everything, newest first', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Example Gazette');
  const pages = await readThrough(page);
  expect(pages.map((titles) => titles.length)).toEqual([20, 20, 10]);
  expect(pages.flat()).toEqual(numbered(POSTS, 1));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Newest' }).click();
  await expect(page.getByRole('article').first()).toContainText(title(POSTS));
});

test('a tag has its posts, page by page', async ({ page }) => {
  await page.goto('/tags/harbour');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour');
  expect((await readThrough(page)).flat()).toEqual(numbered(POSTS, 1));
  await page.goto('/tags/old-town');
  expect((await readThrough(page)).flat()).toEqual(numbered(POSTS, 5, 5));
});

test('an author has their posts, page by page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('article').first().getByRole('link', { name: 'Bo Example' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bo Example');
  const pages = await readThrough(page);
  expect(pages.map((titles) => titles.length)).toEqual([20, 5]);
  expect(pages.flat()).toEqual(numbered(POSTS, 2, 2));
});

test('the archive counts the years, and a year has its posts', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Archive' }).click();
  const years = page.getByRole('main').getByRole('listitem');
  await expect(years).toHaveText(['1992 30 posts', '1991 20 posts']);
  await years.getByRole('link', { name: '1991' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1991');
  expect((await readThrough(page)).flat()).toEqual(numbered(20, 1));
});

test('lists that do not exist help to go on', async ({ page, watch }) => {
  watch.expectStatus(404);
  for (const path of ['/tags/nothing', '/authors/nobody', '/archive/now', '/?before=nonsense', '/posts/none', '/no/such/page']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
  }
  await page.getByRole('main').getByRole('link', { name: 'Read the latest posts' }).click();
  await expect(page.getByRole('article').first()).toContainText(title(POSTS));
});
