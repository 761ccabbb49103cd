import { field } from '../../support/forms';
import { expect, test } from '../../support/test';

test('a developer reads a letter in both its forms and follows its link', async ({ page, site, signedIn }) => {
  const { member } = await signedIn('reader', page);
  await page.goto('/settings/data');
  await field(page, 'Your e-mail address, to confirm').fill(member.email);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await site.letters.next(member.email, 'will be deleted');

  await page.goto('/dev/mail');
  const row = page.getByRole('row').filter({ hasText: member.email });
  await row.getByRole('link', { name: /will be deleted/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/will be deleted/);
  const letter = page.frameLocator('iframe');
  await expect(letter.getByText(`Dear ${member.name},`)).toBeVisible();
  await expect(letter.getByRole('link', { name: 'Keep my account' })).toBeVisible();
  await expect(page.locator('pre')).toContainText(`Keep my account:\n${site.url}/settings/data`);
  await page.getByRole('main').getByRole('listitem').getByRole('link', { name: 'Keep my account' }).click();
  await expect(page).toHaveURL('/settings/data');
});
