import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

import { freePort } from './installation';

const FOLDER = fileURLToPath(new URL('../../server/tests/provider/', import.meta.url));

/** An OpenID provider with pages of its own, for as long as a test needs it. */
export class Provider {
  private constructor(
    readonly url: string,
    readonly port: number,
    readonly process: ChildProcess,
  ) {}

  /** Starts one that sends people back to a site at a port which is free for it. */
  static async start(): Promise<Provider> {
    const port = await freePort();
    const redirect = `http://127.0.0.1:${port}/sign-in/with/oidc/callback`;
    const child = spawn('node', ['provider.js', redirect], { cwd: FOLDER, stdio: ['pipe', 'pipe', 'ignore'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new Provider((JSON.parse(line.toString()) as { url: string }).url, port, child);
  }

  /** The settings of a site where people sign in with it. */
  get settings(): Record<string, string> {
    return {
      MASTHEAD_OAUTH_OIDC_ISSUER: this.url,
      MASTHEAD_OAUTH_OIDC_NAME: 'Example ID',
      MASTHEAD_OAUTH_OIDC_CLIENT_ID: 'masthead',
      MASTHEAD_OAUTH_OIDC_CLIENT_SECRET: 'a secret of the tests',
      MASTHEAD_OUTBOUND_TIMEOUT: '2s',
    };
  }

  /** Makes it misbehave. */
  async control(change: Record<string, unknown>): Promise<void> {
    await fetch(`${this.url}/control`, { method: 'POST', body: JSON.stringify(change) });
  }

  /** Answers its page. */
  async answer(page: Page, name: string, answer: 'Agree' | 'Refuse'): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: answer }).click();
  }

  /** Answers its page once more, if it asks; it may remember who sits there. */
  async answerAgain(page: Page, name: string): Promise<void> {
    const button = page.getByRole('button', { name: 'Agree' });
    const signedIn = page.getByRole('link', { name: 'Account' });
    await button.or(signedIn).first().waitFor();
    if (await button.isVisible()) await this.answer(page, name, 'Agree');
  }

  stop(): void {
    this.process.kill();
  }
}
