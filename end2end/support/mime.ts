/** A letter or a part of one, as it travels (RFC 2045 to 2047). */
export interface Entity {
  /** By their names in small letters. */
  headers: Record<string, string>;
  body: Buffer;
  parts: Entity[];
}

/** Takes a letter apart. */
export function parse(raw: Buffer): Entity {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const body = end ? text.slice(end.index + end[0].length) : '';
  const headers = readHeaders(head);
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  return { headers, body: Buffer.from(body, 'latin1'), parts: boundary ? split(body, boundary) : [] };
}

/** The text of the first part of this type, or nothing. */
export function decoded(entity: Entity, type: string): string {
  const own = entity.headers['content-type'] ?? 'text/plain';
  if (own.toLowerCase().startsWith(type)) return decode(entity.body, entity.headers['content-transfer-encoding'] ?? '7bit');
  for (const part of entity.parts) {
    const text = decoded(part, type);
    if (text) return text;
  }
  return '';
}

function readHeaders(head: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name) headers[name.toLowerCase()] = decodeWords(value ?? '');
  }
  return headers;
}

function split(body: string, boundary: string): Entity[] {
  const pieces = `\n${body}`.split(new RegExp(`\\r?\\n--${boundary.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  // The first is for programs that know no parts, the last is what follows the end.
  return pieces
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => parse(Buffer.from(piece.replace(/^[ \t]*\r?\n/, ''), 'latin1')));
}

function decode(body: Buffer, encoding: string): string {
  const text = body.toString('latin1');
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(text, 'base64').toString('utf8');
    case 'quoted-printable':
      return unquote(text.replaceAll(/[ \t]*=\r?\n/g, '')).toString('utf8');
    default:
      return body.toString('utf8');
  }
}

/** `=C3=A9` becomes the bytes that it stands for. */
function unquote(text: string): Buffer {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** `=?utf-8?b?…?=` in a header becomes what it stands for. */
function decodeWords(value: string): string {
  const joined = value.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
    encoding.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString('utf8')
      : unquote(text.replaceAll('_', ' ')).toString('utf8'),
  );
}
