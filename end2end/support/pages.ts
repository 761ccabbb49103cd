import { type Page, expect } from '@playwright/test';

import { commentOn } from './comments';
import type { Installation } from './installation';
import { linkTo } from './letters';
import { type Member, type Role, signIn, somebody, unique } from './people';
import { keepDraft, publish } from './posts';
import { setUpApp } from './totp';

/** How long looking at every page may take, in milliseconds. */
export const ALL_PAGES = 240_000;

/** A page of the site, and who looks at it. */
export interface Place {
  name: string;
  path: string;
  /** The browser that looks at it. */
  viewer: Page;
  /** The status it answers with. */
  status?: number;
}

/** Makes a member and signs them in, in a browser of their own; as the fixture of this name does. */
type SignedIn = (role: Role, page?: Page, name?: string) => Promise<{ page: Page; member: Member }>;

/** What every page is made with: the fixtures of these names. */
interface Fixtures {
  /** The browser of a stranger. */
  page: Page;
  site: Installation;
  signedIn: SignedIn;
  openBrowser: () => Promise<Page>;
}

/** Every page of the site, filled with what can stand on it: as a stranger sees it, an editor and an admin. */
export async function everyPage(fixtures: Fixtures, editorName = 'Edda Editor'): Promise<Place[]> {
  const { page: stranger, signedIn } = fixtures;
  const { page: editor, member } = await signedIn('editor', undefined, editorName);
  const token = { name: 'BackupOfEveryPostToTheMachineUnderTheStairs', 'scopes[account:read]': 'true', days: '30' };
  expect((await editor.request.post('/fn/tokens/make', { form: token })).ok()).toBe(true);
  return [
    ...(await readingPages(stranger, editor)),
    ...pagesOf(stranger, {
      feeds: '/feeds',
      'sign-up': '/sign-up',
      'sign-in': '/sign-in',
      'sign-in-by-mail': '/sign-in/mail',
      forgotten: '/forgotten',
      letters: '/dev/mail',
    }),
    { name: 'not-found', path: '/no/such/page', viewer: stranger, status: 404 },
    ...pagesOf(editor, {
      account: '/settings',
      security: '/settings/security',
      sessions: '/settings/sessions',
      tokens: '/settings/tokens',
      data: '/settings/data',
    }),
    ...(await secondFactorPages(fixtures)),
    ...(await adminPages(fixtures, member)),
  ];
}

async function secondFactorPages({ signedIn, openBrowser }: Fixtures): Promise<Place[]> {
  const { page: beginner } = await signedIn('reader');
  await beginner.request.post('/fn/factors/begin-totp', { form: {} });
  const { page: reader, member } = await signedIn('reader');
  await setUpApp(reader);
  const halfway = await openBrowser();
  await signIn(halfway, member);
  return [
    ...pagesOf(beginner, { 'set-up-app': '/settings/security/app' }),
    ...pagesOf(reader, { 'recovery-codes': '/settings/security/recovery-codes', 'security-with-app': '/settings/security' }),
    ...pagesOf(halfway, { 'second-factor': '/sign-in/second-factor' }),
  ];
}

/** The pages for admins, with one about this member, as whom another admin acts. */
async function adminPages({ page: stranger, site, signedIn }: Fixtures, member: Member): Promise<Place[]> {
  const { page: admin } = await signedIn('admin', undefined, 'Olga Owner');
  const { page: acting } = await signedIn('admin', undefined, 'Oscar Owner');
  const guest = somebody('Carol Example');
  await admin.request.post('/fn/invitations/send', { form: { email: guest.email, role: 'author' } });
  const wordy = somebody('A-local-part-without-any-end').email.replace('@', '@mail.a-company-of-the-example.');
  await admin.request.post('/fn/invitations/send', { form: { email: wordy, role: 'author' } });
  const letter = await site.letters.next(guest.email, 'invites you');
  const found = await admin.request.get('/admin/members', { params: { search: member.email } }).then((answer) => answer.text());
  const id = /\/admin\/members\/([0-9a-f-]+)/.exec(found)?.[1] ?? '';
  await acting.request.post('/fn/acting/begin', { form: { id } });
  const { webhook, delivery } = await webhookPages(admin);
  return [
    ...pagesOf(admin, {
      members: '/admin/members',
      member: `/admin/members/${id}`,
      invitations: '/admin/invitations',
      roles: '/admin/roles',
      audit: '/admin/audit',
      webhooks: '/admin/webhooks',
      webhook,
      delivery,
    }),
    ...pagesOf(acting, { acting: '/' }),
    ...pagesOf(stranger, { invitation: linkTo(letter, '/invitation') }),
  ];
}

async function readingPages(stranger: Page, editor: Page): Promise<Place[]> {
  const mark = unique();
  const post = await publish(editor, { title: `The harbour at night ${mark}`, standfirst: 'A walk along the quay.', tags: 'Harbour, Old Town', body: TEXT });
  await publish(editor, { title: `Tides of next week ${mark}`, tags: 'Harbour', body: 'High at noon.' });
  const draft = await keepDraft(editor, { title: `Half written ${mark}`, body: TEXT });
  const comment = await commentOn(editor, post.id, 'I was **there**, and saw it.');
  await commentOn(editor, post.id, 'So was I.', comment);
  const byline = await editor.request.get(post.path).then((answer) => answer.text());
  const author = /href="(\/authors\/[^"]+)"/.exec(byline)?.[1] ?? '/';
  const year = new Date().getUTCFullYear();
  return [
    ...pagesOf(stranger, { home: '/', post: post.path, tag: '/tags/harbour', author, archive: '/archive', year: `/archive/${year}` }),
    ...pagesOf(editor, {
      'post-signed-in': post.path,
      answer: `${post.path}?reply=${comment}`,
      'edit-comment': `/comments/${comment}/edit`,
      desk: '/write',
      'new-post': '/write/new',
      'edit-post': post.editor,
      'edit-draft': draft.editor,
      preview: draft.preview,
    }),
  ];
}

function pagesOf(viewer: Page, paths: Record<string, string>): Place[] {
  return Object.entries(paths).map(([name, path]) => ({ name, path, viewer }));
}

const TEXT = `The harbour is *quiet* at night, but [never asleep](https://example.org/harbour "a link").

## What one sees

1. Lamps
2. Ropes
   - wet
   - dry

- [x] ships
- [ ] whales

| Ship | Length | Speed |
|---|---:|---|
| Ada | 120 m | slow |
| Bo | 95 m | slower |

## What one hears

> Waves, and \`bells\`.

\`\`\`rust
/// Rings the bell so often.
fn ring(times: u32) -> String {
    "ding ".repeat(times as usize) // a long line of code, longer than a narrow screen is wide, to see whether it scrolls
}
\`\`\`

### A note[^1]

An averylongwordthatdoesnotendsoonbecausesomebodyforgottoputspacesintoitatallandthenwentonforalongtime, and an address:
https://example.org/a/very/long/address/that/does/not/break/by/itself/because/it/has/no/spaces/in/it?and=parameters

[^1]: Taken at night.
`;

/** A webhook at which nobody listens, with a message that was sent to it. */
async function webhookPages(admin: Page): Promise<{ webhook: string; delivery: string }> {
  const form = { url: 'http://127.0.0.1:9/hooks/gazette', description: 'The search index', 'events[post.published]': 'true' };
  const made = await admin.request.post('/fn/webhooks/make', { form }).then((answer) => answer.json());
  const webhook: string = made.next;
  await admin.request.post('/fn/webhooks/ping', { form: { id: webhook.split('/').pop() ?? '' } });
  let delivery = '';
  await expect(async () => {
    const page = await admin.request.get(webhook).then((answer) => answer.text());
    expect(page).toContain('data-label="Tries">1<');
    delivery = /href="([^"]+\/deliveries\/[^"]+)"/.exec(page)?.[1] ?? '';
  }).toPass();
  return { webhook, delivery };
}
