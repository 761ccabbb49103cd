import { readFile } from 'node:fs/promises';

import { expectErrors, field } from '../../support/forms';
import { expectSignedIn, fillSignIn } from '../../support/people';
import { expect, test } from '../../support/test';

const PAGE = '/settings/data';

test('a member gives up their account, comes back within the grace, and keeps it', async ({ page, site, signedIn, openBrowser }) => {
  const { member } = await signedIn('reader', page);
  await page.goto(PAGE);
  await field(page, 'Your e-mail address, to confirm').fill(member.email);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('We sent you a letter.')).toBeVisible();
  const letter = await site.letters.next(member.email, 'will be deleted');
  expect(letter.links).toContain(`${site.url}${PAGE}`);

  const elsewhere = await openBrowser();
  await elsewhere.goto('/sign-in');
  await fillSignIn(elsewhere, member);
  await expectSignedIn(elsewhere);
  const banner = elsewhere.getByRole('complementary', { name: 'The end of your account' });
  await expect(banner).toContainText('Your account will be deleted on');
  await banner.getByRole('button', { name: 'Keep my account' }).click();
  await expect(elsewhere.getByText('Your account stays.')).toBeVisible();
  await expect(banner).toBeHidden();
  await site.letters.next(member.email, 'stays');
});

test('an account is not given up by accident', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expectErrors(page, { 'Your e-mail address, to confirm': 'Type your e-mail address to confirm.' });
  await field(page, 'Your e-mail address, to confirm').fill('somebody-else@example.org');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expectErrors(page, { 'Your e-mail address, to confirm': 'That is not the e-mail address of this account.' });
  await expect(field(page, 'Your e-mail address, to confirm')).toHaveValue('somebody-else@example.org');
});

test('a member takes a copy of their data', async ({ page, signedIn }) => {
  await signedIn('reader', page);
  await page.goto(PAGE);
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a copy' }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/^masthead-\d{4}-\d\d-\d\d\.zip$/);
  const zip = await readFile(await download.path());
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  expect(zip.toString('latin1')).toContain('profile.json');
});
