import { randomUUID } from 'node:crypto';

import { type Page, expect } from '@playwright/test';

import { field } from './forms';

/** What a writer types. */
export interface Words {
  title: string;
  standfirst?: string;
  body?: string;
  tags?: string;
  cover?: string;
  slug?: string;
}

/** A post that was kept. */
export interface Kept {
  id: string;
  title: string;
  /** The path of its editor. */
  editor: string;
  /** The path of its preview. */
  preview: string;
}

/** The fields of the editor. */
export function editor(page: Page) {
  return {
    title: field(page, /^Title$/),
    standfirst: field(page, /^Standfirst/),
    body: field(page, /^Text/),
    tags: field(page, /^Tags/),
    cover: field(page, /^Cover picture/),
    slug: field(page, /^Address/),
    press: (name: 'Save draft' | 'Save changes' | 'Save and preview' | 'Publish') =>
      page.getByRole('main').getByRole('button', { name, exact: true }).click(),
  };
}

/** Types words into the editor. */
export async function type(page: Page, words: Partial<Words>): Promise<void> {
  const fields = editor(page);
  for (const field of ['title', 'standfirst', 'body', 'tags', 'cover', 'slug'] as const) {
    const text = words[field];
    if (text !== undefined) await fields[field].fill(text);
  }
}

/** Puts a text into the editor however long it is, which typing would cut where the field ends. */
export async function paste(page: Page, text: string): Promise<void> {
  await editor(page).body.evaluate((area, value) => {
    (area as HTMLTextAreaElement).value = value;
  }, text);
}

/** Expects the editor to hold these words. */
export async function expectTyped(page: Page, words: Partial<Words>): Promise<void> {
  const fields = editor(page);
  for (const field of ['title', 'standfirst', 'body', 'tags', 'cover', 'slug'] as const) {
    const text = words[field];
    if (text !== undefined) await expect(fields[field]).toHaveValue(text);
  }
}

/** Keeps a draft without showing it, for tests that are about something else. The page's member is its author. */
export async function keepDraft(page: Page, words: Words): Promise<Kept> {
  const id = randomUUID();
  await create(page, { id, ...words });
  return { id, title: words.title, editor: `/write/${id}`, preview: `/write/${id}/preview` };
}

/** Publishes a post without showing it, for tests that are about something else. */
export async function publish(page: Page, words: Words): Promise<Kept & { path: string }> {
  const id = randomUUID();
  const path = await create(page, { id, ...words, then: 'publish' });
  return { id, title: words.title, editor: `/write/${id}`, preview: `/write/${id}/preview`, path };
}

async function create(page: Page, form: Record<string, string | undefined>): Promise<string> {
  const fields = Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const answer = await page.request.post('/fn/posts/create', { form: fields });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { next: string }).next;
}

/** A post's line on the desk. */
export function deskRow(page: Page, title: string) {
  return page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}
