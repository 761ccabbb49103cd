import { expectSignedIn, fillSignIn, signIn, unique } from '../../support/people';
import { editor, expectTyped, keepDraft, type } from '../../support/posts';
import { summary } from '../../support/forms';
import { expect, test } from '../../support/test';

test('who saves over somebody else is told, loses nothing, and decides', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Two hands ${unique()}`, body: 'Begun.' });
  const { page: other } = await signedIn('editor');
  await page.goto(draft.editor);
  await other.goto(draft.editor);
  await type(other, { body: 'Theirs.' });
  await editor(other).press('Save draft');
  await expect(other.getByRole('status')).toHaveText('Saved.');

  await type(page, { body: 'Mine.', standfirst: 'Mine, too.' });
  await editor(page).press('Save draft');
  await expect(summary(page)).toContainText('Somebody saved this post while you were writing.');
  await expectTyped(page, { body: 'Mine.', standfirst: 'Mine, too.' });
  await other.goto(draft.preview);
  await expect(other.getByRole('main')).toContainText('Theirs.');

  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await other.goto(draft.preview);
  await expect(other.getByRole('main')).toContainText('Mine.');
});

test('a session that ends while writing a new post costs no word', async ({ page, context, signedIn }) => {
  const { member } = await signedIn('author', page);
  await page.goto('/write/new');
  const words = { title: `Long night ${unique()}`, standfirst: 'Typed', body: 'For hours.\n\nAnd hours.', tags: 'night' };
  await type(page, words);
  await context.clearCookies();
  await editor(page).press('Publish');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(page, member);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New post');
  await expectTyped(page, words);
  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expectTyped(page, words);
});

test('a session that ends while editing costs no word, even after a wrong password', async ({ page, context, signedIn }) => {
  const { member } = await signedIn('author', page);
  const draft = await keepDraft(page, { title: `Edited late ${unique()}`, body: 'Before.' });
  await page.goto(draft.editor);
  await type(page, { body: 'After hours of work.' });
  await context.clearCookies();
  await editor(page).press('Save draft');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(page, { ...member, password: 'wrong the first time' });
  await expect(summary(page)).toContainText('do not go together');
  await fillSignIn(page, member);
  await expect(page).toHaveURL(new RegExp(draft.editor));
  await expectSignedIn(page);
  await expectTyped(page, { title: draft.title, body: 'After hours of work.' });
});

test('what was typed into one post does not turn up in another', async ({ page, context, signedIn }) => {
  const { member } = await signedIn('author', page);
  const [first, second] = [
    await keepDraft(page, { title: `First ${unique()}`, body: 'The first.' }),
    await keepDraft(page, { title: `Second ${unique()}`, body: 'The second.' }),
  ];
  await page.goto(first.editor);
  await type(page, { body: 'Changed words of the first.' });
  await context.clearCookies();
  await editor(page).press('Save draft');
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, member);
  await page.goto(second.editor);
  await expectTyped(page, { title: second.title, body: 'The second.' });
  await page.goto(first.editor);
  await expectTyped(page, { title: first.title, body: 'Changed words of the first.' });
});

test('a notice is said once, and a refused form shown once', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  await type(page, { title: '', body: 'Words.' });
  await editor(page).press('Save draft');
  await expect(summary(page)).toBeVisible();
  await page.goto('/write/new');
  await expect(summary(page)).toHaveCount(0);
  await expectTyped(page, { title: '', body: '' });
});
