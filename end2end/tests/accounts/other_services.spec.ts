import type { Page } from '@playwright/test';

import { field } from '../../support/forms';
import { Installation } from '../../support/installation';
import { expectSignedIn, expectSignedOut, fillSignIn } from '../../support/people';
import { Provider } from '../../support/provider';
import { expect, test as base } from '../../support/test';

/** Each test has a provider of its own, and a site where people sign in with it. */
const test = base.extend<{ provider: Provider; gazette: Installation }>({
  provider: async ({}, use) => {
    const provider = await Provider.start();
    await use(provider);
    provider.stop();
  },
  gazette: async ({ provider }, use) => {
    const site = await Installation.start({ settings: provider.settings, port: provider.port });
    await use(site);
    expect(site.errorsLogged(), 'what the server logged as an error').toEqual([]);
    await site.stop();
  },
});

function press(page: Page, name: string) {
  return page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

test('a stranger joins with an account elsewhere, and comes back with it', async ({ page, provider, gazette }) => {
  await page.goto(`${gazette.url}/sign-up`);
  await press(page, 'Join with Example ID');
  await provider.answer(page, 'ada', 'Agree');
  await expect(page).toHaveURL(`${gazette.url}/`);
  await expect(page.getByRole('status')).toHaveText('Welcome. You can comment on everything you read.');
  await expectSignedIn(page);

  await page.goto(`${gazette.url}/settings`);
  await expect(page.getByRole('main')).toContainText('ada@example.org');
  await press(page, 'Sign out');
  await expectSignedOut(page);

  await page.goto(`${gazette.url}/sign-in?next=/archive`);
  await press(page, 'Sign in with Example ID');
  await provider.answerAgain(page, 'ada');
  await expect(page).toHaveURL(`${gazette.url}/archive`);
  await expectSignedIn(page);
});

test('whoever does not agree comes back to the form', async ({ page, provider, gazette }) => {
  await page.goto(`${gazette.url}/sign-in`);
  await press(page, 'Sign in with Example ID');
  await provider.answer(page, 'ada', 'Refuse');
  await expect(page).toHaveURL(`${gazette.url}/sign-in`);
  await expect(page.getByRole('status')).toHaveText('You did not agree at Example ID, so nothing was done.');
  await expectSignedOut(page);
});

test('a service that does not answer is told at the form, where other ways are', async ({ page, provider, gazette }) => {
  await provider.control({ hang: true });
  await page.goto(`${gazette.url}/sign-in`);
  await press(page, 'Sign in with Example ID');
  await expect(page.getByRole('alert')).toContainText('Example ID does not answer at present.');
  await expect(field(page, 'Password')).toBeVisible();
});

test('a member links an account elsewhere, signs in with it, and unlinks it', async ({ page, provider, gazette }) => {
  const member = await gazette.addMember('reader');
  await page.goto(`${gazette.url}/sign-in?next=/settings/security`);
  await fillSignIn(page, member);
  await press(page, 'Link Example ID');
  await provider.answer(page, 'somebody', 'Agree');
  await expect(page.getByRole('status')).toHaveText('Linked. You can sign in with Example ID from now on.');
  await expect(page.getByRole('table', { name: 'Accounts elsewhere' })).toContainText('somebody@example.org');
  await expect(page.getByRole('button', { name: 'Link Example ID', exact: true })).toHaveCount(0);

  await page.goto(`${gazette.url}/settings`);
  await press(page, 'Sign out');
  await page.goto(`${gazette.url}/sign-in?next=/settings/security`);
  await press(page, 'Sign in with Example ID');
  await provider.answerAgain(page, 'somebody');
  await expect(page).toHaveURL(`${gazette.url}/settings/security`);

  // The service remembered who sat there, which proves nothing; on demand it asks.
  await press(page, 'Unlink Example ID somebody@example.org');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm that it is you');
  await provider.control({ signedIn: 600 });
  await press(page, 'Confirm with Example ID');
  await provider.answer(page, 'somebody', 'Agree');
  await expect(page.getByRole('status')).toHaveText(
    'Example ID did not show that you signed in there just now. Confirm in another way that it is you.',
  );
  await provider.control({ signedIn: 0 });
  await press(page, 'Confirm with Example ID');
  await provider.answer(page, 'somebody', 'Agree');
  await expect(page).toHaveURL(`${gazette.url}/settings/security`);
  await press(page, 'Unlink Example ID somebody@example.org');
  await expect(page.getByRole('status')).toHaveText('Unlinked.');
  await expect(page.getByRole('table', { name: 'Accounts elsewhere' })).toHaveCount(0);
});
