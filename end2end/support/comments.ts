import { randomUUID } from 'node:crypto';

import { type Locator, type Page, expect } from '@playwright/test';

/** The discussion below a post. */
export function discussion(page: Page): Locator {
  return page.getByRole('main').locator('#comments');
}

/** One comment, by words in it, without its answers. */
export function comment(page: Page, words: string): Locator {
  return discussion(page).getByRole('article').filter({ hasText: words });
}

/** Types a comment, or the answer whose form is open, and sends it. */
export async function say(page: Page, words: string): Promise<void> {
  const box = discussion(page).getByRole('textbox', { name: /^Your (comment|answer)/ });
  await box.fill(words);
  await discussion(page).getByRole('button', { name: /^Post (comment|answer)$/ }).click();
}

/** Comments without showing it, for tests that are about something else; returns the comment's id. */
export async function commentOn(page: Page, post: string, words: string, parent = ''): Promise<string> {
  const id = randomUUID();
  const answer = await page.request.post('/fn/comments/create', { form: { id, post, parent, body: words } });
  expect(answer.status(), await answer.text()).toBe(200);
  return id;
}
