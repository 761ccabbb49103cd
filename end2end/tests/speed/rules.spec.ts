import { get } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

import { test } from '../../support/library';
import { expect } from '../../support/test';

const READING = ['/', '/posts/story-7', '/tags/harbour', '/authors/ada-example', '/archive', '/archive/1991'];

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** As it travels: nothing is unpacked, no cookie kept. */
function fetchRaw(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    }).on('error', reject);
  });
}

test('the front page with 20 posts is small', async ({ site, page }) => {
  const home = await fetchRaw(`${site.url}/`);
  expect(home.body.length).toBeLessThan(40_000);
  await page.goto('/');
  await expect(page.getByRole('article')).toHaveCount(20);
});

for (const path of READING) {
  test(`${path} asks for one stylesheet, no script, and leaves no cookie`, async ({ page, context, site }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.resourceType()} ${new URL(request.url()).pathname}`));
    const answer = await page.goto(path, { waitUntil: 'networkidle' });
    expect(answer?.headers()['set-cookie']).toBeUndefined();
    expect(await context.cookies()).toEqual([]);
    expect(asked.filter((request) => request.startsWith('stylesheet '))).toHaveLength(1);
    expect(asked.filter((request) => /^(script|xhr|fetch|websocket|image \/(?!pkg))/.test(request))).toEqual([]);
    const elsewhere = await page.evaluate((origin) => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(origin)), site.url);
    expect(elsewhere).toEqual([]);
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'none'");
  });
}

test('pages travel compressed, carry a tag, and are not sent twice', async ({ site }) => {
  for (const path of READING) {
    const plain = await fetchRaw(`${site.url}${path}`);
    for (const encoding of ['br', 'gzip']) {
      const packed = await fetchRaw(`${site.url}${path}`, { 'accept-encoding': encoding });
      expect(packed.headers['content-encoding'], path).toBe(encoding);
      expect(packed.headers['vary'], path).toMatch(/accept-encoding/i);
      expect(packed.body.length, path).toBeLessThan(plain.body.length / 2);
      const tag = packed.headers['etag'] ?? '';
      expect(tag, path).toMatch(/^(W\/)?".+"$/);
      const again = await fetchRaw(`${site.url}${path}`, { 'accept-encoding': encoding, 'if-none-match': tag });
      expect(again.status, path).toBe(304);
      expect(again.body).toHaveLength(0);
      const other = await fetchRaw(`${site.url}${path}`, { 'accept-encoding': encoding, 'if-none-match': '"other"' });
      expect(other.status, path).toBe(200);
    }
  }
});

test('styles and fonts have hashed names, are kept for ever, and come compressed', async ({ site }) => {
  const home = (await fetchRaw(`${site.url}/`)).body.toString();
  const assets = [...home.matchAll(/(?:href|src)="(\/pkg\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(assets.length).toBeGreaterThanOrEqual(3);
  for (const path of assets) {
    expect(path).toMatch(/\.[0-9a-zA-Z_-]{8,}\.(css|svg|png|woff2)$/);
    const answer = await fetchRaw(`${site.url}${path}`, { 'accept-encoding': 'br, gzip' });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    if (path.endsWith('.css')) expect(answer.headers['content-encoding']).toBe('br');
  }
  expect((await fetchRaw(`${site.url}/pkg/masthead.0000000000.css`)).status).toBe(404);
});

test('nothing on the page moves while it loads', { tag: '@script' }, async ({ page }) => {
  for (const path of ['/', '/posts/story-7']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let total = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) total += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
        }),
    );
    expect(shift, path).toBeLessThan(0.02);
  }
});
