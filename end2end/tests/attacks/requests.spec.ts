import { openElsewhere } from '../../support/elsewhere';
import { summary } from '../../support/forms';
import { expectSignedIn, expectSignedOut, unique } from '../../support/people';
import { editor, keepDraft, paste, publish, type } from '../../support/posts';
import { expect, test } from '../../support/test';

for (const from of ['foreign', 'neighbour'] as const) {
  test(`a form on another site (${from}) does nothing`, async ({ page, site, signedIn, watch }) => {
    await signedIn('author', page);
    const draft = await keepDraft(page, { title: `Not to be published ${unique()}` });
    watch.expectStatus(403);
    for (const [action, fields] of [
      ['/fn/posts/publish', { id: draft.id }],
      ['/fn/accounts/sign-out', {}],
    ] as const) {
      const elsewhere = await openElsewhere(`${site.url}${action}`, fields);
      await page.goto(elsewhere[from]);
      const answer = page.waitForResponse(`**${action}`);
      await page.getByRole('button', { name: 'Win a prize' }).click();
      expect((await answer).status()).toBe(403);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sent from elsewhere');
      await elsewhere.close();
    }
    await page.goto(draft.editor);
    await expectSignedIn(page);
    await expect(editor(page).title).toHaveValue(draft.title);
    await expect(page.getByRole('main')).toContainText('Draft');
  });
}

test('no other site can show ours in a frame', async ({ page, site }) => {
  await page.goto('/sign-in');
  const headers = (await page.request.get('/sign-in')).headers();
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-frame-options']).toBe('DENY');
  expect(site.url).toContain('127.0.0.1');
});

test('an error that somebody forged into a link is not shown', async ({ page }) => {
  const lie = 'Your account is locked; call 0800 555 0100';
  const forms = [
    Buffer.from(JSON.stringify({ code: 'invalid', fields: { email: { code: 'x', message: lie } } })).toString('base64'),
    Buffer.from(`ServerError|${lie}`).toString('base64'),
    lie,
  ];
  for (const forged of forms) {
    const query = new URLSearchParams({ __path: '/fn/accounts/sign-in', __err: forged, error: lie, message: lie });
    for (const path of ['/sign-in', '/sign-up', '/']) {
      await page.goto(`${path}?${query}#problems`);
      await expect(page.getByText('locked')).toHaveCount(0);
      await expect(summary(page)).toHaveCount(0);
    }
  }
});

test('a text that is too large is refused with a page that helps', async ({ page, signedIn, watch }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  watch.expectStatus(413);
  await type(page, { title: 'Too much' });
  await paste(page, 'x'.repeat(7_000_000));
  const answer = page.waitForResponse('**/fn/posts/create');
  await editor(page).press('Save draft');
  expect((await answer).status()).toBe(413);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Too much at once');
  await expect(page.getByRole('main')).toContainText('kB that fit');
  await expect(page.getByRole('main').getByRole('link', { name: 'Read the latest posts' })).toBeVisible();
});

test('a text that is longer than a post may be comes back with its error', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  const body = 'word '.repeat(80_001);
  await type(page, { title: 'A little too much' });
  await paste(page, `${body}end`);
  await editor(page).press('Save draft');
  await expect(editor(page).body).toHaveAccessibleDescription(/At most 400,?000 characters fit/);
  await expect(editor(page).body).toHaveValue(`${body}end`);
});

test('a stranger who guesses a draft learns nothing', async ({ page, signedIn, watch }) => {
  const { page: author } = await signedIn('author');
  const slug = `secret-${unique()}`;
  const draft = await keepDraft(author, { title: `Secret plans ${slug}`, slug, body: 'Secret words.', tags: slug });
  watch.expectStatus(404);
  expect((await page.goto(`/posts/${slug}`))?.status()).toBe(404);
  const absent = (await page.getByRole('main').innerText()).trim();
  await page.goto(`/posts/never-${unique()}`);
  expect((await page.getByRole('main').innerText()).trim()).toBe(absent);
  expect((await page.goto(`/tags/${slug}`))?.status()).toBe(404);
  for (const path of [draft.editor, draft.preview, '/write']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    expect(await page.content()).not.toContain('Secret');
  }
  await page.goto('/');
  expect(await page.content()).not.toContain(slug);
  await expectSignedOut(page);
});

test('comments on drafts and on what is gone are refused', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Quiet ${unique()}` });
  const post = await publish(page, { title: `Gone ${unique()}` });
  await page.request.post('/fn/posts/delete', { form: { id: post.id } });
  for (const id of [draft.id, post.id]) {
    const form = { id: crypto.randomUUID(), post: id, body: 'Hello?' };
    expect((await page.request.post('/fn/comments/create', { form })).status()).toBe(404);
  }
});

test('an address that leads to no action is not found, and none answers GET', async ({ page }) => {
  expect((await page.request.post('/fn/posts/no-such', { form: {} })).status()).toBe(404);
  for (const action of ['posts/publish', 'accounts/sign-out', 'comments/delete']) {
    const answer = await page.request.get(`/fn/${action}?id=1`);
    expect([404, 405]).toContain(answer.status());
  }
});
