import { Installation } from '../../support/installation';
import { expectErrors, field, fieldsOf, sendTwice } from '../../support/forms';
import { expectSignedIn, expectSignedOut, fillSignIn, fillSignUp, mainMenu, somebody } from '../../support/people';
import { publish } from '../../support/posts';
import { expect, test } from '../../support/test';

test('a stranger joins, and is signed in', async ({ page }) => {
  const ada = somebody();
  await page.goto('/');
  await mainMenu(page).getByRole('link', { name: 'Join' }).click();
  await fillSignUp(page, ada);
  await expect(page.getByRole('status')).toHaveText('Welcome. You can comment on everything you read.');
  await expectSignedIn(page);

  await mainMenu(page).getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('main')).toContainText(ada.email);
  await expect(page.getByRole('main')).toContainText('Reader');
  await expect(page.getByRole('status')).toHaveCount(0);
});

test('the first to join owns the publication, the second is a reader', async ({ page, openBrowser }) => {
  const site = await Installation.start({ owned: false });
  const [owner, reader] = [page, await openBrowser()];

  await owner.goto(`${site.url}/`);
  await expect(owner.getByRole('main')).toContainText('Nothing is published yet.');
  await owner.goto(`${site.url}/sign-up`);
  await fillSignUp(owner, somebody('Olga Owner'));
  await expect(owner.getByRole('status')).toContainText('you are its owner');
  await mainMenu(owner).getByRole('link', { name: 'Write' }).click();
  await expect(owner.getByRole('main')).toContainText('Nothing here yet. What will you write first?');

  await reader.goto(`${site.url}/sign-up`);
  await fillSignUp(reader, somebody('Rae Reader'));
  await expectSignedIn(reader);
  await expect(mainMenu(reader).getByRole('link', { name: 'Write' })).toHaveCount(0);
  expect((await reader.goto(`${site.url}/write`))?.status()).toBe(403);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Not for this account');
  await site.stop();
});

test('an empty form names every field that is missing', async ({ page }) => {
  await page.goto('/sign-up');
  await fillSignUp(page, { name: '', email: '', password: '' });
  await expectErrors(page, {
    Name: 'Enter a name.',
    'E-mail address': 'Enter your e-mail address.',
    Password: 'Enter your password.',
  });
});

test('a refused form keeps what was typed, but never the password', async ({ page }) => {
  await page.goto('/sign-up');
  await fillSignUp(page, { name: 'x'.repeat(81), email: 'ada at example', password: 'too short' });
  await expectErrors(page, {
    Name: 'At most 80 characters fit; this has 81.',
    'E-mail address': 'Enter an e-mail address like name@example.org.',
    Password: 'Use at least 10 characters; a few words work well.',
  });
  await expect(field(page, 'Name')).toHaveValue('x'.repeat(81));
  await expect(field(page, 'E-mail address')).toHaveValue('ada at example');
  await expect(field(page, 'Password')).toHaveValue('');
  expect(await page.content()).not.toContain('too short');

  await page.reload();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectSignedOut(page);
});

test('a password without end and invisible letters are refused', async ({ page }) => {
  await page.goto('/sign-up');
  await fillSignUp(page, { name: 'Ada\u202eExample', email: somebody().email, password: 'long '.repeat(60) });
  await expectErrors(page, {
    Name: 'Remove the invisible control characters.',
    Password: 'At most 256 characters fit.',
  });
});

test('an address that has an account already is told of, and the way to sign in', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  await page.goto('/sign-up');
  await fillSignUp(page, { ...ada, email: ada.email.toUpperCase(), password: 'another plain password' });
  await expectErrors(page, { 'E-mail address': 'This address has an account already. Sign in instead.' });
  await page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).click();
  await fillSignIn(page, ada);
  await expectSignedIn(page);
});

test('joining leads back to where one came from', async ({ page, signedIn }) => {
  const { page: author } = await signedIn('author');
  const post = await publish(author, { title: 'What do you think?' });
  await page.goto(post.path);
  await page.getByRole('main').getByRole('link', { name: 'join' }).click();
  await fillSignUp(page, somebody('Nia New'));
  await expect(page).toHaveURL(new RegExp(`${post.path}(#.*)?$`));
  await expect(field(page, 'Your comment')).toBeVisible();
});

test('sending the form twice makes one account and signs in', async ({ page, site }) => {
  const ada = somebody('Twice Example');
  await page.goto('/sign-up');
  const form = page.getByRole('main').locator('form');
  await field(page, 'Name').fill(ada.name);
  await field(page, 'E-mail address').fill(ada.email);
  await field(page, 'Password').fill(ada.password);
  const ways = await sendTwice(page, '/fn/accounts/sign-up', await fieldsOf(form));
  expect(ways).toEqual(['/', '/']);
  await form.getByRole('button', { name: 'Join' }).dblclick();
  await expectSignedIn(page);
  const members = await site.command(['member', 'list']);
  expect(members.split(ada.email)).toHaveLength(2);
});

test('who is signed in is led on from the form to join', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto('/sign-up');
  await expect(page).toHaveURL(/\/settings$/);
});
