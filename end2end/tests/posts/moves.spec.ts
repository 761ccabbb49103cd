import { unique } from '../../support/people';
import { deskRow, editor, keepDraft, publish, type } from '../../support/posts';
import { expect, test } from '../../support/test';

test('an unpublished post is gone for strangers and comes back at its address', async ({ page, signedIn, openBrowser, watch }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Now and then ${unique()}`, body: 'Fleeting words.' });
  const stranger = await openBrowser();
  await stranger.goto(post.path);
  await expect(stranger.getByRole('main')).toContainText('Fleeting words.');

  await page.goto('/write');
  await deskRow(page, post.title).getByRole('button', { name: 'Unpublish' }).click();
  await expect(page.getByRole('status')).toHaveText('Taken back to a draft. Only its writers and editors see it.');
  watch.expectStatus(404);
  expect((await stranger.goto(post.path))?.status()).toBe(404);
  await expect(stranger.getByRole('main')).not.toContainText('Fleeting words.');

  await editor(page).press('Publish');
  await expect(page).toHaveURL(new RegExp(`${post.path}$`));
  expect((await stranger.goto(post.path))?.status()).toBe(200);
});

test('a changed address leads from every older one, for ever', async ({ page, signedIn, openBrowser }) => {
  await signedIn('author', page);
  const [first, second, third] = [`first-${unique()}`, `second-${unique()}`, `third-${unique()}`];
  const post = await publish(page, { title: 'Moving house', slug: first });
  for (const slug of [second, third]) {
    await page.goto(post.editor);
    await type(page, { slug });
    await editor(page).press('Save changes');
    await expect(page.getByRole('status')).toHaveText('Saved.');
  }
  const stranger = await openBrowser();
  for (const old of [first, second]) {
    await stranger.goto(`/posts/${old}`);
    await expect(stranger).toHaveURL(new RegExp(`/posts/${third}$`));
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Moving house');
  }
  await page.goto('/write/new');
  await type(page, { title: 'A squatter', slug: first });
  await editor(page).press('Save draft');
  await expect(editor(page).slug).toHaveAttribute('aria-invalid', 'true');
});

test('deleting can be undone at once', async ({ page, signedIn, openBrowser, watch }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Hasty ${unique()}` });
  await page.goto('/write');
  await deskRow(page, post.title).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status')).toContainText('The post is in the bin.');
  const stranger = await openBrowser();
  watch.expectStatus(404);
  expect((await stranger.goto(post.path))?.status()).toBe(404);

  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status')).toHaveText('Restored, as it was.');
  expect((await stranger.goto(post.path))?.status()).toBe(200);
});

test('a deleted draft is restored from the desk later', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Half a thought ${unique()}`, body: 'Unfinished.' });
  await page.goto('/write');
  await deskRow(page, draft.title).getByRole('button', { name: 'Delete' }).click();
  await page.goto('/write');
  await expect(deskRow(page, draft.title)).toContainText('Deleted');
  await deskRow(page, draft.title).getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('main')).toContainText('Draft');
  await expect(editor(page).body).toHaveValue('Unfinished.');
});

test('a button that makes no sense any more says so', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Raced ${unique()}` });
  await page.goto('/write');
  const answer = await page.request.post('/fn/posts/publish', { form: { id: draft.id } });
  expect(answer.status()).toBe(200);
  await deskRow(page, draft.title).getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('main')).toContainText('That cannot be done in the state this is in.');
});

test('an editor sees and changes what authors write; another author does not', async ({ signedIn, watch }) => {
  const { page: author } = await signedIn('author');
  const draft = await keepDraft(author, { title: `Needs an editor ${unique()}`, body: 'Teh text.' });
  const { page: editing } = await signedIn('editor');
  await editing.goto('/write');
  await deskRow(editing, draft.title).getByRole('link', { name: draft.title }).click();
  await type(editing, { body: 'The text.' });
  await editor(editing).press('Save draft');
  await author.goto(draft.editor);
  await expect(editor(author).body).toHaveValue('The text.');

  const { page: other } = await signedIn('author', undefined, 'Otto Other');
  await other.goto('/write');
  await expect(deskRow(other, draft.title)).toHaveCount(0);
  watch.expectStatus(404);
  expect((await other.goto(draft.editor))?.status()).toBe(404);
  expect((await other.goto(draft.preview))?.status()).toBe(404);
  for (const action of ['publish', 'delete']) {
    expect((await other.request.post(`/fn/posts/${action}`, { form: { id: draft.id } })).status()).toBe(404);
  }
});
