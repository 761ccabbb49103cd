import type { Page } from '@playwright/test';

import { summary } from '../../support/forms';
import { expect, test } from '../../support/test';

const SHAPE = /^mhp_[0-9A-Za-z]{49}$/;

/** Fills the form that makes a token and sends it. */
async function make(page: Page, name: string, scopes: RegExp[]): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  for (const scope of scopes) await page.getByRole('checkbox', { name: scope }).check();
  await page.getByRole('button', { name: 'Make token' }).click();
}

/** The token that was just made. */
async function shown(page: Page): Promise<string> {
  return page.locator('#new-token code').innerText();
}

test('a member makes a token, a script uses it, and revoking it ends that', async ({ page, request, signedIn }) => {
  const { member } = await signedIn('author', page);
  await page.goto('/settings');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Tokens' }).click();
  await make(page, 'Nightly backup', [/your name, address and role/, /^Read posts/]);
  const token = await shown(page);
  expect(token).toMatch(SHAPE);
  expect(page.url()).not.toContain('mhp_');

  const authorization = `Bearer ${token}`;
  const answer = await request.get('/api/v1/me', { headers: { authorization } });
  expect(await answer.json()).toMatchObject({ email: member.email, scopes: ['account:read', 'posts:read'] });

  await page.reload();
  await expect(page.getByText('mhp_')).toHaveCount(0);
  const row = page.getByRole('row', { name: /Nightly backup/ });
  await expect(row).toContainText('account:read, posts:read');
  await expect(row).not.toContainText('Never');

  await row.getByRole('button', { name: 'Revoke “Nightly backup”' }).click();
  await expect(page.getByRole('status')).toContainText('The token is revoked.');
  expect((await request.get('/api/v1/me', { headers: { authorization } })).status()).toBe(401);
});

test('a new token is not there again on the way back', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto('/settings/tokens');
  await make(page, 'Seen once', [/your name, address and role/]);
  expect(await shown(page)).toMatch(SHAPE);
  await page.goto('/');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Make a token' })).toBeVisible();
  await expect(page.getByText('mhp_')).toHaveCount(0);
});

test('mistakes are named, and what was chosen stays', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto('/settings/tokens');
  await page.getByLabel('Ends after').selectOption('90');
  await make(page, '', []);
  await expect(summary(page)).toContainText('Enter a name.');
  const lack = summary(page).getByRole('link', { name: 'Choose at least one thing that the token is good for.' });
  await lack.click();
  await expect(page.getByRole('group', { name: 'Good for' })).toBeFocused();
  await expect(page.getByLabel('Ends after')).toHaveValue('90');
});

test('a program that is signed in is on the list, and can be signed out', async ({ page, request, signedIn }) => {
  const { member } = await signedIn('reader', page);
  const answer = await request.post('/api/v1/tokens', {
    data: { grant_type: 'password', username: member.email, password: member.password, client_id: 'Pocket reader' },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const { access_token: token, refresh_token: refresh } = await answer.json();
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Sign out “Pocket reader”' }).click();
  await expect(page.getByRole('status')).toContainText('The program is signed out.');
  const me = await request.get('/api/v1/me', { headers: { authorization: `Bearer ${token}` } });
  expect(me.status()).toBe(401);
  const again = await request.post('/api/v1/tokens', { form: { grant_type: 'refresh_token', refresh_token: refresh } });
  expect(again.status()).toBe(401);
});
