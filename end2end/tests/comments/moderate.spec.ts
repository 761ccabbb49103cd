import { comment, commentOn } from '../../support/comments';
import { unique } from '../../support/people';
import { publish } from '../../support/posts';
import { expect, test } from '../../support/test';

test('an editor hides a comment and shows it again', async ({ page, signedIn, openBrowser }) => {
  await signedIn('editor', page);
  const post = await publish(page, { title: `Moderated ${unique()}` });
  const { page: reader } = await signedIn('reader', undefined, 'Rae Reader');
  await commentOn(reader, post.id, 'Rude words.');
  const stranger = await openBrowser();

  await page.goto(post.path);
  await comment(page, 'Rude words.').getByRole('button', { name: 'Hide the comment of Rae Reader' }).click();
  await expect(comment(page, 'Rude words.')).toContainText('Hidden');
  await stranger.goto(post.path);
  await expect(comment(stranger, 'Hidden by an editor.')).toBeVisible();
  expect(await stranger.content()).not.toContain('Rude words.');
  await expect(stranger.getByRole('heading', { name: 'Comments' })).toBeVisible();

  await comment(page, 'Rude words.').getByRole('button', { name: 'Show the comment of Rae Reader' }).click();
  await stranger.reload();
  await expect(comment(stranger, 'Rude words.')).toBeVisible();
});

test('an editor deletes what others wrote', async ({ page, signedIn }) => {
  await signedIn('editor', page);
  const post = await publish(page, { title: `Cleaned ${unique()}` });
  const { page: reader } = await signedIn('reader', undefined, 'Rae Reader');
  await commentOn(reader, post.id, 'Spam, spam.');
  await page.goto(post.path);
  await comment(page, 'Spam, spam.').getByRole('button', { name: 'Delete the comment of Rae Reader' }).click();
  await expect(page.getByRole('status')).toHaveText('The comment is deleted.');
  await expect(comment(page, 'Spam, spam.')).toHaveCount(0);
});

test('readers are offered nothing on what others wrote, and get nothing by asking', async ({ page, signedIn }) => {
  const { page: author } = await signedIn('author');
  const post = await publish(author, { title: `Not yours ${unique()}` });
  const id = await commentOn(author, post.id, 'Mine.');
  await signedIn('reader', page);
  await page.goto(post.path);
  await expect(comment(page, 'Mine.').getByRole('link', { name: 'Reply' })).toBeVisible();
  await expect(comment(page, 'Mine.').getByRole('button')).toHaveCount(0);
  await expect(comment(page, 'Mine.').getByRole('link', { name: 'Edit' })).toHaveCount(0);
  for (const action of ['hide', 'show', 'delete', 'edit']) {
    const answer = await page.request.post(`/fn/comments/${action}`, { form: { id, body: 'Theirs.' } });
    expect(answer.status(), action).toBe(403);
  }
  await page.reload();
  await expect(comment(page, 'Mine.')).toBeVisible();
});
