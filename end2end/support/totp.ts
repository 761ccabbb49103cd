import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';

import { field } from './forms';
import { know } from './secrets';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Sets up an authenticator app for whoever is signed in here; ends on the page with the recovery codes. */
export async function setUpApp(page: Page): Promise<void> {
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const link = await page.getByRole('link', { name: 'Open an app on this device' }).getAttribute('href');
  const seed = know('seed of an authenticator app', new URL(link ?? '').searchParams.get('secret') ?? '');
  await field(page, 'Code').fill(codeOf(seed));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.waitForURL('**/recovery-codes');
}

/** What an authenticator app shows for this seed (RFC 6238). */
function codeOf(seed: string, now = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', fromBase32(seed)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return know('code of an authenticator app', String(number % 1_000_000).padStart(6, '0'));
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
