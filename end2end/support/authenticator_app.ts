import { createHmac } from 'node:crypto';

import { know } from './secrets';

/** Seconds that a code is shown for. */
const STEP = 30;

/** How long before its end a step of time is not begun with any more, in seconds. */
const HASTE = 10;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app, as RFC 6238 has it: six digits by SHA-1, that change every half minute. */
export class AuthenticatorApp {
  readonly #seed: Buffer;
  #last = 0;

  /** Set up with a key in base 32, in groups or not. */
  constructor(key: string) {
    this.#seed = base32(know('seed of an app', key.replaceAll(/\s/g, '')));
    know('seed of an app', key);
  }

  /**
   * A code that was not given before. Sites bear clocks that are one step off, which makes two fresh codes at any moment:
   * the earliest that will be good for some time yet, and the next.
   */
  next(): string {
    this.#last = Math.max(this.#last + 1, Math.floor((Date.now() / 1000 + HASTE) / STEP) - 1);
    return know('code of an app', this.#codeOf(this.#last));
  }

  #codeOf(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', this.#seed).update(counter).digest();
    const offset = (digest.at(-1) ?? 0) & 0xf;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}

function base32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
