// Loads the wasm and wakes the islands, once the browser is idle. The page works without it.
(() => {
  const { module, wasm } = document.currentScript.dataset;

  // What Leptos' own loader leaves for islands that read resources; ours read none.
  window.__RESOLVED_RESOURCES = [];
  window.__INCOMPLETE_CHUNKS = [];
  window.__SERIALIZED_ERRORS = [];

  async function wake() {
    const islands = await import(module);
    await islands.default({ module_or_path: wasm });
    islands.hydrate();
    for (const island of document.querySelectorAll('leptos-island')) {
      await islands[island.dataset.component]?.(island);
    }
  }

  if ('requestIdleCallback' in window) {
    requestIdleCallback(wake, { timeout: 2000 });
  } else {
    setTimeout(wake, 200);
  }
})();
