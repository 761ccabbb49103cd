// Asks the browser for passkeys and sends what it answers with the form around the button. Where the browser knows no
// passkeys, the sentence that says so stays.
(() => {
  const known = 'PublicKeyCredential' in window
    && 'parseCreationOptionsFromJSON' in PublicKeyCredential
    && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  if (!known) return;

  // Only one question may be open at a time, in the browser and at the server: a button ends the one that waits in the field
  // for the address, and is itself pressed once.
  const waiting = new AbortController();
  let suggested = Promise.resolve();
  let asking = false;

  async function optionsOf(place) {
    const answer = await fetch(place.dataset.options, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (!answer.ok) throw new Error('no options');
    return (await answer.json()).options;
  }

  async function ask(place, more) {
    const options = await optionsOf(place);
    return place.dataset.passkey === 'create'
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), ...more })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...more });
  }

  // An empty answer is sent, too: the server says what is wrong, in words, where everything else is said.
  function send(form, credential) {
    form.elements.credential.value = credential ? JSON.stringify(credential.toJSON()) : '';
    for (const name of ['remember', 'trust']) {
      const box = document.getElementById(name);
      if (box && form.elements[name]) form.elements[name].value = String(box.checked);
    }
    form.submit();
  }

  async function pressed(event, place, form) {
    event.preventDefault();
    if (asking) return;
    asking = true;
    waiting.abort();
    await suggested;
    send(form, await ask(place).catch(() => null));
    asking = false;
  }

  // Offers passkeys in the field for the address, until the visitor does something else.
  async function suggest(place, form) {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    const credential = await ask(place, { mediation: 'conditional', signal: waiting.signal }).catch(() => null);
    if (credential && !asking) send(form, credential);
  }

  for (const place of document.querySelectorAll('[data-passkey]')) {
    const form = place.querySelector('form');
    form.addEventListener('submit', (event) => pressed(event, place, form));
    place.querySelector('[hidden]').hidden = false;
    place.querySelector('.aside').hidden = true;
    if (place.dataset.passkey === 'suggest') suggested = suggest(place, form);
  }
})();
