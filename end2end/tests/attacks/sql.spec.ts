import { comment, commentOn } from '../../support/comments';
import { summary } from '../../support/forms';
import { expectSignedIn, expectSignedOut, fillSignIn, fillSignUp, somebody, unique } from '../../support/people';
import { editor, expectTyped, publish, type } from '../../support/posts';
import { expect, test } from '../../support/test';

const SQL = [`'; DROP TABLE posts; --`, `" OR "1"="1`, `\\'; DELETE FROM members WHERE ''='`, `%' UNION SELECT password_hash FROM members --`];

test('SQL in every field of the editor is just text', async ({ page, signedIn }) => {
  await signedIn('author', page);
  const sql = SQL.join(' ');
  const words = { title: `${sql} ${unique()}`, standfirst: sql, body: sql, tags: SQL.map((tag) => tag.slice(0, 40).trim()).join(', ') };
  await page.goto('/write/new');
  await type(page, words);
  await editor(page).press('Save draft');
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expectTyped(page, words);
  await type(page, { cover: sql, slug: sql });
  await editor(page).press('Save draft');
  await expectTyped(page, { ...words, cover: sql, slug: sql });
  await expect(summary(page)).toBeVisible();
});

test('SQL in a comment, a name and an address is just text', async ({ page, signedIn }) => {
  const { page: author } = await signedIn('author');
  const post = await publish(author, { title: `Still here ${unique()}` });
  for (const sql of [SQL.slice(0, 3).join(' '), SQL.slice(3).join(' ')]) {
    const mark = unique();
    await commentOn(author, post.id, `${mark} ${sql}`);
    await page.goto(post.path);
    await expect(comment(page, mark)).toBeVisible();
    const member = { ...somebody(), name: sql };
    await page.goto('/sign-up');
    await fillSignUp(page, member);
    await expectSignedIn(page);
    await page.goto('/settings');
    await expect(page.getByText(sql, { exact: true })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await page.goto('/sign-in');
    await fillSignIn(page, { email: `x'or'1'='1@example.org`, password: sql });
    await expect(summary(page)).toHaveText('That e-mail address and password do not go together.');
    await expectSignedOut(page);
  }
});

test('SQL in addresses names nothing', async ({ page, site, signedIn }) => {
  const { page: author } = await signedIn('author');
  const post = await publish(author, { title: `Unharmed ${unique()}` });
  for (const sql of SQL) {
    const words = encodeURIComponent(sql);
    const paths = ['/posts/', '/tags/', '/authors/', '/archive/', '/?before=', '/write/', '/comments/', '/media/', '/pkg/', '/'];
    for (const path of paths) {
      const answer = await fetch(`${site.url}${path}${words}`, { redirect: 'manual', headers: { accept: 'text/html' } });
      expect([303, 404], `${path}${words}`).toContain(answer.status);
    }
    const reply = await fetch(`${site.url}${post.path}?reply=${words}`);
    expect(reply.status).toBe(200);
  }
  for (const strange of ['%00', '%ff%fe', '..%2f..%2fetc%2fpasswd', '%E2%80%AE', 'a'.repeat(5_000)]) {
    for (const path of ['/posts/', '/tags/', '/media/', '/pkg/', '/sign-in?next=', '/']) {
      const answer = await fetch(`${site.url}${path}${strange}`, { redirect: 'manual' });
      expect(answer.status, `${path}${strange.slice(0, 30)}`).toBeLessThan(500);
    }
  }
  await page.goto(post.path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(post.title);
});
