import { defineConfig } from '@playwright/test';

const screenshots = process.env.SCREENSHOTS === '1';
const SCREENSHOTS = '**/screenshots.spec.ts';

/**
 * Every flow runs twice: with JavaScript, and without it; but for the few tagged `@script` or `@plain`, which are about one
 * of the two. Each worker has a server of its own.
 */
export default defineConfig({
  testDir: 'tests',
  testMatch: screenshots ? SCREENSHOTS : '**/*.spec.ts',
  testIgnore: screenshots ? [] : SCREENSHOTS,
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: screenshots ? 300_000 : 30_000,
  expect: { timeout: 7_000 },
  reporter: [['list']],
  use: {
    // Traces slow every test down; TRACE=1 records them.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: screenshots
    ? [{ name: 'screenshots' }]
    : [
        { name: 'script', grepInvert: /@plain/ },
        { name: 'plain', grepInvert: /@script/, use: { javaScriptEnabled: false } },
      ],
});
