import type { CDPSession, Page } from '@playwright/test';

import { Installation } from './installation';
import { test as base } from './test';

/** A test of a site that has a name, as passkeys need one. */
export const test = base.extend<object, { site: Installation }>({
  site: [
    async ({}, use) => {
      const site = await Installation.start({ host: 'localhost' });
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
});

/** Makes this a browser that offers no passkeys by itself: one waits for a button, whoever touches the device. */
export async function suggestNothing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

/** The device that keeps the passkeys of a page, with its owner in front of it. */
export class Authenticator {
  readonly #devtools: CDPSession;
  readonly #id: string;

  private constructor(devtools: CDPSession, id: string) {
    this.#devtools = devtools;
    this.#id = id;
  }

  /** Plugs one in whose owner does not touch it yet, and who is known when they do. */
  static async plugIn(page: Page): Promise<Authenticator> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: false,
      },
    });
    return new Authenticator(devtools, authenticatorId);
  }

  /** From now on the owner touches it when asked, or leaves it alone. */
  async touch(enabled = true): Promise<void> {
    await this.#devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.#id, enabled });
  }

  /** From the next page on, the owner touches it when a button asks, and heeds no suggestion. */
  async touchForButtons(page: Page): Promise<void> {
    await page.exposeFunction('touchDevice', () => this.touch());
    await page.addInitScript(() => {
      const ask = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = async (options) => {
        if (options?.mediation !== 'conditional') await (window as unknown as { touchDevice(): Promise<void> }).touchDevice();
        return ask(options);
      };
    });
  }

  /** From now on it knows whether it is its owner who touches it. */
  async knowOwner(isUserVerified: boolean): Promise<void> {
    await this.#devtools.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified });
  }

  /** How many passkeys it keeps. */
  async passkeys(): Promise<number> {
    const { credentials } = await this.#devtools.send('WebAuthn.getCredentials', { authenticatorId: this.#id });
    return credentials.length;
  }
}
