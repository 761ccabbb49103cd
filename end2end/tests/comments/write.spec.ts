import { comment, commentOn, discussion, say } from '../../support/comments';
import { expectErrors, field, fieldsOf, sendTwice, summary } from '../../support/forms';
import { fillSignIn, unique } from '../../support/people';
import { publish } from '../../support/posts';
import { expect, test } from '../../support/test';

test('a reader comments and an author answers', async ({ page, signedIn, openBrowser }) => {
  const { page: author } = await signedIn('author', undefined, 'Ada Author');
  const post = await publish(author, { title: `Talked about ${unique()}` });
  await signedIn('reader', page, 'Rae Reader');
  await page.goto(post.path);
  await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
  await say(page, 'Well **said**, `indeed`.');
  await expect(page).toHaveURL(/#comment-[0-9a-f]{32}$/);
  await expect(comment(page, 'Well said').getByRole('strong').filter({ hasText: 'said' })).toBeVisible();

  await author.goto(post.path);
  await expect(author.getByRole('heading', { name: '1 comment' })).toBeVisible();
  await comment(author, 'Well said').getByRole('link', { name: 'Reply' }).click();
  await expect(author.getByRole('heading', { name: 'Answer Rae Reader' })).toBeVisible();
  await say(author, 'Thank you.');
  await expect(comment(author, 'Thank you.')).toBeVisible();

  const stranger = await openBrowser();
  await stranger.goto(post.path);
  await expect(stranger.getByRole('heading', { name: '2 comments' })).toBeVisible();
  const nested = discussion(stranger).getByRole('listitem').getByRole('listitem');
  await expect(nested).toHaveCount(1);
  await expect(nested).toContainText('Thank you.');
  await stranger.goto('/');
  const card = stranger.getByRole('article').filter({ hasText: post.title });
  await expect(card.getByRole('link', { name: '2 comments' })).toBeVisible();
});

test('a stranger is invited to sign in and comes back to the comments', async ({ page, site, signedIn }) => {
  const { page: author } = await signedIn('author');
  const post = await publish(author, { title: `Open to all ${unique()}` });
  const reader = await site.addMember('reader');
  await page.goto(post.path);
  await expect(field(page, 'Your comment')).toHaveCount(0);
  await discussion(page).getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, reader);
  await expect(page).toHaveURL(new RegExp(`${post.path}(#comments)?$`));
  await say(page, 'Here I am.');
  await expect(comment(page, 'Here I am.')).toBeVisible();
});

test('an empty comment and one without end are refused, and the form stays', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Refused ${unique()}` });
  await page.goto(post.path);
  await say(page, '  \n ');
  await expectErrors(page, { 'Your comment': 'Write something first.' });
  const long = 'word '.repeat(2_001);
  await say(page, `${long}end`);
  await expectErrors(page, { 'Your comment': /^.*At most 10,?000 characters fit/ });
  await expect(field(page, 'Your comment')).toHaveValue(`${long}end`);
  await say(page, 'Short.');
  await expect(comment(page, 'Short.')).toBeVisible();
  await expect(summary(page)).toHaveCount(0);
});

test('a refused answer still answers the same comment', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Answered ${unique()}` });
  await commentOn(page, post.id, 'The question.');
  await page.goto(post.path);
  await comment(page, 'The question.').getByRole('link', { name: 'Reply' }).click();
  await say(page, ' ');
  await expectErrors(page, { 'Your answer': 'Write something first.' });
  await say(page, 'The answer.');
  const nested = discussion(page).getByRole('listitem').getByRole('listitem');
  await expect(nested).toContainText('The answer.');
});

test('answers nest, but not without end', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Deep ${unique()}` });
  let parent = '';
  for (let depth = 0; depth < 8; depth += 1) parent = await commentOn(page, post.id, `Depth ${depth}.`, parent);
  await page.goto(post.path);
  await expect(discussion(page).getByRole('article')).toHaveCount(8);
  const depths = await discussion(page)
    .getByRole('article')
    .evaluateAll((articles) =>
      articles.map((article) => {
        let depth = 0;
        for (let list = article.closest('ol'); list; list = list.parentElement?.closest('ol') ?? null) depth += 1;
        return depth;
      }),
    );
  expect(depths).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
});

test('a comment is edited by its writer only', async ({ page, signedIn, watch }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Edited ${unique()}` });
  await page.goto(post.path);
  await say(page, 'Frist.');
  await comment(page, 'Frist.').getByRole('link', { name: 'Edit' }).click();
  await expect(field(page, 'Your comment')).toHaveValue('Frist.');
  const address = page.url();
  await field(page, 'Your comment').fill('');
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expectErrors(page, { 'Your comment': 'Write something first.' });
  await field(page, 'Your comment').fill('First.');
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expect(comment(page, 'First.')).toContainText('edited');

  const { page: other } = await signedIn('editor');
  watch.expectStatus(403);
  expect((await other.goto(address))?.status()).toBe(403);
  await other.goto(post.path);
  await expect(comment(other, 'First.').getByRole('link', { name: 'Edit' })).toHaveCount(0);
});

test('a deleted comment vanishes, but stays as a place while it has answers', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Deleted ${unique()}` });
  const parent = await commentOn(page, post.id, 'Regretted.');
  await commentOn(page, post.id, 'Still standing.', parent);
  await commentOn(page, post.id, 'Alone.');
  for (const words of ['Regretted.', 'Alone.']) {
    await page.goto(post.path);
    await comment(page, words).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('status')).toHaveText('The comment is deleted.');
    await expect(comment(page, words)).toHaveCount(0);
  }
  await expect(discussion(page).getByRole('article')).toHaveCount(2);
  await expect(comment(page, 'Deleted.')).toBeVisible();
  await expect(comment(page, 'Still standing.')).toBeVisible();
  await expect(page.getByRole('heading', { name: '1 comment' })).toBeVisible();
});

test('sending a comment twice says it once', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Echo ${unique()}` });
  await page.goto(post.path);
  const form = discussion(page).locator('form').filter({ hasText: 'Post comment' });
  await field(page, 'Your comment').fill('Once.');
  const ways = await sendTwice(page, '/fn/comments/create', await fieldsOf(form));
  expect(ways[0]).toBe(ways[1]);
  await form.getByRole('button', { name: 'Post comment' }).dblclick();
  await expect(comment(page, 'Once.')).toHaveCount(1);
  await page.goto(post.path);
  await expect(comment(page, 'Once.')).toHaveCount(1);
});

test('a session that ends while commenting costs no word', async ({ page, context, signedIn }) => {
  const { member } = await signedIn('author', page);
  const post = await publish(page, { title: `Slow ${unique()}` });
  await page.goto(post.path);
  await context.clearCookies();
  await say(page, 'Thought about for long.');
  await fillSignIn(page, member);
  await expect(field(page, 'Your comment')).toHaveValue('Thought about for long.');
  await discussion(page).getByRole('button', { name: 'Post comment' }).click();
  await expect(comment(page, 'Thought about for long.')).toBeVisible();
});
