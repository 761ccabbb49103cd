import type { Page } from '@playwright/test';

import { commentOn } from './comments';
import { type Member, type Role, unique } from './people';
import { keepDraft, publish } from './posts';

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

/** Every page of the site, filled with what can stand on it: as a stranger sees it, an editor and an admin. */
export async function everyPage(stranger: Page, signedIn: SignedIn, editorName = 'Edda Editor'): Promise<Place[]> {
  const { page: editor } = await signedIn('editor', undefined, editorName);
  const { page: admin } = await signedIn('admin', undefined, 'Olga Owner');
  return [
    ...(await readingPages(stranger, editor)),
    ...pagesOf(stranger, {
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
    ...pagesOf(admin, {}),
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
