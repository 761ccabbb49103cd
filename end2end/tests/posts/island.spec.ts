import type { Page } from '@playwright/test';

import { unique } from '../../support/people';
import { editor, keepDraft, type } from '../../support/posts';
import { expect, test } from '../../support/test';

const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });

test.describe('with a script', { tag: '@script' }, () => {
  test('the preview follows the typing', async ({ page, signedIn }) => {
    await signedIn('author', page);
    const draft = await keepDraft(page, { title: `Watched ${unique()}`, body: '# Begun' });
    await page.goto(draft.editor);
    await expect(preview(page).getByRole('heading', { name: 'Begun' })).toBeVisible();
    await editor(page).body.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\n\nSome **bold** words');
    await expect(preview(page).getByRole('strong')).toHaveText('bold');
    await expect(preview(page)).toContainText('4 words, 1 min read');
  });

  test('hostile Markdown is shown sanitised while it is typed', async ({ page, signedIn, watch }) => {
    // The picture that is left of the attack is not there.
    watch.expectStatus(404);
    await signedIn('author', page);
    await page.goto('/write/new');
    await type(page, {
      body: 'Seen<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">go</a>\n\n[link](javascript:alert(4)) <svg onload=alert(5)></svg><iframe srcdoc="<script>alert(6)</script>"></iframe>',
    });
    await expect(preview(page)).toContainText('Seen');
    const dangers = preview(page).locator('script, iframe, svg, [onerror], [onload], [href^="javascript:"]');
    await expect(dangers).toHaveCount(0);
  });

  test('leaving with unsaved text asks first; saving does not', async ({ page, signedIn, watch }) => {
    await signedIn('author', page);
    await page.goto('/write/new');
    await expect(preview(page)).toBeVisible();
    await editor(page).title.click();
    await page.keyboard.type('Unsaved');
    watch.whenLeaving('stay');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Archive' }).click();
    await expect.poll(() => watch.timesAsked).toBe(1);
    await expect(editor(page).title).toHaveValue('Unsaved');
    await expect(page).toHaveURL(/\/write\/new$/);

    await editor(page).press('Save draft');
    await expect(page.getByRole('status')).toHaveText('Saved.');
    expect(watch.timesAsked).toBe(1);

    await expect(preview(page)).toBeVisible();
    await editor(page).body.click();
    await page.keyboard.type('More');
    watch.whenLeaving('leave');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Archive' }).click();
    await expect(page).toHaveURL(/\/archive$/);
    expect(watch.timesAsked).toBe(2);
  });

  test('leaving a form that came back refused asks, too', async ({ page, signedIn, watch }) => {
    await signedIn('author', page);
    await page.goto('/write/new');
    await type(page, { title: '', body: 'Words without a title' });
    await editor(page).press('Save draft');
    await expect(preview(page)).toContainText('Words without a title');
    watch.whenLeaving('stay');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Archive' }).click();
    await expect.poll(() => watch.timesAsked).toBe(1);
    await expect(editor(page).body).toHaveValue('Words without a title');
  });

  test('the buttons around the editor do not lose what is typed in it', async ({ page, signedIn, watch }) => {
    await signedIn('author', page);
    await page.goto('/write/new');
    await expect(preview(page)).toBeVisible();
    await editor(page).title.click();
    await page.keyboard.type('Unsaved');
    watch.whenLeaving('stay');
    await page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'Dark' }).click();
    await expect.poll(() => watch.timesAsked).toBe(1);
    await expect(editor(page).title).toHaveValue('Unsaved');
  });

  test('an editor that nobody typed into is left without a question', async ({ page, signedIn, watch }) => {
    await signedIn('author', page);
    await page.goto('/write/new');
    await expect(preview(page)).toBeVisible();
    await editor(page).title.click();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Archive' }).click();
    await expect(page).toHaveURL(/\/archive$/);
    expect(watch.timesAsked).toBe(0);
  });
});

test('no other page loads wasm or any script', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Quiet ${unique()}` });
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script' || request.url().endsWith('.wasm')) loaded.push(request.url());
  });
  for (const path of ['/', '/archive', '/settings', '/write', draft.preview]) {
    await page.goto(path, { waitUntil: 'networkidle' });
    // Data for programs has an element of that name, but nothing to run.
    await expect(page.locator('script:not([type="application/ld+json"])')).toHaveCount(0);
  }
  expect(loaded).toEqual([]);
});

test('the page that writes offers no preview that stands still', { tag: '@plain' }, async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  await expect(editor(page).title).toBeVisible();
  await expect(preview(page)).toBeHidden();
});
