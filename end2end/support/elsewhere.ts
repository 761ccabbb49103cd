import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another site, for as long as a test needs it. */
export interface Elsewhere {
  /** As another site: another host name. */
  foreign: string;
  /** As a neighbour: the same host on another port, to which browsers send the same cookies. */
  neighbour: string;
  close(): Promise<void>;
}

/** Opens another site whose every page holds this form, with a button that says `Win a prize`. */
export async function openElsewhere(action: string, fields: Record<string, string>): Promise<Elsewhere> {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const form = `<form method="post" action="${action}">${inputs.join('')}<button>Win a prize</button></form>`;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Elsewhere</title>${form}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    foreign: `http://localhost:${port}/`,
    neighbour: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
