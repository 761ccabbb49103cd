import { type Locator, type Page, expect } from '@playwright/test';

/** A field by its label, which the line of a summary may repeat. */
export function field(page: Page, label: string | RegExp): Locator {
  return page.getByRole('main').locator('input, textarea').and(page.getByLabel(label));
}

/** The summary of errors on top of a refused form. */
export function summary(page: Page): Locator {
  return page.getByRole('main').getByRole('alert');
}

/**
 * Expects the form to be refused with exactly these errors, by the labels of their fields: summed up on top, the summary
 * in focus, each line leading to its field, and each field telling its error.
 */
export async function expectErrors(page: Page, errors: Record<string, string | RegExp>): Promise<void> {
  await expect(summary(page)).toContainText('Some fields need another look.');
  await expect(summary(page)).toBeFocused();
  const links = summary(page).getByRole('link');
  await expect(links).toHaveCount(Object.keys(errors).length);
  await expect(page.getByRole('main').locator('[aria-invalid=true]')).toHaveCount(Object.keys(errors).length);
  for (const [label, message] of Object.entries(errors)) {
    const wrong = field(page, label);
    await expect(wrong).toHaveAttribute('aria-invalid', 'true');
    await expect(wrong).toHaveAccessibleDescription(describes(message));
    await links.filter({ hasText: message }).click();
    await expect(wrong).toBeFocused();
  }
}

function describes(message: string | RegExp): RegExp {
  return message instanceof RegExp ? message : new RegExp(message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** The fields of a form as a browser would send them, for sending them once more. */
export async function fieldsOf(form: Locator): Promise<Record<string, string>> {
  return form.evaluate((element) =>
    Object.fromEntries([...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)])),
  );
}

/** Sends the same fields twice at the same moment, as an impatient person does; returns where each of them led. */
export async function sendTwice(page: Page, action: string, form: Record<string, string>): Promise<string[]> {
  const send = async () => {
    const answer = await page.request.post(action, { form, headers: { accept: 'text/html' }, maxRedirects: 0 });
    expect(answer.status(), await answer.text()).toBe(303);
    return answer.headers()['location'] ?? '';
  };
  return Promise.all([send(), send()]);
}
