// The service worker: opens the plain form of a counter without network, and sends in the background.
// Pages with a slip's token or a screen's code are not touched at all.

const SLOW = 4000; // milliseconds after which a kept page is better than waiting

const KEPT = /^\/(l|kios)\/\w+(\?lang=..)?$/;

/** Name under which a page is kept: a plain form or kiosk in one language. False for every other address. */
const nameOf = ({ pathname, search }) => KEPT.test(pathname + search) && pathname + search.replace("?lang=id", "");

/** Keep a page together with the script it names; a reply without one is no form of ours. */
const keep = async (name, reply) => {
  const [, script] = /src="(\/s\/[^"]+)/.exec(reply.ok && await reply.clone().text()) || [];
  if (!script) return;
  const cache = await caches.open(NAME);
  if (!await cache.match(script)) await cache.add(script);
  await cache.put(name, reply);
};

/** Return the kept page, marked as such and with an id of its own, or else `other`. */
const keptOr = async (name, other) => {
  const kept = await caches.match(name);
  if (!kept) return other;
  const page = (await kept.text()).replace("<html", "<html data-kept");
  return new Response(page.replace(/(name="id" value=")\w+/, `$1${newId()}`), kept);
};

const answer = (event, name) => {
  const network = fetch(event.request);
  event.waitUntil(network.then((reply) => keep(name, reply.clone())).catch(() => {}));
  const loaded = network.then(
    (reply) => reply.status < 500 ? reply : keptOr(name, reply),
    () => keptOr(name, network),
  );
  const slow = new Promise((resolve) => setTimeout(resolve, SLOW));
  return Promise.race([loaded, slow.then(() => keptOr(name, loaded))]);
};

const startWorker = () => {
  oninstall = () => skipWaiting();

  /** Keep the pages that are open already: they were loaded before this worker was there. */
  onactivate = (event) => event.waitUntil((async () => {
    await clients.claim();
    for (const { url } of await clients.matchAll()) {
      const name = nameOf(new URL(url));
      if (name) await keep(name, await fetch(name, { cache: "force-cache" }));
    }
  })());

  onfetch = (event) => {
    const { method, url } = event.request;
    const address = new URL(url);
    const name = method === "GET" && nameOf(address);
    if (name) event.respondWith(answer(event, name));
    else if (address.pathname.startsWith("/s/")) {
      event.respondWith(caches.match(url).then((kept) => kept || fetch(event.request)));
    }
  };

  onsync = (event) => event.waitUntil(flush().then((left) => {
    if (left.some((entry) => !entry.refused)) throw NAME; // the browser tries again later
  }));
};
