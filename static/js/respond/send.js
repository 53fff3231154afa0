// Sending: the same words with the same key, again and again, until the server says that it has them.

const TRY_MS = 30000;
const PAUSES = [2, 4, 8, 15];

const pause = (seconds) =>
  new Promise((wake) => {
    const timer = setTimeout(wake, seconds * 1000);
    const now = () => {
      clearTimeout(timer);
      wake();
    };
    addEventListener("online", now, { once: true });
    addEventListener("try-now", now, { once: true });
  });

async function attempt(address, body) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TRY_MS);
  try {
    const reply = await fetch(address, { method: "POST", body, signal: abort.signal, cache: "no-store" });
    return { reply, text: await reply.text() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Post until there is an answer. `waiting` is called before each pause.
 * Gives {sent: address}, or {status, page} with the page that says what is wrong.
 */
export async function post(address, body, waiting) {
  for (let turn = 0; ; turn += 1) {
    const got = await attempt(address, body);
    if (got) {
      const { reply, text } = got;
      // Only our own thank-you page proves that it arrived: a Wi-Fi's sign-in page answers 200 as well.
      if (reply.ok && reply.redirected && new URL(reply.url).pathname.endsWith("/sent")) return { sent: reply.url };
      if ([403, 404, 409, 410, 413, 415, 422].includes(reply.status)) {
        return { status: reply.status, page: new DOMParser().parseFromString(text, "text/html") };
      }
    }
    waiting();
    const asked = Number(got?.reply.headers.get("retry-after")) || 0;
    // Spread out, so that a whole youth club does not knock at the same moment.
    await pause(Math.max(asked, PAUSES[Math.min(turn, PAUSES.length - 1)]) + Math.random() * 2);
  }
}
