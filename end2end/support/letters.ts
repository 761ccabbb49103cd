import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { type Entity, decoded, parse } from './mime';
import { know, knowLink } from './secrets';

/** A letter, as its reader sees it. */
export interface Letter {
  to: string;
  subject: string;
  /** The plain text. */
  text: string;
  /** The same as HTML. */
  html: string;
  /** Every address in the text. */
  links: string[];
  /** The codes to type: `KXQT-9R4M`. */
  codes: string[];
}

const CODE = /^\s*([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)\s*$/gm;
const LINK = /https?:\/\/[^\s<>"]+/g;

/** How long a letter may take, in milliseconds. */
const PATIENCE = 10_000;

/** The letters of a site: each is a file, and is given out once. */
export class Letterbox {
  readonly #folder: string;
  readonly #taken = new Set<string>();

  constructor(data: string) {
    this.#folder = join(data, 'mail');
  }

  /** Waits for the earliest letter to this address that nobody has taken yet, and whose subject says this. */
  async next(to: string, subject: string | RegExp): Promise<Letter> {
    const giveUp = Date.now() + PATIENCE;
    for (;;) {
      for (const [file, letter] of await this.#read()) {
        if (this.#taken.has(file) || !isTo(letter, to) || !says(letter.subject, subject)) continue;
        this.#taken.add(file);
        return letter;
      }
      if (Date.now() > giveUp) throw new Error(`No letter to ${to} about ${subject}; there are:\n${await this.#listed()}`);
      await pause(50);
    }
  }

  /** Every letter to this address so far, earliest first. */
  async all(to: string): Promise<Letter[]> {
    return [...(await this.#read()).values()].filter((letter) => isTo(letter, to));
  }

  /** Makes the secrets of all letters known. */
  async know(): Promise<void> {
    await this.#read();
  }

  async #read(): Promise<Map<string, Letter>> {
    const files = await readdir(this.#folder).catch(() => []);
    const letters = new Map<string, Letter>();
    for (const file of files.filter((name) => name.endsWith('.eml')).toSorted()) {
      const raw = await readFile(join(this.#folder, file));
      // One that is only just being written is read the next time.
      if (raw.length) letters.set(file, open(parse(raw)));
    }
    return letters;
  }

  async #listed(): Promise<string> {
    return [...(await this.#read()).values()].map(({ to, subject }) => `${to}: ${subject}`).join('\n');
  }
}

/** The one link of a letter that leads to this path. */
export function linkTo(letter: Letter, path: string): string {
  const found = letter.links.filter((link) => new URL(link).pathname === path);
  if (found.length === 0) throw new Error(`No link to ${path} in:\n${letter.text}`);
  return found[0] ?? '';
}

/** The one code of a letter. */
export function codeIn(letter: Letter): string {
  const [code] = letter.codes;
  if (!code) throw new Error(`No code in:\n${letter.text}`);
  return code;
}

function open(entity: Entity): Letter {
  const text = decoded(entity, 'text/plain');
  const links = text.match(LINK) ?? [];
  const codes = [...text.matchAll(CODE)].map(([, code]) => code ?? '');
  for (const link of links) knowLink(link);
  for (const code of codes) know('code of a letter', code);
  return {
    to: entity.headers['to'] ?? '',
    subject: entity.headers['subject'] ?? '',
    text,
    html: decoded(entity, 'text/html'),
    links,
    codes,
  };
}

function isTo(letter: Letter, address: string): boolean {
  return letter.to.toLowerCase().includes(address.toLowerCase());
}

function says(text: string, words: string | RegExp): boolean {
  return words instanceof RegExp ? words.test(text) : text.includes(words);
}
