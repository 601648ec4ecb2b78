// Answers the server does not have yet: kept in this browser, and sent until the server says in its own words that
// it has them. The pages and the service worker share this file.

const NAME = "kotak-saran"; // of the database, its store, the cache of pages, the channel and the sync event
const PATIENCE = 15000; // milliseconds until a request counts as failed
const LEASE = 20000; // milliseconds an answer is left to the page or worker that is sending it

/** Do one step in the store of unsent answers. What `step` returns has the result, once it is safely on disk. */
const unsent = async (mode, step) => {
  const opening = indexedDB.open(NAME, 1);
  // The key holds the content too, so that nothing is ever overwritten: a duplicated tab has the same id.
  opening.onupgradeneeded = () => opening.result.createObjectStore(NAME, { keyPath: ["id", "body"] });
  const database = await new Promise((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(NAME, mode, { durability: "strict" });
    const outcome = step(transaction.objectStore(NAME));
    transaction.oncomplete = () => resolve(outcome.result);
    transaction.onabort = () => reject(transaction.error);
  }).finally(() => database.close());
};

const all = () => unsent("readonly", (store) => store.getAll());
const put = (entry) => unsent("readwrite", (store) => store.put(entry));
const drop = ({ id, body }) => unsent("readwrite", (store) => store.delete([id, body]));

/** Reserve an answer for sending; no outcome if it is gone, or another page or the worker is sending it. */
const reserve = ({ id, body }) => unsent("readwrite", (store) => {
  const outcome = {};
  store.get([id, body]).onsuccess = ({ target: { result } }) => {
    const lease = result && result.until - Date.now();
    if (!result || (lease > 0 && lease <= LEASE)) return; // a longer one: the clock was set back
    store.put({ ...result, until: Date.now() + LEASE });
    outcome.result = true;
  };
  return outcome;
});

/** Send one answer; the outcome tells whether anything replied and, if it was our server, what it said. */
const post = async ({ id, body, action }, more = "") => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const outcome = {};
  try {
    const reply = await fetch(action, {
      method: "POST",
      body: new URLSearchParams(body + more),
      headers: { Accept: "application/json" },
      signal: patience.signal,
    });
    outcome.heard = true;
    const words = await reply.json();
    if (words.kotaksaran === 1) { // the login page of a foreign network answers 200 as well
      Object.assign(outcome, words, { status: reply.status, stored: reply.ok && words.id === id });
    }
  } catch {} // no network, no patience or no words of ours
  clearTimeout(timer);
  return outcome;
};

/** Draw the id of one filling: 128 random bits. */
const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, 0)).join("");

const channel = self.BroadcastChannel && new BroadcastChannel(NAME);

/** Try each unsent answer once; pages hear of those that are stored. The outcome is what is left. */
const flush = async (tell = () => {}) => {
  for (const entry of await all()) {
    if (entry.refused || !await reserve(entry)) continue;
    const age = Math.max(0, Math.round((Date.now() - entry.at) / 1000));
    const { stored, next, status, heard } = await post(entry, `&offline=1&age=${age}`);
    if (stored) {
      await drop(entry);
      const news = { id: entry.id, next };
      tell(news);
      if (channel) channel.postMessage(news);
    } else await put({ ...entry, until: 0, refused: status === 422 });
    if (!heard || status === 503) break; // the others would fare no better
  }
  return all();
};
