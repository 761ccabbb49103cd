import { POSTS, test, title } from '../../support/library';
import { expect } from '../../support/test';

test('the end of every page leads to the feeds of the site', async ({ page, site }) => {
  await page.goto('/posts/story-7');
  await page.getByRole('navigation', { name: 'Footer' }).getByRole('link', { name: 'Feeds' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Feeds');
  for (const format of ['atom', 'rss', 'json']) {
    const address = await page.getByRole('link', { name: `${site.url}/feed.${format}` }).getAttribute('href');
    const answer = await page.request.get(address ?? '');
    expect(await answer.text()).toContain(title(POSTS));
  }
});

test('a tag and an author lead to feeds of their own', async ({ page }) => {
  for (const path of ['/tags/harbour', '/authors/ada-example']) {
    await page.goto(path);
    const link = page.getByRole('main').getByRole('link', { name: 'Feed', exact: true });
    await expect(link).toHaveAttribute('href', `${path}/feed.atom`);
    expect((await page.request.get(`${path}/feed.atom`)).headers()['content-type']).toContain('application/atom+xml');
  }
});
