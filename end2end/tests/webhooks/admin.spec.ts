import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Locator, Page } from '@playwright/test';

import { field, summary } from '../../support/forms';
import { unique } from '../../support/people';
import { publish } from '../../support/posts';
import { know } from '../../support/secrets';
import { expect, test } from '../../support/test';

interface Message {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A program that is told what happens. */
class Receiver {
  readonly messages: Message[] = [];
  status = 200;
  #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (text) => (body += text));
      request.on('end', () => {
        this.messages.push({ headers: request.headers, body });
        response.writeHead(this.status).end('<b>Thank you</b>');
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** The next message of this kind; others are thrown away. */
  async next(type: string): Promise<Message> {
    let found: Message | undefined;
    await expect(() => {
      while (this.messages.length && !found) {
        const message = this.messages.shift();
        if (message && JSON.parse(message.body).type === type) found = message;
      }
      expect(found).toBeTruthy();
    }).toPass({ timeout: 10_000 });
    return found as Message;
  }
}

/** As docs/webhooks.md teaches it. */
function isSigned({ headers, body }: Message, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}

function section(page: Page, heading: string): Locator {
  return page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { level: 2, name: heading, exact: true }) });
}

async function shown(page: Page): Promise<string> {
  return know('secret of a webhook', await page.locator('#new-secret code').innerText());
}

let receiver: Receiver;

test.beforeEach(() => {
  receiver = new Receiver();
});

test.afterEach(() => receiver.stop());

test('an admin has another program told, sees how it goes, and ends it', async ({ page: admin, signedIn }) => {
  test.slow();
  const url = await receiver.start();
  await signedIn('admin', admin);
  const name = `Search index ${unique()}`;

  await admin.goto('/admin/webhooks');
  const made = section(admin, 'Tell another program');
  await made.getByLabel('Address').fill(url);
  await made.getByLabel('What it is for').fill(name);
  await made.getByLabel('A post is published').check();
  await made.getByRole('button', { name: 'Make the webhook' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(name);
  const secret = await shown(admin);
  expect(secret).toMatch(/^whsec_/);
  expect(admin.url()).not.toContain('whsec_');
  const place = admin.url();

  await section(admin, 'Try it').getByRole('button', { name: 'Send a test' }).click();
  await expect(admin.getByRole('status')).toContainText('A test is on its way.');
  await expect(admin.getByText('whsec_')).toHaveCount(0);
  expect(isSigned(await receiver.next('webhook.ping'), secret)).toBe(true);

  const title = `News for programs ${unique()}`;
  await publish(admin, { title, body: 'Words.' });
  const message = await receiver.next('post.published');
  expect(isSigned(message, secret)).toBe(true);
  expect(JSON.parse(message.body).data.post.title).toBe(title);

  await admin.goto(place);
  await expect(section(admin, 'Messages').getByRole('row', { name: /A post is published/ })).toContainText('Delivered');
  await section(admin, 'Messages').getByRole('link', { name: 'A post is published' }).click();
  await expect(section(admin, 'What is sent')).toContainText(title);
  await expect(section(admin, 'What was answered')).toContainText('<b>Thank you</b>');
  await admin.getByRole('button', { name: 'Send again' }).click();
  const again = await receiver.next('post.published');
  expect(again.headers['webhook-id']).toBe(message.headers['webhook-id']);

  await admin.goto(place);
  await section(admin, 'New secret').getByRole('button', { name: 'Make a new secret' }).click();
  const renewed = await shown(admin);
  await section(admin, 'Try it').getByRole('button', { name: 'Send a test' }).click();
  const both = await receiver.next('webhook.ping');
  expect(isSigned(both, secret) && isSigned(both, renewed)).toBe(true);

  await section(admin, 'On and off').getByRole('button', { name: 'Pause' }).click();
  await expect(admin.getByRole('status')).toContainText('The webhook is paused.');
  await section(admin, 'On and off').getByRole('button', { name: 'Turn on' }).click();
  await expect(admin.getByRole('status')).toContainText('The webhook is on.');
  await section(admin, 'Delete').getByRole('button', { name: 'Delete the webhook' }).click();
  await expect(admin.getByRole('status')).toContainText('The webhook is deleted.');
  await expect(admin.getByRole('link', { name })).toHaveCount(0);
});

test('mistakes are named, and what was typed stays', async ({ page: admin, signedIn }) => {
  await signedIn('admin', admin);
  await admin.goto('/admin/webhooks');
  const made = section(admin, 'Tell another program');
  await made.getByLabel('Address').fill('http://169.254.169.254/latest/meta-data');
  await made.getByLabel('Somebody comments').check();
  await made.getByRole('button', { name: 'Make the webhook' }).click();
  await expect(summary(admin)).toContainText('That is not called');
  await expect(field(admin, 'Address')).toHaveValue('http://169.254.169.254/latest/meta-data');
  await expect(admin.getByLabel('Somebody comments')).toBeChecked();
  await made.getByLabel('Somebody comments').uncheck();
  await made.getByRole('button', { name: 'Make the webhook' }).click();
  await expect(summary(admin)).toContainText('Choose at least one event.');
});
