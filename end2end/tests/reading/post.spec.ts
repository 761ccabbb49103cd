import { POSTS, test, title } from '../../support/library';
import { expect } from '../../support/test';

test('a post shows who wrote it, when, how long it takes, and what it is about', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: title(POSTS), exact: true }).click();
  await expect(page).toHaveTitle(`${title(POSTS)} · The Example Gazette`);
  const post = page.getByRole('main').getByRole('article').first();
  await expect(post.getByRole('heading', { level: 1 })).toHaveText(title(POSTS));
  await expect(post.getByRole('link', { name: 'Bo Example' })).toHaveAttribute('href', '/authors/bo-example');
  await expect(post.locator('time')).toHaveAttribute('datetime', /^1992-03-30T/);
  await expect(post.locator('time')).toHaveText('30 March 1992');
  await expect(post).toContainText('1 min read');
  await expect(post.getByRole('list', { name: 'Tags' }).getByRole('link')).toHaveText(['Harbour', 'Old Town']);
});

test('its contents lead to its headings', async ({ page }) => {
  for (const width of [768, 1440]) {
    await page.setViewportSize({ width, height: 600 });
    await page.goto('/posts/story-7');
    const contents = page.getByRole('navigation', { name: 'Contents' });
    // Folded where there is no room beside the text.
    if (width === 768) await contents.getByText('Contents').click();
    await contents.getByRole('link', { name: 'The market' }).click();
    await expect(page).toHaveURL(/#the-market$/);
    await expect(page.getByRole('heading', { name: 'The market' })).toBeInViewport();
  }
});

test('code is coloured by classes, without a script or an inline style', async ({ page }) => {
  await page.goto('/posts/story-7');
  await expect(page.locator('pre code span[class]').first()).toBeVisible();
  await expect(page.locator('[style]')).toHaveCount(0);
});

test('one reads on to the earlier and the later post', async ({ page }) => {
  await page.goto('/posts/story-7');
  const more = page.getByRole('navigation', { name: 'More posts' });
  await more.getByRole('link', { name: `Earlier ${title(6)}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title(6));
  await more.getByRole('link', { name: `Later ${title(7)}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title(7));
  await page.goto('/posts/story-1');
  await expect(more.getByRole('link')).toHaveCount(1);
  await page.goto(`/posts/story-${POSTS}`);
  await expect(more.getByRole('link')).toHaveCount(1);
});

test('addresses from before the import lead to the posts', async ({ page }) => {
  for (const old of ['/1991/11/22/story-7', '/1991/11/22/story-7/', '/1991/11/22/story-7.html']) {
    await page.goto(old);
    await expect(page, old).toHaveURL(/\/posts\/story-7$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title(7));
  }
});

test('links between imported posts lead to where these are now', async ({ page }) => {
  await page.goto('/posts/story-7');
  const link = page.getByRole('link', { name: 'the first story' });
  await expect(link).toHaveAttribute('href', '/posts/story-1');
  await link.click();
  await expect(page).toHaveURL(/\/posts\/story-1$/);
});
