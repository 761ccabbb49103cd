import { randomBytes, randomUUID } from 'node:crypto';

import { know, knowCookies, knowLink, secretsIn } from '../../support/secrets';
import { fillSignIn, fillSignUp, somebody } from '../../support/people';
import { expect, test } from '../../support/test';

// That the log of every installation is free of secrets is decided when it stops (`Installation.stop`). These tests are
// about the search itself: a search that finds nothing must not be one that looks for nothing.

const line = (fields: object) => JSON.stringify({ level: 'DEBUG', message: 'Answered', ...fields });
const once = { tag: '@script' };

test('a secret in a log line is found, however it is written', once, () => {
  const password = know('password', `two words ${randomUUID()}`);
  for (const said of [password, encodeURIComponent(password), password.replaceAll(' ', '+'), `{"p":${JSON.stringify(password)}}`]) {
    expect(secretsIn(`${line({ ms: 1 })}\n${line({ said })}`), said).toEqual([expect.stringMatching(/^password: .*Answered/)]);
  }
  expect(secretsIn(line({ said: 'nothing' }))).toEqual([]);
});

test('a code is found among numbers, and a number is not taken for one', once, () => {
  const code = know('code', '804217');
  expect(secretsIn(line({ code }))).toHaveLength(1);
  expect(secretsIn(line({ bytes: 804217, path: '/pkg/a804217b', time: '2026-01-01T00:00:00.804217Z' }))).toEqual([]);
});

test('what links and cookies carry is known, and what looks like a token is found without being known', once, () => {
  const [token, cookie] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
  knowLink(`http://127.0.0.1/reset?token=${token}`);
  knowCookies([{ name: 'Set-Cookie', value: `masthead=${cookie}; Path=/; HttpOnly` }]);
  for (const said of [token, cookie, 'authorization: Basic b2xnYTp3b3Jkcw==', 'Bearer abcdefghijklmnop.q', '$argon2id$v=19$m=64', `mhp_${'a1'.repeat(24)}`]) {
    expect(secretsIn(line({ said })), said).toHaveLength(1);
  }
});

test('what somebody types wrongly is known, too', async ({ page, watch }) => {
  const typed = `not it ${randomUUID()}`;
  await page.goto('/sign-in');
  await fillSignIn(page, { ...somebody(), password: typed });
  await expect(page.getByRole('alert')).toBeVisible();
  await watch.problems();
  expect(secretsIn(line({ typed }))).toHaveLength(1);
});

test('the cookie of a new member is known', async ({ page, context, watch }) => {
  await page.goto('/sign-up');
  await fillSignUp(page, somebody());
  await expect(page.getByRole('status')).toContainText('Welcome');
  await watch.problems();
  const secret = (await context.cookies()).filter(({ httpOnly }) => httpOnly).map(({ value }) => value);
  expect(secret.length).toBeGreaterThan(0);
  for (const said of secret) expect(secretsIn(line({ said }))).toHaveLength(1);
});
