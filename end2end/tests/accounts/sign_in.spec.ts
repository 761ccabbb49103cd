import { expectErrors, field, summary } from '../../support/forms';
import { expectSignedIn, expectSignedOut, fillSignIn, mainMenu, signIn, somebody } from '../../support/people';
import { expect, test } from '../../support/test';

test('a member signs in and out', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  await page.goto('/');
  await mainMenu(page).getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, { ...ada, email: ada.email.toUpperCase() });
  await expectSignedIn(page);
  await mainMenu(page).getByRole('button', { name: 'Sign out' }).click();
  await expectSignedOut(page);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('the account page signs out, too, and the session is over for good', async ({ page, context, signedIn }) => {
  await signedIn('reader', page);
  await page.goto('/settings');
  const cookies = await context.cookies();
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expectSignedOut(page);
  await context.addCookies(cookies);
  await page.goto('/');
  await expectSignedOut(page);
});

test('an empty form names every field that is missing', async ({ page }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, { email: '', password: '' });
  await expectErrors(page, { 'E-mail address': 'Enter your e-mail address.', Password: 'Enter your password.' });
});

test('an impossible address is named and kept', async ({ page }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, { email: 'ada@', password: 'whatever it is' });
  await expectErrors(page, { 'E-mail address': 'Enter an e-mail address like name@example.org.' });
  await expect(field(page, 'E-mail address')).toHaveValue('ada@');
  await expect(field(page, 'Password')).toHaveValue('');
});

test('a wrong password and an unknown account get the same answer', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  const told: string[] = [];
  for (const email of [ada.email, somebody('Nobody Known').email]) {
    await page.goto('/sign-in');
    await fillSignIn(page, { email, password: 'not the right words' });
    await expect(summary(page)).toHaveText('That e-mail address and password do not go together.');
    await expect(field(page, 'E-mail address')).toHaveValue(email);
    await expect(field(page, 'Password')).toHaveValue('');
    await expectSignedOut(page);
    told.push((await page.getByRole('main').innerText()).replace(email, ''));
  }
  expect(told[0]).toBe(told[1]);
});

test('ten wrong passwords on one account are enough', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  const guess = () => page.request.post('/fn/accounts/sign-in', { form: { email: ada.email, password: 'a guess' } });
  const statuses = [];
  for (let tries = 0; tries < 10; tries += 1) statuses.push((await guess()).status());
  expect(statuses).toEqual(Array(10).fill(401));
  const refused = await guess();
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);

  await page.goto('/sign-in');
  await fillSignIn(page, ada);
  await expect(summary(page)).toContainText('Too many attempts. Try again in');
  await expectSignedOut(page);
});

test('a page for members leads through the form and back', async ({ page, site }) => {
  const ada = await site.addMember('author');
  await page.goto('/write/new');
  await expect(page).toHaveURL(/\/sign-in\?next=\/write\/new$/);
  await fillSignIn(page, { ...ada, password: 'wrong the first time' });
  await expect(summary(page)).toBeVisible();
  await fillSignIn(page, ada);
  await expect(page).toHaveURL(/\/write\/new$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New post');
});

for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '/%0A/evil.example']) {
  test(`signing in never leads off the site: ${next}`, async ({ page, site, watch }) => {
    watch.expectStatus(404);
    const ada = await site.addMember('reader');
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillSignIn(page, ada);
    await expectSignedIn(page);
    expect(new URL(page.url()).origin).toBe(site.url);
    const forged = await page.request.post('/fn/accounts/sign-in', {
      form: { email: ada.email, password: ada.password, next },
      headers: { accept: 'text/html' },
      maxRedirects: 0,
    });
    expect(new URL(forged.headers()['location'] ?? '', site.url).origin).toBe(site.url);
  });
}

test('going back after signing in shows no secret and does no harm', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  await page.goto('/archive');
  await page.goto('/sign-in?next=/settings');
  await fillSignIn(page, ada);
  await expect(page).toHaveURL(/\/settings$/);
  await page.goBack();
  expect(await page.content()).not.toContain(ada.password);
  await expect(summary(page)).toHaveCount(0);
  const again = field(page, 'Password');
  if (await again.isVisible()) {
    await expect(again).toHaveValue('');
    await fillSignIn(page, ada);
  }
  await expectSignedIn(page);
  await page.goForward();
  await page.reload();
  await expectSignedIn(page);
});

test('going back after signing out shows nothing of the account', async ({ page, signedIn }) => {
  const { member } = await signedIn('reader', page);
  await page.goto('/settings');
  await expect(page.getByRole('main')).toContainText(member.email);
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expectSignedOut(page);
  await page.goBack();
  await expect(page.getByRole('main')).not.toContainText(member.email);
});

test('a second tab that signs in with an old form is led on', async ({ page, site }) => {
  const ada = await site.addMember('reader');
  await page.goto('/sign-in?next=/archive');
  await signIn(page, ada);
  await fillSignIn(page, ada);
  await expect(page).toHaveURL(/\/archive$/);
  await expectSignedIn(page);
});
