import type { Locator, Page } from '@playwright/test';

import { expectErrors, field, summary } from '../../support/forms';
import { Installation } from '../../support/installation';
import { Authenticator, suggestNothing, test } from '../../support/passkeys';
import { type Member, expectSignedIn, expectSignedOut, fillSignIn, mainMenu, signIn } from '../../support/people';
import { expect } from '../../support/test';

const PAGE = '/settings/security';

/** Adds a passkey of this name, as somebody does who is signed in and has their device at hand. */
async function add(page: Page, device: Authenticator, name: string): Promise<void> {
  await page.goto(PAGE);
  await nameOfNew(page).fill(name);
  await device.touch();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('status')).toContainText('The passkey is added.');
  await device.touch(false);
  expect(await device.passkeys()).toBe(1);
}

/** The field for the name of a new passkey; those that are there have one for another name. */
function nameOfNew(page: Page): Locator {
  return page.getByRole('main').getByRole('textbox', { name: 'Name', exact: true });
}

/** Presses a button that asks for a passkey, and touches the device. */
async function use(page: Page, device: Authenticator, button: string): Promise<void> {
  await device.touch();
  await page.getByRole('button', { name: button }).click();
}

async function signOut(page: Page): Promise<void> {
  await mainMenu(page).getByRole('button', { name: 'Sign out' }).click();
  await expectSignedOut(page);
}

/** Makes the first step of signing in, and expects to be asked for the second. */
async function firstStep(page: Page, member: Member): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, member);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step');
}

test('two devices get a passkey each, which are named, renamed and removed @script', async ({ openBrowser, site, signedIn }) => {
  const { page, member } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await expect(page.getByRole('figure', { name: 'Recovery codes' }).locator('code')).toHaveCount(10);

  const other = await openBrowser();
  await other.context().addCookies(await page.context().cookies());
  await add(other, await Authenticator.plugIn(other), 'Laptop');
  await expect(other).toHaveURL(new RegExp(`${PAGE}$`));

  await page.goto(PAGE);
  const rows = page.locator('#passkeys tbody tr');
  await expect(rows).toHaveCount(2);
  const laptop = rows.filter({ hasText: 'Laptop' });
  await laptop.locator('summary').click();
  await laptop.getByLabel('New name').fill('Desk');
  await laptop.getByRole('button', { name: 'Save' }).click();
  await expect(rows.filter({ hasText: 'Desk' })).toHaveCount(1);

  await page.getByRole('button', { name: 'Remove Desk' }).click();
  await expect(page.getByRole('status')).toContainText('The passkey is removed.');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Phone');
  await site.letters.next(member.email, 'A passkey was added to your account');
  await site.letters.next(member.email, 'A passkey was removed from your account');
});

test('a name that is refused is told at its form, and kept @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await page.goto(PAGE);
  const row = page.locator('#passkeys tbody tr');
  await row.locator('summary').click();
  await row.getByLabel('New name').fill('N'.repeat(300));
  await row.getByRole('button', { name: 'Save' }).click();
  await expectErrors(page, { 'New name': 'At most 80 characters fit; this has 300.' });
  await expect(row.getByLabel('New name')).toHaveValue('N'.repeat(300));
  await row.getByLabel('New name').fill('Desk');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Desk');
});

test('a device gets no second passkey of the same account @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await page.goto(PAGE);
  await nameOfNew(page).fill('Phone again');
  await use(page, phone, 'Add a passkey');
  await expect(summary(page)).toContainText('The browser made no passkey.');
  await expect(summary(page)).toBeFocused();
  await expect(nameOfNew(page)).toHaveValue('Phone again');
  expect(await phone.passkeys()).toBe(1);
});

test('a passkey signs in without an address, and leads on @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await signOut(page);
  await suggestNothing(page);
  await page.goto(`/sign-in?next=${encodeURIComponent(PAGE)}`);
  await use(page, phone, 'Sign in with a passkey');
  await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
  await expectSignedIn(page);
  await expect(page.locator('#passkeys tbody tr')).not.toContainText('Never');
});

test('a passkey is offered in the field for the address @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await signOut(page);
  await phone.touch();
  await page.goto('/sign-in');
  await expectSignedIn(page);
});

test('a passkey is the second step after a password, and may trust the browser @script', async ({ signedIn }) => {
  const { page, member } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await signOut(page);
  await firstStep(page, member);
  await field(page, 'Do not ask again on this device for thirty days').check();
  await use(page, phone, 'Use a passkey');
  await expectSignedIn(page);
  await phone.touch(false);
  await signOut(page);
  await page.goto('/sign-in');
  await fillSignIn(page, member);
  await expectSignedIn(page);
});

test('a passkey that was removed here is refused, and said so @script', async ({ openBrowser, signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  const other = await openBrowser();
  await other.context().addCookies(await page.context().cookies());
  await page.context().clearCookies();
  await other.goto(PAGE);
  await other.getByRole('button', { name: 'Remove Phone' }).click();
  await expect(other.getByRole('status')).toContainText('The passkey is removed.');

  await suggestNothing(page);
  await page.goto('/sign-in');
  await use(page, phone, 'Sign in with a passkey');
  await expect(summary(page)).toContainText('This site does not know this passkey.');
  await expect(summary(page)).toBeFocused();
  await expectSignedOut(page);
});

test('a device that does not know its owner is refused by the browser, and by the site, too @script', async ({ signedIn }) => {
  const { page, member } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await signOut(page);
  await phone.knowOwner(false);
  await firstStep(page, member);
  await use(page, phone, 'Use a passkey');
  await expect(summary(page)).toContainText('The browser gave no passkey.');

  // A page that was tampered with does not ask for the owner; the site finds out.
  await page.route('**/fn/factors/options-to-finish', async (route) => {
    const answer = await route.fetch();
    const asked = await answer.json();
    asked.options.userVerification = 'discouraged';
    await route.fulfill({ response: answer, json: asked });
  });
  await use(page, phone, 'Use a passkey');
  await expect(summary(page)).toContainText('This passkey was not accepted.');
  await page.goto('/');
  await expectSignedOut(page);
});

test('the button takes over from the suggestion that waits @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await signOut(page);
  await phone.touchForButtons(page);
  const suggested = page.waitForResponse((answer) => answer.url().endsWith('/passkeys/options-to-sign-in'));
  await page.goto('/sign-in');
  await suggested;
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expectSignedIn(page);
});

test('a button that is pressed twice asks once @script', async ({ signedIn }) => {
  const { page } = await signedIn('reader');
  const phone = await Authenticator.plugIn(page);
  await page.goto(PAGE);
  let questions = 0;
  page.on('request', (request) => (questions += Number(request.url().endsWith('/passkeys/options-to-register'))));
  await phone.touch();
  await page.getByRole('button', { name: 'Add a passkey' }).dblclick();
  await expect(page.getByRole('status')).toContainText('The passkey is added.');
  expect(questions).toBe(1);
});

test('a passkey is proof enough before something important, and leads back @script', async ({ browser, contextOptions }) => {
  const site = await Installation.start({ host: 'localhost', settings: { MASTHEAD_SESSIONS_PROOF: '8s' } });
  const context = await browser.newContext({ ...contextOptions, baseURL: site.url });
  const page = await context.newPage();
  await signIn(page, await site.addMember('reader'));
  const phone = await Authenticator.plugIn(page);
  await add(page, phone, 'Phone');
  await expect(async () => {
    await page.goto(`/confirm?next=${encodeURIComponent(PAGE)}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm that it is you', { timeout: 500 });
  }).toPass();
  await use(page, phone, 'Use a passkey');
  await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
  await page.getByRole('button', { name: 'Remove Phone' }).click();
  await expect(page.getByRole('status')).toContainText('The passkey is removed.');
  await context.close();
  await site.stop();
});

test('without JavaScript a sentence says what passkeys need @plain', async ({ page, signedIn }) => {
  await page.goto('/sign-in');
  await expect(page.getByText('Passkeys need JavaScript and a browser that knows them. Here a password will do.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0);
  await signedIn('reader', page);
  await page.goto(PAGE);
  await expect(page.getByText('Without them, an authenticator app does the same.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0);
});
