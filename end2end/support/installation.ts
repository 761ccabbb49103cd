import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Letterbox } from './letters';
import { type Member, type Role, somebody } from './people';
import { secretsIn } from './secrets';

const EXECUTABLE = process.env.MASTHEAD_EXECUTABLE ?? fileURLToPath(new URL('../../dist/masthead', import.meta.url));

/** Passwords are hashed as cheaply as allowed, and nobody is told to slow down: all tests come from one address. */
const SETTINGS = {
  MASTHEAD_ACCOUNTS_ARGON2_MEMORY_KIB: '64',
  MASTHEAD_ACCOUNTS_ARGON2_ITERATIONS: '1',
  MASTHEAD_ACCOUNTS_SIGN_IN_PER_ADDRESS: '1000000',
  MASTHEAD_ACCOUNTS_SIGN_UP_PER_ADDRESS: '1000000',
  MASTHEAD_ACCOUNTS_LETTERS_PER_ADDRESS: '1000000',
  MASTHEAD_ACCOUNTS_PROOFS_PER_ADDRESS: '1000000',
  // Receivers of webhooks are on this machine.
  MASTHEAD_OUTBOUND_PRIVATE_NETWORKS: '127.0.0.0/8',
  MASTHEAD_HTTP_DRAIN_TIMEOUT: '1s',
  // All that our own code has to say, so that a secret among it is found.
  MASTHEAD_LOG_LEVEL: 'debug,masthead=trace,app=trace,server=trace,domain=trace,migration=trace,sqlx=info,html5ever=error',
  MASTHEAD_LOG_FORMAT: 'json',
};

export interface Options {
  /** Whether there is an owner already; else the first to sign up becomes it. */
  owned?: boolean;
  /** The name that browsers know it by, which leads here; else its bare address, for which there are no passkeys. */
  host?: 'localhost';
  /** Further settings, by their variables. */
  settings?: Record<string, string>;
  /** Where it listens; else at any port that is free. */
  port?: number;
}

/** A site with its own folder, database and port, for as long as a worker or a test needs it. */
export class Installation {
  readonly url: string;
  /** The letters that it sent. */
  readonly letters: Letterbox;
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  #server: ChildProcess | undefined;
  #log = '';
  /** How much of the log was searched for errors. */
  #searched = 0;

  private constructor(folder: string, host: string, port: number, settings: Record<string, string>) {
    const data = join(folder, 'data');
    this.url = `http://${host}:${port}`;
    this.letters = new Letterbox(data);
    this.#folder = folder;
    this.#environment = {
      PATH: process.env.PATH ?? '',
      MASTHEAD_HTTP_ADDR: `127.0.0.1:${port}`,
      MASTHEAD_SITE_URL: this.url,
      MASTHEAD_SITE_NAME: 'The Example Gazette',
      MASTHEAD_SITE_TAGLINE: 'Plainly fictional news',
      MASTHEAD_DATA_DIR: data,
      ...SETTINGS,
      ...settings,
    };
  }

  static async start({ owned = true, host, settings = {}, port }: Options = {}): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'masthead-end2end-'));
    const site = new Installation(folder, host ?? '127.0.0.1', port ?? (await freePort()), settings);
    await site.#serve();
    if (owned) await site.addMember('admin', 'Olga Owner');
    return site;
  }

  /** Makes a member with an address of their own. */
  async addMember(role: Role, name?: string): Promise<Member> {
    const member = somebody(name);
    await this.command(['member', 'create', member.email, '--name', member.name, '--role', role], member.password);
    return member;
  }

  /** Imports a folder made of these files, by their paths in it. The report of the import is returned. */
  async import(files: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(join(this.#folder, 'import-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return this.command(['import', folder]);
  }

  /** Runs a command of the program and returns what it printed. */
  async command(words: string[], input = ''): Promise<string> {
    const child = this.#spawn(words);
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => {
      output += text;
      this.#log += text;
    });
    // A command that asks for nothing may be over before it is told anything.
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${input}\n`);
    const code = await ended(child);
    if (code !== 0) throw new Error(`masthead ${words.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  /** What the server logged as an error since it was asked last. */
  errorsLogged(): string[] {
    const fresh = this.#log.slice(this.#searched);
    this.#searched = this.#log.length;
    return fresh.split('\n').filter((line) => /"level":"ERROR"|panicked at/.test(line));
  }

  /** Ends the server as an operator would, searches its whole log for secrets, and removes its folder. */
  async stop(): Promise<void> {
    await this.#end();
    await this.letters.know();
    await rm(this.#folder, { recursive: true, force: true });
    const said = secretsIn(this.#log);
    if (said.length) throw new Error(`The log says secrets in ${said.length} places:\n${said.slice(0, 20).join('\n')}`);
  }

  async #end(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const forced = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.kill('SIGTERM');
    const code = await ended(server);
    clearTimeout(forced);
    if (code !== 0) throw new Error(`The server did not end well after SIGTERM: ${code}\n${this.#log}`);
  }

  async #serve(): Promise<void> {
    const server = this.#spawn(['serve', '--migrate']);
    this.#server = server;
    server.stdin?.end();
    server.stdout?.on('data', (text) => (this.#log += text));
    server.stderr?.on('data', (text) => (this.#log += text));
    for (let tries = 0; tries < 300; tries += 1) {
      if (server.exitCode !== null) break;
      const ready = await fetch(`${this.url}/ready`).catch(() => undefined);
      if (ready?.ok) return;
      await pause(50);
    }
    server.kill('SIGKILL');
    throw new Error(`The server did not become ready:\n${this.#log}`);
  }

  #spawn(words: string[]): ChildProcess {
    // In its own folder, where no .env of a developer lies.
    return spawn(EXECUTABLE, words, { cwd: this.#folder, env: this.#environment, stdio: 'pipe' });
  }
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? child.signalCode);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
}

/** A port of this machine at which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
