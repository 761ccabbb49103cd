import { expectErrors, fieldsOf, sendTwice } from '../../support/forms';
import { mainMenu, unique } from '../../support/people';
import { deskRow, editor, expectTyped, keepDraft, publish, type } from '../../support/posts';
import { expect, test } from '../../support/test';

test('an author writes, previews, publishes, and a stranger reads', async ({ page, signedIn, openBrowser }) => {
  await signedIn('author', page, 'Ada Author');
  await page.goto('/');
  await mainMenu(page).getByRole('link', { name: 'Write' }).click();
  await page.getByRole('main').getByRole('link', { name: 'New post' }).click();
  const title = `Harbour bridge opens ${unique()}`;
  const words = {
    title,
    standfirst: 'It took nine fictional years.',
    body: '## The bridge\n\nIt is **long**.\n\n| span | metres |\n|---|---|\n| main | 420 |\n\n- [x] paint\n\n~~closed~~[^1]\n\n[^1]: A note.',
    tags: 'Harbour, Old Town',
  };
  await type(page, words);
  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expectTyped(page, words);

  await editor(page).press('Save and preview');
  await expect(page).toHaveURL(/\/write\/[0-9a-f-]+\/preview$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.getByRole('strong').filter({ hasText: 'long' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '420' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('status')).toHaveText('Published. Everyone can read it now.');

  const stranger = await openBrowser();
  await stranger.goto(page.url());
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(stranger.getByText(words.standfirst)).toBeVisible();
  await expect(stranger.getByRole('link', { name: 'Ada Author' })).toBeVisible();
  await expect(stranger.getByRole('checkbox')).toBeChecked();
  await stranger.getByRole('link', { name: 'Old Town' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Old Town');
  await expect(stranger.getByRole('link', { name: title })).toBeVisible();
});

test('every mistake in the editor is named, and every field keeps what was typed', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  const words = {
    title: '',
    standfirst: 's'.repeat(401),
    body: 'Kept <b>as</b> typed & "quoted"\n\n    indented\n</textarea><p>out',
    tags: 'fine, ???',
    cover: 'http://pictures.example/a.jpg',
    slug: 'No Slug',
  };
  await type(page, words);
  await editor(page).press('Publish');
  await expectErrors(page, {
    Title: 'Give the post a title.',
    Standfirst: 'At most 400 characters fit; this has 401.',
    Tags: '“???” needs at least one letter or digit.',
    'Cover picture': 'Enter an address that starts with https://',
    Address: 'Use lower-case letters, digits and single hyphens',
  });
  await expectTyped(page, words);

  await type(page, { title: 'All well now', standfirst: '', tags: 'fine', cover: '', slug: '' });
  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expectTyped(page, { title: 'All well now', body: words.body, tags: 'fine' });
});

test('an existing post keeps what was typed over it when it is refused', async ({ page, signedIn, watch }) => {
  await signedIn('author', page);
  const draft = await keepDraft(page, { title: 'As it was', body: 'The old text.' });
  await page.goto(draft.editor);
  const words = { title: '', standfirst: 'New standfirst', body: 'The new text.', tags: 'a,b,c,d,e,f,g,h,i,j,k', cover: '', slug: 'as-it-was' };
  await type(page, words);
  await editor(page).press('Save draft');
  await expectErrors(page, { Title: 'Give the post a title.', Tags: 'At most ten tags, please.' });
  await expectTyped(page, words);
  watch.whenLeaving('leave');
  await page.goto(draft.preview);
  await expect(page.getByRole('main')).toContainText('The old text.');
});

test('an address that another post has is refused', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const slug = `taken-${unique()}`;
  await publish(page, { title: 'The first', slug });
  await page.goto('/write/new');
  await type(page, { title: 'The second', slug });
  await editor(page).press('Save draft');
  await expectErrors(page, { Address: /./ });
  await expectTyped(page, { title: 'The second', slug });
});

test('two posts with the same title get two addresses', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const title = `The same title ${unique()}`;
  const [first, second] = [await publish(page, { title }), await publish(page, { title })];
  expect(first.path).not.toBe(second.path);
});

test('sending a new post twice makes one post', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  const title = `Only once ${unique()}`;
  await type(page, { title, body: 'One text.' });
  const form = page.getByRole('main').locator('form').filter({ hasText: 'Save draft' });
  const ways = await sendTwice(page, '/fn/posts/create', await fieldsOf(form));
  expect(ways[0]).toBe(ways[1]);
  await form.getByRole('button', { name: 'Save draft' }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Edit post');
  await page.goto('/write');
  await expect(deskRow(page, title)).toHaveCount(1);
});

test('going back after saving and saving again does not make a second post', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  const title = `Back and forth ${unique()}`;
  await type(page, { title });
  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await page.goBack();
  await type(page, { title });
  await editor(page).press('Save draft');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Edit post');
  await page.goto('/write');
  await expect(deskRow(page, title)).toHaveCount(1);
});

test('Enter in the title saves the draft and publishes nothing', async ({ page, signedIn }) => {
  await signedIn('author', page);
  await page.goto('/write/new');
  await type(page, { title: `By keyboard ${unique()}` });
  await editor(page).title.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expect(page.getByRole('main')).toContainText('Draft');
});
