// A form with script, on a phone or a kiosk: sends without leaving the page and keeps what no network takes.
// Until everything is ready, and where a browser keeps nothing, the form is sent as it is without script.

const isCopy = self.document && "kept" in document.documentElement.dataset; // a page the worker kept
const make = (tag, properties, role) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (role) made.setAttribute("role", role);
  return made;
};

/** Send the page's form by script. `view` has `done(next)`, `kept(id)`, `news({id, next})` and `count(unsent)`. */
const startForm = (view) => {
  const [form] = document.forms;
  const button = form.querySelector("button");
  const label = button.textContent;
  const alarm = make("p", { className: "demo", textContent: WORDS.fault }, "alert");
  let ready, blocked, busy, timer, failures = 0;

  /** Show what is unsent and try again later: here after 5 s to 5 min, in the background where browsers can. */
  const plan = (left) => {
    view.count(left);
    clearTimeout(timer);
    if (left.every((entry) => entry.refused)) failures = 0;
    else {
      const longest = Math.min(300, 5 * 2 ** failures++);
      timer = setTimeout(tend, 5000 + Math.random() * (longest - 5) * 1000);
      navigator.serviceWorker.ready.then(({ sync }) => sync && sync.register(NAME)).catch(() => {});
    }
    return left;
  };

  const tend = async () => {
    if (!ready) return [];
    view.count(await all());
    return plan(await flush(view.news));
  };

  const firstFault = () => [...form.elements].find(({ value, dataset, validity }) => {
    const [least, most] = (dataset.range || "").split("-");
    return !validity.valid || most && value && !(+value >= least && +value <= most);
  });

  const complain = (field) => {
    field.closest("fieldset, .box").querySelector("legend, p").after(alarm);
    field.focus();
  };

  const send = async () => {
    const fields = [...new FormData(form)].filter(([, value]) => value);
    const id = form.elements.id.value;
    const at = Date.now();
    const entry = { id, body: `${new URLSearchParams(fields)}`, action: form.action, at, until: at + LEASE };
    const fault = firstFault();
    if (fault && view.strict) return complain(fault);
    const kept = !fault && put(entry).then(() => true, () => false); // at once: the page may be closed any time
    // The signed time on a kept page says nothing about this filling.
    const { stored, next, status } = await post(entry, isCopy ? "&offline=1&age=0" : "");
    if (stored) {
      await kept;
      for (const other of await all()) {
        if (other.id === id && (other.refused || other.body === entry.body)) await drop(other);
      }
      view.done(next);
    } else if (/^4/.test(status)) {
      await kept;
      await drop(entry);
      form.submit(); // the server shows what is wrong
    } else if (fault) complain(fault);
    else if (!await kept) form.submit();
    else {
      await put({ ...entry, until: 0 });
      view.kept(id);
      plan(await all());
    }
  };

  form.addEventListener("submit", async (event) => {
    if (!ready || blocked) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    alarm.remove();
    button.textContent = WORDS.sending;
    await send().catch(() => form.submit()); // a second sending is the same answer
    button.textContent = label;
    busy = false;
  });
  form.addEventListener("reset", () => {
    form.elements.id.value = newId();
    form.elements.p.value = ""; // a proof of the visit counts for one filling
    alarm.remove();
  });

  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js").catch(({ name }) => { blocked = name === "SecurityError"; });
    all().then(() => { ready = true; tend(); }, () => {});
  }
  if (channel) channel.onmessage = ({ data }) => { view.news(data); all().then(view.count); };
  addEventListener("online", tend);
  addEventListener("pageshow", tend);
  document.addEventListener("visibilitychange", () => document.hidden || tend());
  return tend;
};
