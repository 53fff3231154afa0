// Asks again while somebody looks: every 10 seconds, every minute once the tab is hidden, at once when it is
// shown again. The element carries data-hx-get and data-hx-trigger="due".
const LOOKED_AT = 10_000;
const HIDDEN = 60_000;

export function poll(element) {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, document.hidden ? HIDDEN : LOOKED_AT);
  };
  const ask = () => {
    if (!element.isConnected) {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      return;
    }
    element.dispatchEvent(new CustomEvent("due"));
    wait();
  };
  const seen = () => (document.hidden ? wait() : ask());
  document.addEventListener("visibilitychange", seen);
  wait();
}
