import { field, summary } from '../../support/forms';
import { Installation } from '../../support/installation';
import { expectSignedIn, expectSignedOut, fillSignIn, signIn } from '../../support/people';
import { expect, test } from '../../support/test';

const PAGE = '/settings/sessions';

test('a member sees every browser that is signed in, and ends one', async ({ page, openBrowser, site }) => {
  const ada = await site.addMember('reader');
  const other = await openBrowser();
  await signIn(other, ada);
  await signIn(page, ada);
  await page.goto(PAGE);
  const rows = page.getByRole('main').locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('This one');
  await expect(rows.first()).toContainText('Chrome on Linux');
  await rows.nth(1).getByRole('button', { name: 'End the session' }).click();
  await expect(page.getByRole('status')).toContainText('That session is ended.');
  await expect(rows).toHaveCount(1);
  await other.goto('/');
  await expectSignedOut(other);
  await expectSignedIn(page);
});

test('signing out everywhere else leaves this browser alone', async ({ page, openBrowser, site }) => {
  const ada = await site.addMember('reader');
  const other = await openBrowser();
  await signIn(other, ada);
  await signIn(page, ada);
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByRole('status')).toContainText('You are signed out everywhere else.');
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
  await other.goto('/');
  await expectSignedOut(other);
});

test('no page with a session id, and none that the back button brings back', async ({ page, context, signedIn }) => {
  await signedIn('reader', page);
  await page.goto(PAGE);
  const cookie = (await context.cookies()).find((cookie) => cookie.name.endsWith('session'));
  expect(cookie?.httpOnly).toBe(true);
  expect(await page.content()).not.toContain(cookie?.value);
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expectSignedOut(page);
  await page.goBack();
  await expect(page.getByRole('main')).not.toContainText('This one');
});

test('the box decides whether the cookie outlives the browser', async ({ page, context, site }) => {
  const ada = await site.addMember('reader');
  const expires = async () => (await context.cookies()).find((cookie) => cookie.name.endsWith('session'))?.expires ?? 0;
  await page.goto('/sign-in');
  await expect(field(page, 'Stay signed in on this device')).toBeChecked();
  await fillSignIn(page, ada);
  await expectSignedIn(page);
  expect(await expires()).toBeGreaterThan(Date.now() / 1000 + 29 * 24 * 60 * 60);

  await context.clearCookies();
  await page.goto('/sign-in');
  await field(page, 'Stay signed in on this device').uncheck();
  await fillSignIn(page, { ...ada, password: 'wrong the first time' });
  await expect(field(page, 'Stay signed in on this device')).not.toBeChecked();
  await fillSignIn(page, ada);
  await expectSignedIn(page);
  expect(await expires()).toBe(-1);
});

test('a sign-in with a new browser is told by letter', async ({ page, openBrowser, site }) => {
  const ada = await site.addMember('reader');
  await signIn(page, ada);
  await signIn(await openBrowser(), ada);
  const letter = await site.letters.next(ada.email, 'A new sign-in');
  expect(letter.text).toContain('Chrome on Linux');
  expect(letter.links).toContain(`${site.url}${PAGE}`);
});

test('a fresh proof is asked for once the last one is old, and leads back', async ({ browser, contextOptions, javaScriptEnabled }) => {
  const site = await Installation.start({ settings: { MASTHEAD_SESSIONS_PROOF: '1s' } });
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL: site.url });
  const page = await context.newPage();
  const ada = await site.addMember('reader');
  await signIn(page, ada);
  await expect(async () => {
    await page.goto(`/confirm?next=${encodeURIComponent(PAGE)}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm that it is you', { timeout: 500 });
  }).toPass();
  const confirm = page.getByRole('main').getByRole('button', { name: 'Confirm' });
  await field(page, 'Password').fill('not the right words');
  await confirm.click();
  await expect(summary(page)).toContainText('This is not your password.');
  await expect(field(page, 'Password')).toHaveValue('');
  const before = (await context.cookies()).find((cookie) => cookie.name.endsWith('session'))?.value;
  await field(page, 'Password').fill(ada.password);
  await confirm.click();
  await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
  const after = (await context.cookies()).find((cookie) => cookie.name.endsWith('session'))?.value;
  expect(after).not.toBe(before);
  await context.close();
  await site.stop();
});
