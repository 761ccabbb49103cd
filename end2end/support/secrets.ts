import type { BrowserContext, Request, Response } from '@playwright/test';

/**
 * What the tests know and no log may say: passwords, codes, cookies, what stands in links of letters. All installations of
 * a worker are searched for all of it when they stop.
 */
const known = new Map<string, string>();

/** Fields of forms, cookies and parameters of links whose values are secrets. */
const SECRET_FIELD = /password|passphrase|secret|token|code/i;

/** Shorter ones are found in any text by chance. */
const SHORTEST = 6;

/** What looks like a secret of ours, whether or not a test knows it. */
const SHAPES: [what: string, shape: RegExp][] = [
  ['an Authorization header', /authorization["']?\s*[:=]\s*["']?\w/i],
  ['a bearer token', /\bbearer\s+[\w.~+/-]{16,}/i],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./],
  ['a secret of a webhook', /\bwhsec_[\w+/]{20,}/],
  ['a token of ours', /\bmh[pr]_[0-9A-Za-z]{20,}/],
  ['a hashed password', /\$argon2(?:id|i|d)\$/],
  ['a header with cookies', /\b(?:set-)?cookie["']?\s*[:=]\s*["'][\w-]+=/i],
];

/** Remembers a secret for the rest of the run. */
export function know(what: string, secret: string): string {
  if (secret.length >= SHORTEST) known.set(secret, what);
  return secret;
}

/** Remembers whatever is secret in a link. */
export function knowLink(link: string): void {
  for (const [name, value] of new URL(link).searchParams) {
    if (SECRET_FIELD.test(name)) know(`${name} of a link`, value);
  }
}

/** Remembers the cookies that an answer sets; the name of one is public. */
export function knowCookies(headers: { name: string; value: string }[]): void {
  for (const { name, value } of headers) {
    if (name.toLowerCase() !== 'set-cookie') continue;
    for (const line of value.split('\n')) {
      const [, cookie, content] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      // Which colours somebody likes is no secret.
      if (content && content.length >= 16) know(`cookie ${cookie}`, content);
    }
  }
}

/** Remembers what is typed into secret fields in this browser, and the cookies it gets. */
export function listenTo(context: BrowserContext): () => Promise<void> {
  const listening: Promise<void>[] = [];
  context.on('request', (request) => knowTyped(request));
  context.on('response', (response) => {
    if (response.request().resourceType() === 'document') listening.push(knowAnswer(response));
  });
  return async () => void (await Promise.all(listening));
}

/** The lines of a log that say a secret, with what they say. */
export function secretsIn(log: string): string[] {
  const said = [...known].filter(([secret]) => spellings(secret).some((spelling) => log.includes(spelling)));
  const patterns = [...SHAPES, ...said.map(([secret, what]) => [what, exactly(secret)] as const)];
  return log.split('\n').flatMap((line) =>
    patterns.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${what}: ${line.slice(0, 500)}`),
  );
}

function exactly(secret: string): RegExp {
  const either = spellings(secret).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  // Six digits are part of many numbers, and numbers of their own.
  return /^\d+$/.test(secret) ? new RegExp(`(?<![\\w.:-])(?:${either})(?![\\w.-])`) : new RegExp(either);
}

/** A secret as it is, in a URL, in a form, and in JSON. */
function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  return [...new Set([secret, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(secret).slice(1, -1)])];
}

function knowTyped(request: Request): void {
  const type = request.headers()['content-type'] ?? '';
  if (request.method() !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return;
  for (const [name, value] of new URLSearchParams(request.postData() ?? '')) {
    if (SECRET_FIELD.test(name)) know(`field ${name}`, value);
  }
}

async function knowAnswer(response: Response): Promise<void> {
  // A page that was closed meanwhile tells nothing any more; the cookies it left are asked for at the end.
  knowCookies(await response.headersArray().catch(() => []));
}
