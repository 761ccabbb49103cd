import { field } from '../../support/forms';
import { expectSignedIn, somebody } from '../../support/people';
import { expect, test } from '../../support/test';

test('the first Tab reaches the way past the masthead', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('one joins by keyboard alone', async ({ page }) => {
  const ada = somebody('Kay Keyboard');
  await page.goto('/');
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      const spoken = await focused.evaluate((element) => {
        const labels = (element as HTMLInputElement).labels;
        return (labels?.[0] ?? element).textContent;
      });
      if (spoken?.trim() === name) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };
  await tabTo('Join');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-up$/);
  await tabTo('Name');
  await page.keyboard.type(ada.name);
  await tabTo('E-mail address');
  await page.keyboard.type(ada.email);
  await tabTo('Password');
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Password')).toBeFocused();
  await page.keyboard.type(ada.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Welcome.');
  await expectSignedIn(page);
});
