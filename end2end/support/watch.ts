import type { BrowserContext, ConsoleMessage, Dialog, Page, Request, Response } from '@playwright/test';

import { listenTo } from './secrets';

/** The only pages that may hold a script, and which: what wakes islands, what tells how strong a password
 * is, what speaks to passkeys. */
const SCRIPTS: [pages: RegExp, names: string[]][] = [
  [/^\/write\/(new|[0-9a-f-]{32,36})$/, ['boot']],
  [/^\/(sign-up|reset)$/, ['strength']],
  [/^\/settings\/security$/, ['strength', 'passkeys']],
  [/^\/(sign-in|sign-in\/second-factor|confirm)$/, ['passkeys']],
];

/**
 * Sees everything that goes wrong in a browser without anybody looking: messages on the console, errors of scripts,
 * requests that fail, scripts where none belong, dialogs.
 */
export class Watch {
  /** How often a page asked whether it may be left. */
  timesAsked = 0;
  readonly #problems: string[] = [];
  readonly #origin: string;
  readonly #looking: Promise<void>[] = [];
  readonly #listening: (() => Promise<void>)[] = [];
  readonly #statuses = new Set<number>();
  #leaving: 'stay' | 'leave' | undefined;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Watches every page of this browser from now on. */
  follow(context: BrowserContext): void {
    context.on('console', (message) => this.#heard(message));
    context.on('weberror', (error) => this.#problems.push(`error of a script: ${error.error()}`));
    context.on('requestfailed', (request) => this.#failed(request));
    context.on('response', (response) => this.#answered(response));
    context.on('dialog', (dialog) => this.#asked(dialog));
    context.on('page', (page) => page.on('load', () => this.#looking.push(this.#lookForScripts(page))));
    this.#listening.push(listenTo(context));
  }

  /** Pages of this test may answer with these statuses. */
  expectStatus(...statuses: number[]): void {
    for (const status of statuses) this.#statuses.add(status);
  }

  /** From now on, pages may ask whether they may be left, and get this answer. */
  whenLeaving(answer: 'stay' | 'leave'): void {
    this.#leaving = answer;
  }

  /** What went wrong so far. */
  async problems(): Promise<string[]> {
    await Promise.all([...this.#looking, ...this.#listening.map((heard) => heard())]);
    return this.#problems;
  }

  #heard(message: ConsoleMessage): void {
    const where = message.location().url || message.page()?.url() || '';
    if (!['error', 'warning'].includes(message.type()) || !where.startsWith(this.#origin)) return;
    const status = /responded with a status of (\d{3})/.exec(message.text())?.[1];
    if (status && this.#statuses.has(Number(status))) return;
    this.#problems.push(`console ${message.type()} on ${where}: ${message.text()}`);
  }

  #failed(request: Request): void {
    const reason = request.failure()?.errorText ?? '';
    // What a page was still loading when it was left.
    if (!request.url().startsWith(this.#origin) || reason === 'net::ERR_ABORTED') return;
    this.#problems.push(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  }

  #answered(response: Response): void {
    if (!response.url().startsWith(this.#origin) || response.status() < 400) return;
    if (this.#statuses.has(response.status())) return;
    this.#problems.push(`${response.status()} from ${response.request().method()} ${response.url()}`);
  }

  async #asked(dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') {
      this.#problems.push(`a script ran: ${dialog.type()} ${dialog.message()}`);
      await dialog.dismiss();
      return;
    }
    this.timesAsked += 1;
    // A form that came back refused holds what is saved nowhere: it asks as soon as its island is awake.
    const refused = dialog.page()?.url().endsWith('#problems');
    if (!this.#leaving && !refused) this.#problems.push(`asked before leaving ${dialog.page()?.url()}`);
    await (this.#leaving === 'stay' ? dialog.dismiss() : dialog.accept());
  }

  async #lookForScripts(page: Page): Promise<void> {
    const found = await page
      .evaluate(() => {
        // Blocks of data for search engines are no scripts: nothing of them is run.
        const scripts = [...document.scripts].filter(({ type }) => type !== 'application/ld+json');
        return { url: location.href, scripts: scripts.map((script) => script.src || 'inline') };
      })
      // The page was left or closed meanwhile; the next one is looked at instead.
      .catch(() => undefined);
    if (!found?.url.startsWith(this.#origin) || found.scripts.length === 0) return;
    const { pathname } = new URL(found.url);
    const names = SCRIPTS.find(([pages]) => pages.test(pathname))?.[1] ?? [];
    const ours = new RegExp(`^${this.#origin}/pkg/(?:${names.join('|')})\\.[0-9a-z]+\\.js$`);
    if (names.length === 0 || found.scripts.some((script) => !ours.test(script))) {
      this.#problems.push(`scripts on ${found.url}: ${found.scripts.join(', ')}`);
    }
  }
}
