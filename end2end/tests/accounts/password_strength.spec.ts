import type { Page } from '@playwright/test';

import { field } from '../../support/forms';
import { editor } from '../../support/posts';
import { expect, test } from '../../support/test';

const SCRIPT = { tag: '@script' };

/** The scripts and wasm modules that a page loads from now on, by their names without hashes. */
function loadedBy(page: Page): Set<string> {
  const loaded = new Set<string>();
  page.on('request', (request) => {
    const name = /\/pkg\/(\w+)\.\w+\.(?:js|wasm)$/.exec(request.url())?.[1];
    if (name) loaded.add(name);
  });
  return loaded;
}

test('a password tells its strength while it is typed, and knows the name on the form', SCRIPT, async ({ page }) => {
  await page.goto('/sign-up');
  const strength = page.locator('.strength');
  await expect(strength).toBeHidden();
  await field(page, 'Name').fill('Zebulon Quarterdeck');
  await field(page, 'Password').fill('zebulonquarterdeck');
  await expect(strength).toContainText('little more than your name');
  await expect(strength).toHaveAttribute('data-score', '1');
  await field(page, 'Password').fill('violet harbour engine');
  await expect(strength).toHaveAttribute('data-score', /3|4/);
  await field(page, 'Password').fill('');
  await expect(strength).toBeHidden();
});

test('the module that estimates is loaded when somebody turns to the field, and nothing else', SCRIPT, async ({ page }) => {
  const loaded = loadedBy(page);
  await page.goto('/sign-up', { waitUntil: 'networkidle' });
  expect([...loaded]).toEqual(['strength']);
  await field(page, 'Password').fill('violet harbour engine');
  await expect(page.locator('.strength')).toBeVisible();
  expect([...loaded].sort()).toEqual(['estimator', 'estimator_bg', 'strength']);
});

test('the page that writes loads nothing about passwords', SCRIPT, async ({ page, signedIn }) => {
  await signedIn('author', page);
  const loaded = loadedBy(page);
  await page.goto('/write/new');
  await editor(page).body.fill('Some **bold** words');
  await expect(page.getByRole('region', { name: 'Preview' }).getByRole('strong')).toHaveText('bold');
  expect([...loaded].sort()).toEqual(['boot', 'masthead', 'masthead_bg']);
});

test('where the module is missing nothing is told', SCRIPT, async ({ page, watch }) => {
  watch.expectStatus(404);
  await page.route('**/pkg/estimator*', (route) => route.fulfill({ status: 404 }));
  await page.clock.install();
  await page.goto('/sign-up');
  const asked = page.waitForResponse(/\/pkg\/estimator/);
  await field(page, 'Password').fill('password123');
  await asked;
  await page.clock.runFor(1000);
  await expect(page.locator('.strength')).toBeHidden();
});
