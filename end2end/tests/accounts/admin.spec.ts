import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

import { field, summary } from '../../support/forms';
import { linkTo } from '../../support/letters';
import { type Member, expectSignedIn, expectSignedOut, fillSignIn, mainMenu, signIn, somebody, strongPassword, unique } from '../../support/people';
import { expect, test } from '../../support/test';

/** The part of a page under this heading. */
function section(page: Page, heading: string): Locator {
  return page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { level: 2, name: heading, exact: true }) });
}

/** Goes to the page of a member by searching for their address. */
async function openMember(admin: Page, member: Member): Promise<void> {
  await admin.goto('/admin/members');
  await field(admin, /^Name or address begins with/).fill(member.email);
  await admin.getByRole('button', { name: 'Search' }).click();
  const rows = admin.getByRole('main').locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await rows.getByRole('link', { name: member.name }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(member.name);
}

test('an admin finds the way there, a reader does not', async ({ signedIn, watch }) => {
  watch.expectStatus(403);
  const { page: admin } = await signedIn('admin');
  const { page: reader } = await signedIn('reader');
  await admin.goto('/');
  await mainMenu(admin).getByRole('link', { name: 'Manage' }).click();
  const tabs = admin.getByRole('navigation', { name: 'Manage' });
  await expect(tabs.getByRole('link')).toHaveText(['Members', 'Invitations', 'Roles', 'Webhooks', 'Audit log']);
  await expect(tabs.locator('[aria-current=page]')).toHaveText('Members');

  await reader.goto('/');
  await expect(mainMenu(reader).getByRole('link', { name: 'Manage' })).toHaveCount(0);
  for (const path of ['/admin/members', '/admin/invitations', '/admin/roles', '/admin/webhooks', '/admin/audit', '/admin/audit.csv']) {
    expect((await reader.goto(path))?.status(), path).toBe(403);
  }
});

test('a role is made, gets permissions, and a member gets it', async ({ page: admin, signedIn }) => {
  test.slow();
  await signedIn('admin', admin);
  const { page: reader, member: ada } = await signedIn('reader');
  const label = `Correspondent ${unique()}`;

  await admin.goto('/admin/roles');
  const made = section(admin, 'New role');
  await made.getByLabel('Name').fill(label);
  await made.getByLabel('Comment', { exact: true }).check();
  await made.getByRole('button', { name: 'Make the role' }).click();
  await expect(admin.getByRole('status')).toContainText('The role is saved.');

  const role = section(admin, label);
  await expect(role.getByLabel('Comment', { exact: true })).toBeChecked();
  await expect(role.getByLabel('Write posts')).not.toBeChecked();

  await openMember(admin, ada);
  await section(admin, 'Role').getByLabel('Role').selectOption(label);
  await section(admin, 'Role').getByRole('button', { name: 'Change the role' }).click();
  await expect(admin.getByRole('status')).toContainText('The role is changed.');
  await expect(section(admin, 'Role').getByLabel('Role').locator('option:checked')).toHaveText(label);
  await reader.goto('/');
  await expect(mainMenu(reader).getByRole('link', { name: 'Write' })).toHaveCount(0);

  await admin.goto('/admin/roles');
  await role.getByLabel('Write posts').check();
  await role.getByRole('button', { name: `Save ${label}` }).click();
  await expect(admin.getByRole('status')).toContainText('The role is saved.');
  await reader.reload();
  await mainMenu(reader).getByRole('link', { name: 'Write' }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();

  await role.getByLabel('Its members get').selectOption('Reader');
  await role.getByRole('button', { name: `Delete ${label}` }).click();
  await expect(admin.getByRole('status')).toContainText('The role is deleted.');
  await expect(role).toHaveCount(0);
  await reader.goto('/');
  await expect(mainMenu(reader).getByRole('link', { name: 'Write' })).toHaveCount(0);
});

test('a role without a name is refused, and its boxes stay ticked', async ({ page: admin, signedIn }) => {
  await signedIn('admin', admin);
  await admin.goto('/admin/roles');
  const made = section(admin, 'New role');
  await made.getByLabel('Moderate comments').check();
  await made.getByRole('button', { name: 'Make the role' }).click();
  await expect(summary(admin)).toBeFocused();
  await summary(admin).getByRole('link').click();
  await expect(made.getByLabel('Name')).toBeFocused();
  await expect(made.getByLabel('Moderate comments')).toBeChecked();
});

test('a suspended member is signed out at once, cannot come in, and is let in again', async ({ page: admin, signedIn, site }) => {
  await signedIn('admin', admin);
  const { page: theirs, member: ada } = await signedIn('reader');
  await openMember(admin, ada);
  await section(admin, 'Suspend').getByLabel('Reason').fill('Forty comments in a minute.');
  await section(admin, 'Suspend').getByRole('button', { name: 'Suspend' }).click();
  await expect(admin.getByRole('status')).toContainText('The member is suspended');

  await theirs.goto('/');
  await expectSignedOut(theirs);
  await theirs.goto('/sign-in');
  await fillSignIn(theirs, ada);
  await expect(summary(theirs)).toBeVisible();
  await expectSignedOut(theirs);
  const letter = await site.letters.next(ada.email, 'is suspended');
  expect(letter.text).toContain('Forty comments in a minute.');

  await section(admin, 'Suspended').getByRole('button', { name: 'Restore' }).click();
  await expect(admin.getByRole('status')).toContainText('The member may come in again.');
  await site.letters.next(ada.email, 'is open again');
  await theirs.goto('/sign-in');
  await fillSignIn(theirs, ada);
  await expectSignedIn(theirs);
});

test('somebody is invited by letter and joins with the role they were promised', async ({ page: admin, openBrowser, signedIn, site }) => {
  await signedIn('admin', admin, 'Olga Owner');
  const carol = somebody('Carol Example');
  await admin.goto('/admin/invitations');
  await field(admin, 'E-mail address').fill(carol.email);
  await admin.getByLabel('Role').selectOption('Author');
  await admin.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(admin.getByRole('status')).toContainText('The invitation is on its way.');
  const row = admin.getByRole('main').locator('tbody tr').filter({ hasText: carol.email });
  await expect(row).toContainText('Author');

  const letter = await site.letters.next(carol.email, /invit/i);
  const guest = await openBrowser();
  await guest.goto(linkTo(letter, '/invitation'));
  await expect(guest.getByRole('main')).toContainText(`Olga Owner invites ${carol.email}`);
  await field(guest, 'Name').fill(carol.name);
  await field(guest, 'Password').fill(carol.password);
  await guest.getByRole('button', { name: 'Join' }).click();
  await expectSignedIn(guest);
  await expect(mainMenu(guest).getByRole('link', { name: 'Write' })).toBeVisible();

  await admin.reload();
  await expect(row).toHaveCount(0);
});

test('an invitation that was taken back opens nothing', async ({ page: admin, openBrowser, signedIn, site, watch }) => {
  await signedIn('admin', admin);
  const carol = somebody('Carol Example');
  await admin.goto('/admin/invitations');
  await field(admin, 'E-mail address').fill(carol.email);
  await admin.getByRole('button', { name: 'Send the invitation' }).click();
  const letter = await site.letters.next(carol.email, /invit/i);
  const row = admin.getByRole('main').locator('tbody tr').filter({ hasText: carol.email });
  await row.getByRole('button', { name: `Take back: ${carol.email}` }).click();
  await expect(admin.getByRole('status')).toContainText('The invitation is taken back.');
  await expect(row).toHaveCount(0);

  watch.expectStatus(404, 410, 422);
  const guest = await openBrowser();
  const answer = await guest.goto(linkTo(letter, '/invitation'));
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  await expect(guest.getByRole('button', { name: 'Join' })).toHaveCount(0);
});

test('an admin acts as a member under a banner, and stops', async ({ page: admin, signedIn, site, watch }) => {
  watch.expectStatus(403);
  await signedIn('admin', admin, 'Olga Owner');
  const ada = await site.addMember('reader', 'Ada Example');
  await openMember(admin, ada);
  await admin.getByRole('button', { name: `Act as ${ada.name}` }).click();

  const banner = admin.getByRole('complementary', { name: 'Acting as a member' });
  await expect(banner).toContainText(`You act as ${ada.name}`);
  await expect(mainMenu(admin).getByRole('link', { name: 'Manage' })).toHaveCount(0);
  await mainMenu(admin).getByRole('link', { name: 'Account' }).click();
  await expect(admin.getByRole('main')).toContainText(ada.email);
  await expect(banner).toBeVisible();
  expect((await admin.goto('/admin/members'))?.status()).toBe(403);
  await expect(banner).toBeVisible();

  await banner.getByRole('button', { name: 'Stop' }).click();
  await expect(admin.getByRole('status')).toContainText('You are yourself again.');
  await expect(banner).toHaveCount(0);
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(ada.name);
  await expect(section(admin, 'What happened lately')).toContainText('An admin began to act as a member.');
});

test('nobody acts as another admin, nor suspends themselves', async ({ page: admin, signedIn, site }) => {
  const { member: olga } = await signedIn('admin', admin, 'Olga Owner');
  const other = await site.addMember('admin', 'Oscar Owner');
  await openMember(admin, other);
  await expect(admin.getByRole('button', { name: /^Act as/ })).toHaveCount(0);
  await openMember(admin, olga);
  await expect(admin.getByRole('button', { name: /^Act as/ })).toHaveCount(0);
  await expect(admin.getByRole('button', { name: 'Suspend' })).toHaveCount(0);
});

test('the audit log is filtered, and downloaded as it is seen', async ({ page: admin, openBrowser, signedIn, site }) => {
  await signedIn('admin', admin);
  const ada = await site.addMember('reader', 'Ada Example');
  const bob = await site.addMember('reader', 'Bob Example');
  for (const member of [ada, bob]) await signIn(await openBrowser(), member);
  const refused = await (await openBrowser()).request.post('/fn/accounts/sign-in', { form: { email: ada.email, password: strongPassword() } });
  expect(refused.status()).toBe(401);

  await admin.goto('/admin/audit');
  await admin.getByLabel('Event').selectOption('A member signed in.');
  await field(admin, /^Address or id of a member/).fill(ada.email);
  await admin.getByRole('button', { name: 'Filter' }).click();
  const rows = admin.getByRole('main').locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('A member signed in.');
  await expect(rows).toContainText(ada.name);
  await expect(admin.getByLabel('Event').locator('option:checked')).toHaveText('A member signed in.');
  await expect(field(admin, /^Address or id of a member/)).toHaveValue(ada.email);

  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('audit.csv');
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('time,event,actor,actor_name');
  expect(lines[1]).toContain('signed_in');
  expect(lines[1]).toContain(ada.name);

  await admin.goto('/admin/audit?address=192.0.2.1');
  await expect(admin.getByRole('main')).toContainText('Nothing like that is on record.');
});
