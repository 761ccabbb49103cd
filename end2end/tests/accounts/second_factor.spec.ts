import type { Page } from '@playwright/test';

import { AuthenticatorApp } from '../../support/authenticator_app';
import { expectErrors, field } from '../../support/forms';
import { Installation } from '../../support/installation';
import { type Member, expectSignedIn, expectSignedOut, fillSignIn } from '../../support/people';
import { know } from '../../support/secrets';
import { expect, test } from '../../support/test';

const PAGE = '/settings/security';
const WRONG = 'This code is not right, or it was used already.';

/** Sets up an app, as its owner does, and keeps the recovery codes that come with it. */
async function setUp(page: Page): Promise<{ app: AuthenticatorApp; recovery: string[] }> {
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  return turnOn(page);
}

/** Types the code of the app that is being set up, and keeps the recovery codes that are shown then. */
async function turnOn(page: Page): Promise<{ app: AuthenticatorApp; recovery: string[] }> {
  const app = new AuthenticatorApp(await page.getByRole('figure', { name: 'Key to type' }).locator('code').innerText());
  await field(page, 'Code').fill(app.next());
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByRole('status')).toContainText('Your authenticator app is set up.');
  const recovery = await page.getByRole('figure', { name: 'Recovery codes' }).locator('code').allInnerTexts();
  expect(recovery).toHaveLength(10);
  for (const code of recovery) know('recovery code', code);
  return { app, recovery };
}

/** Makes the first step of signing in, and expects to be asked for the second. */
async function firstStep(page: Page, member: Member): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, member);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step');
}

async function secondStep(page: Page, code: string): Promise<void> {
  await field(page, 'Code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

test('an app is set up with the key that is shown, signing in asks for its code, and each is good once', async ({ openBrowser, page, signedIn }) => {
  const { member } = await signedIn('reader', page);
  const { app } = await setUp(page);

  const second = await openBrowser();
  await firstStep(second, member);
  const code = app.next();
  await secondStep(second, code);
  await expectSignedIn(second);

  const third = await openBrowser();
  await firstStep(third, member);
  await secondStep(third, code);
  await expectErrors(third, { Code: WRONG });
  await expect(field(third, 'Code')).toHaveValue('');
  await third.goto('/');
  await expectSignedOut(third);
});

test('the first step alone opens nothing', async ({ openBrowser, page, signedIn }) => {
  const { member } = await signedIn('reader', page);
  await setUp(page);
  const other = await openBrowser();
  await other.goto(`/sign-in?next=${encodeURIComponent(PAGE)}`);
  await fillSignIn(other, member);
  await expect(other).toHaveURL(/\/sign-in\/second-factor\?next=/);
  await other.goto(PAGE);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.goto('/sign-in/second-factor');
  await secondStep(other, 'no code at all');
  await expect(field(other, 'Code')).toHaveAttribute('aria-invalid', 'true');
});

test('an app that shows another code is not turned on', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const key = page.getByRole('figure', { name: 'Key to type' }).locator('code');
  const before = await key.innerText();
  await field(page, 'Code').fill(new AuthenticatorApp('ABCD EFGH IJKL MNOP').next());
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expectErrors(page, { Code: 'This is not the code of this moment.' });
  await expect(key).toHaveText(before);
  await page.getByRole('link', { name: 'Not now' }).click();
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
});

test('recovery codes are shown once, and each lets in once', async ({ openBrowser, page, signedIn, site }) => {
  const { member } = await signedIn('reader', page);
  const { recovery } = await setUp(page);
  const [first = '', next = ''] = recovery;
  await expect(page.getByRole('link', { name: 'Download as text' })).toHaveAttribute('download', 'recovery-codes.txt');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Shown already' })).toBeVisible();
  await expect(page.getByText(first)).toHaveCount(0);

  const second = await openBrowser();
  await firstStep(second, member);
  await secondStep(second, first.toLowerCase());
  await expectSignedIn(second);
  await second.goto(PAGE);
  await expect(second.getByText('9 are left.')).toBeVisible();
  await site.letters.next(member.email, /recovery code/i);

  const third = await openBrowser();
  await firstStep(third, member);
  await secondStep(third, first);
  await expectErrors(third, { Code: WRONG });
  await secondStep(third, next);
  await expectSignedIn(third);
});

test('a trusted browser is asked for the password alone, until the trust is ended', async ({ openBrowser, page, signedIn }) => {
  const { member } = await signedIn('reader', page);
  const { recovery } = await setUp(page);
  const trusted = await openBrowser();
  await firstStep(trusted, member);
  await field(trusted, 'Do not ask again on this device for thirty days').check();
  await secondStep(trusted, recovery[0] ?? '');
  await expectSignedIn(trusted);

  const signOut = trusted.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sign out' });
  await signOut.click();
  await expectSignedOut(trusted);
  await trusted.goto('/sign-in');
  await fillSignIn(trusted, member);
  await expectSignedIn(trusted);

  await page.goto(PAGE);
  await page.getByRole('row', { name: /Chrome/ }).getByRole('button', { name: /^End trust in/ }).click();
  await expect(page.getByRole('status')).toContainText('From now on you are asked for the second factor there.');
  await signOut.click();
  await firstStep(trusted, member);
});

test('an app is turned off, and signing in asks for nothing more', async ({ openBrowser, page, signedIn, site }) => {
  const { member } = await signedIn('reader', page);
  await setUp(page);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Turn off the authenticator app' }).click();
  await expect(page.getByRole('status')).toContainText('Your authenticator app is turned off.');
  await expect(page.getByRole('heading', { name: 'Recovery codes' })).toHaveCount(0);
  await site.letters.next(member.email, /authenticator app/i);
  const other = await openBrowser();
  await other.goto('/sign-in');
  await fillSignIn(other, member);
  await expectSignedIn(other);
});

test('whoever has to set up a factor first is led on to where they wanted to go', async ({ browser, contextOptions, javaScriptEnabled }) => {
  const site = await Installation.start({ settings: { MASTHEAD_ACCOUNTS_SECOND_FACTOR_ROLES: 'author' } });
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL: site.url });
  const page = await context.newPage();
  const member = await site.addMember('author');
  await page.goto('/write');
  await fillSignIn(page, member);
  await expect(page.getByRole('complementary', { name: 'Second factor needed' })).toBeVisible();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await page.getByRole('link', { name: 'Not now' }).click();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await turnOn(page);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(page).toHaveURL(`${site.url}/write`);
  await context.close();
  await site.stop();
});
