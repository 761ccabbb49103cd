import { expectErrors, field } from '../../support/forms';
import { codeIn, linkTo } from '../../support/letters';
import { expectSignedIn, expectSignedOut, fillSignIn, fillSignUp, somebody, strongPassword } from '../../support/people';
import { expect, test } from '../../support/test';

const UNCONFIRMED = 'Your address is not confirmed';

test('a new member confirms their address by the link, which acts on its button alone', async ({ page, site, watch }) => {
  watch.expectStatus(410);
  const ada = somebody();
  await page.goto('/sign-up');
  await fillSignUp(page, ada);
  const reminder = page.getByRole('complementary', { name: UNCONFIRMED });
  await expect(reminder).toBeVisible();
  const link = linkTo(await site.letters.next(ada.email, 'Confirm your address'), '/verify');

  await page.goto(link);
  await page.goto('/');
  await expect(reminder).toBeVisible();
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByRole('status')).toHaveText('Thank you. Your address is confirmed.');
  await expect(reminder).toHaveCount(0);
  expect((await page.goto(link))?.status()).toBe(410);
});

test('on another device the link asks for the password, and signs in there', async ({ page, site, openBrowser }) => {
  const ada = somebody();
  await page.goto('/sign-up');
  await fillSignUp(page, ada);
  const link = linkTo(await site.letters.next(ada.email, 'Confirm your address'), '/verify');

  const phone = await openBrowser();
  await phone.goto(link);
  await expect(phone.getByRole('button', { name: 'Confirm this address' })).toHaveCount(0);
  await field(phone, 'Password').fill(strongPassword());
  await phone.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expectErrors(phone, { Password: 'This is not the password of the account.' });
  await page.reload();
  await expect(page.getByRole('complementary', { name: UNCONFIRMED })).toBeVisible();
  await field(phone, 'Password').fill(ada.password);
  await phone.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(phone.getByRole('status')).toHaveText('Thank you. Your address is confirmed.');
  await expectSignedIn(phone);
  await page.reload();
  await expect(page.getByRole('complementary', { name: UNCONFIRMED })).toHaveCount(0);
});

test('whoever joined with the address of somebody else keeps nothing when its owner comes', async ({ page, site, openBrowser }) => {
  const squatter = somebody();
  await page.goto('/sign-up');
  await fillSignUp(page, squatter);
  await page.goto('/settings/security');
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toHaveCount(0);
  await page.goto('/settings/tokens');
  await expect(page.getByRole('button', { name: 'Make token' })).toHaveCount(0);

  const owner = await openBrowser();
  await owner.goto(linkTo(await site.letters.next(squatter.email, 'Confirm your address'), '/verify'));
  await field(owner, 'Password').fill(strongPassword());
  await owner.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expectErrors(owner, { Password: 'This is not the password of the account.' });
  await owner.getByRole('link', { name: 'Choose a new password' }).click();
  await field(owner, 'E-mail address').fill(squatter.email);
  await owner.getByRole('button', { name: 'Send the letter' }).click();
  await owner.goto(linkTo(await site.letters.next(squatter.email, 'Choose a new password'), '/reset'));
  await field(owner, 'New password').fill(strongPassword());
  await owner.getByRole('button', { name: 'Change the password' }).click();
  await expectSignedIn(owner);
  await expect(owner.getByRole('complementary', { name: UNCONFIRMED })).toHaveCount(0);

  await page.goto('/');
  await expectSignedOut(page);
  await page.goto('/sign-in');
  await fillSignIn(page, squatter);
  await expect(page.getByRole('alert')).toContainText('do not go together');
});

test('a new member types the code instead, from the letter sent again', async ({ page, site }) => {
  const ada = somebody();
  await page.goto('/sign-up');
  await fillSignUp(page, ada);
  await site.letters.next(ada.email, 'Confirm your address');
  await page.getByRole('complementary', { name: UNCONFIRMED }).getByRole('link', { name: 'Confirm it' }).click();
  await page.getByRole('button', { name: 'Send it once more' }).click();
  const letter = await site.letters.next(ada.email, 'Confirm your address');
  await field(page, 'Code').fill('BBBB-BBBB');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expectErrors(page, { Code: 'That code is wrong or too old.' });
  await field(page, 'Code').fill(codeIn(letter).toLowerCase());
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText('Thank you. Your address is confirmed.');
});

test('a forgotten password is chosen anew by the link', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await field(page, 'E-mail address').fill(ada.email);
  await page.getByRole('button', { name: 'Send the letter' }).click();
  await expect(page.getByRole('status').first()).toContainText('a letter is on its way');
  await page.goto(linkTo(await site.letters.next(ada.email, 'Choose a new password'), '/reset'));
  await field(page, 'New password').fill('password123');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expectErrors(page, { 'New password': /Add a word or two/ });
  const password = strongPassword();
  await field(page, 'New password').fill(password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('status')).toContainText('Your password is changed');
  await expectSignedIn(page);
  await site.letters.next(ada.email, 'was changed');
});

test('a code signs in where it was asked for', async ({ page, site, openBrowser }) => {
  const ada = await site.addMember('reader');
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Sign in by letter' }).click();
  await field(page, 'E-mail address').fill(ada.email);
  await page.getByRole('button', { name: 'Send the letter' }).click();
  const letter = await site.letters.next(ada.email, 'Sign in to');
  const elsewhere = await openBrowser();
  await elsewhere.goto('/sign-in/code');
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Sign in by letter');
  await field(page, 'Code').fill(codeIn(letter));
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expectSignedIn(page);
  await expectSignedOut(elsewhere);
});

test('the old mailbox takes a change of address back', async ({ page, site, signedIn, openBrowser }) => {
  const { member } = await signedIn('reader', page);
  const { email } = somebody('New Address');
  await page.goto('/settings');
  await field(page, 'New e-mail address').fill(email);
  await page.getByRole('button', { name: 'Change the address' }).click();
  await expect(page.getByRole('main')).toContainText('We wait for an answer');
  await site.letters.next(member.email, 'is about to change');
  await page.goto(linkTo(await site.letters.next(email, 'Confirm your new address'), '/verify'));
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByRole('status')).toContainText('your new address');

  const owner = await openBrowser();
  await owner.goto(linkTo(await site.letters.next(member.email, 'was changed'), '/undo-email'));
  await owner.getByRole('button', { name: 'Take the change back' }).click();
  const password = strongPassword();
  await field(owner, 'New password').fill(password);
  await owner.getByRole('button', { name: 'Change the password' }).click();
  await expectSignedIn(owner);
  await expect(page.goto('/settings').then(() => page.url())).resolves.toContain('/sign-in');
  await fillSignIn(page, { email: member.email, password });
  await expectSignedIn(page);
});

test('a member changes their password and their name', async ({ page, signedIn }) => {
  const { member } = await signedIn('reader', page);
  await page.goto('/settings/security');
  await field(page, 'Present password').fill('not this one');
  await field(page, 'New password').fill(strongPassword());
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expectErrors(page, { 'Present password': 'This is not your present password.' });
  await field(page, 'Present password').fill(member.password);
  await field(page, 'New password').fill(strongPassword());
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('status').first()).toContainText('Your password is changed');
  await page.goto('/settings');
  await field(page, 'Name').fill('Countess Example');
  await page.getByRole('button', { name: 'Change the name' }).click();
  await expect(page.getByRole('main')).toContainText('Countess Example');
});
