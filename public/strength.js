// Tells how well a new password withstands guessing while it is typed; the server asks the same when the form is sent. The
// module that estimates holds long lists of words, so it is loaded when somebody turns to the field, and without it nothing
// is told.
(() => {
  const { module, wasm } = document.currentScript.dataset;
  // How long the keys have to rest before the estimate follows, in milliseconds.
  const REST = 150;

  let loading;
  async function load() {
    const estimator = await import(module);
    await estimator.default({ module_or_path: wasm });
    return estimator;
  }

  function follow(meter) {
    const field = document.getElementById(meter.dataset.field);
    const form = field.form;

    async function tell() {
      loading ??= load().catch(() => undefined);
      const estimator = await loading;
      meter.hidden = !estimator || field.value === '';
      if (meter.hidden) return;
      const typed = ['name', 'email'].map((name) => form.elements.namedItem(name)?.value ?? '');
      const { score, words } = estimator.estimate(field.value, [...typed, ...JSON.parse(meter.dataset.known)]);
      meter.dataset.score = score;
      meter.querySelector('[role=status]').textContent = words;
    }

    let waiting;
    form.addEventListener('input', ({ target }) => {
      if (!loading && target !== field) return;
      clearTimeout(waiting);
      waiting = setTimeout(tell, REST);
    });
    field.addEventListener('focus', tell, { once: true });
    // Typed in, or kept by the browser, before this ran.
    if (document.activeElement === field || field.value !== '') tell();
  }

  document.querySelectorAll('.strength').forEach(follow);
})();
