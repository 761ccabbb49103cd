// An OpenID provider on this machine: `node provider.js <redirect URI>`.
//
// Says where it is in one line of JSON on standard output, and ends when standard input does. People sign in by typing a
// name: `ada` is ada@example.org, whoever begins with `unsure` has an address that nobody verified. POST /control makes it
// misbehave: {"hang": true}, {"nonce": "another"}, {"rotate": true}, {"signedIn": <seconds ago>}.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const [redirectUri] = process.argv.slice(2);
const behaviour = { hang: false, nonce: undefined, signedIn: 0 };

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  provider = start();
  console.log(JSON.stringify({ url: issuer }));
});
process.stdin.resume().on('end', () => process.exit(0));

let issuer;
let provider;

/** A provider with a new key; what the one before it remembered is kept. */
function start() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
  return new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: ['not a secret'] },
    clients: [{ client_id: 'masthead', client_secret: 'a secret of the tests', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => claims(id) }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  });
}

function claims(id) {
  const name = id.replace(/^./, (letter) => letter.toUpperCase());
  return { sub: id, name, email: `${id}@example.org`, email_verified: !id.startsWith('unsure') };
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/control') return control(request, response);
  // Never answered; the caller has to give up.
  if (behaviour.hang) return;
  if (pathname.startsWith('/interaction/')) return interact(request, response);
  if (pathname === '/auth' && behaviour.nonce) {
    request.url = request.url.replace(/nonce=[^&]*/, `nonce=${behaviour.nonce}`);
  }
  return provider.callback()(request, response);
}

async function control(request, response) {
  const { rotate, ...change } = JSON.parse(await body(request));
  Object.assign(behaviour, change);
  if (rotate) provider = start();
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}

/** The page on which people sign in and agree, or do not. */
async function interact(request, response) {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    return;
  }
  const form = new URLSearchParams(await body(request));
  const result =
    form.get('answer') === 'agree'
      ? await agreement(request, response, form.get('name'))
      : { error: 'access_denied', error_description: 'They did not agree.' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function agreement(request, response, accountId) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const ts = Math.floor(Date.now() / 1000) - behaviour.signedIn;
  return { login: { accountId, ts }, consent: { grantId: await grant.save() } };
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const PAGE = `<!doctype html>
<html lang="en">
  <title>Example ID</title>
  <h1>Sign in with Example ID</h1>
  <form method="post">
    <label>Name <input name="name"></label>
    <button name="answer" value="agree">Agree</button>
    <button name="answer" value="refuse">Refuse</button>
  </form>
</html>`;
