import type { Page } from '@playwright/test';

import { commentOn } from './comments';
import { unique } from './people';
import { keepDraft, publish } from './posts';

/** A page of the site, and who looks at it. */
export interface Place {
  name: string;
  path: string;
  /** Whether only members see it. */
  member: boolean;
  /** The status it answers with. */
  status?: number;
}

/** Every page of the site, filled with what can stand on it. The author's page is signed in. */
export async function everyPage(author: Page): Promise<Place[]> {
  const mark = unique();
  const post = await publish(author, { title: `The harbour at night ${mark}`, standfirst: 'A walk along the quay.', tags: 'Harbour, Old Town', body: TEXT });
  await publish(author, { title: `Tides of next week ${mark}`, tags: 'Harbour', body: 'High at noon.' });
  const draft = await keepDraft(author, { title: `Half written ${mark}`, body: TEXT });
  const comment = await commentOn(author, post.id, 'I was **there**, and saw it.');
  await commentOn(author, post.id, 'So was I.', comment);
  const byline = await author.request.get(post.path).then((answer) => answer.text());
  const authorPath = /href="(\/authors\/[^"]+)"/.exec(byline)?.[1] ?? '/';
  const year = new Date().getUTCFullYear();
  const reader = (name: string, path: string) => ({ name, path, member: false });
  const member = (name: string, path: string) => ({ name, path, member: true });
  return [
    reader('home', '/'),
    reader('post', post.path),
    reader('tag', '/tags/harbour'),
    reader('author', authorPath),
    reader('archive', '/archive'),
    reader('year', `/archive/${year}`),
    reader('sign-up', '/sign-up'),
    reader('sign-in', '/sign-in'),
    { ...reader('not-found', '/no/such/page'), status: 404 },
    member('post-signed-in', post.path),
    member('answer', `${post.path}?reply=${comment}`),
    member('edit-comment', `/comments/${comment}/edit`),
    member('account', '/settings'),
    member('desk', '/write'),
    member('new-post', '/write/new'),
    member('edit-post', post.editor),
    member('edit-draft', draft.editor),
    member('preview', draft.preview),
  ];
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
