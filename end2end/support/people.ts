import { randomUUID } from 'node:crypto';

import { type Page, expect } from '@playwright/test';

import { field } from './forms';
import { know, knowCookies } from './secrets';

export type Role = 'reader' | 'author' | 'editor' | 'admin';

/** A person with an account, or about to have one. */
export interface Member {
  name: string;
  email: string;
  password: string;
}

/** Somebody whose address and password nobody else has. */
export function somebody(name = 'Ada Example'): Member {
  const local = name.toLowerCase().match(/[a-z]+/g)?.slice(0, 3).join('.') ?? 'someone';
  return { name, email: `${local}-${unique()}@example.org`, password: strongPassword() };
}

/** A password that nobody guesses, and that no log may say. */
export function strongPassword(): string {
  return know('password', `harbour ${unique()} biscuit ${unique()}`);
}

/** A short word that has not been used before. */
export function unique(): string {
  return randomUUID().slice(0, 8);
}

/** Signs in without showing it, for tests that are about something else. */
export async function signIn(page: Page, member: Member): Promise<void> {
  const answer = await page.request.post('/fn/accounts/sign-in', {
    form: { email: member.email, password: member.password },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  knowCookies(answer.headersArray());
}

/** Fills the form to sign in and sends it. */
export async function fillSignIn(page: Page, { email, password }: Pick<Member, 'email' | 'password'>): Promise<void> {
  await field(page, 'E-mail address').fill(email);
  await field(page, 'Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Fills the form to join and sends it. */
export async function fillSignUp(page: Page, member: Member): Promise<void> {
  await field(page, 'Name').fill(member.name);
  await field(page, 'E-mail address').fill(member.email);
  await field(page, 'Password').fill(member.password);
  await page.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click();
}

/** Expects the header to offer what members see. */
export async function expectSignedIn(page: Page): Promise<void> {
  await expect(mainMenu(page).getByRole('link', { name: 'Account' })).toBeVisible();
}

/** Expects the header to offer what strangers see. */
export async function expectSignedOut(page: Page): Promise<void> {
  await expect(mainMenu(page).getByRole('link', { name: 'Sign in' })).toBeVisible();
}

/** The links in the masthead. */
export function mainMenu(page: Page) {
  return page.getByRole('navigation', { name: 'Main' });
}
