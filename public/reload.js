// Under `cargo leptos watch`: reloads the page after each build, and swaps styles in place. Never on a page otherwise.
(() => {
  const { port } = document.currentScript.dataset;

  function follow(change) {
    const { all, css } = JSON.parse(change.data);
    if (all) {
      location.reload();
    } else if (css) {
      for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
        link.href = `${link.href.split('?')[0]}?built=${Date.now()}`;
      }
    }
  }

  function listen() {
    const socket = new WebSocket(`ws://${location.hostname}:${port}/live_reload`);
    socket.onmessage = follow;
    socket.onclose = () => setTimeout(listen, 1000);
  }

  listen();
})();
