// The form on the office's own tablet: one visitor after the other, and nothing of one is left for the next.

const IDLE = 60000; // milliseconds without a touch until the form is emptied
const THANKS = 8000; // milliseconds the thanks stay
const COUNTED = 20; // seconds counted down before the form is emptied
const FRESH = 43200000; // milliseconds after which the page is loaded anew: new names, new signed time
const PRESSES = 5; // on the mark, within a few seconds, to open the panel of the staff

/** Save the unsent answers of one counter as a file for `kotaksaran import`; they stay unsent. */
const exportAnswers = (entries, counter) => {
  const answers = entries.map(({ id, body, action, at }) => {
    const { id: _, t, p, ...fields } = Object.fromEntries(new URLSearchParams(body));
    const language = new URL(action).searchParams.get("lang") || "id";
    return { id, t, language, filled_at: new Date(at).toISOString(), fields };
  });
  const file = { format: "kotak-saran-kiosk", version: 1, counter, answers };
  const content = new Blob([JSON.stringify(file, null, 1)], { type: "application/json" });
  const today = new Date().toLocaleDateString("sv"); // as in 2025-03-03, where the tablet is
  const href = URL.createObjectURL(content);
  make("a", { href, download: `kotak-saran-${counter}-${today}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(href), IDLE);
};

/** Keep the form in its other languages too, once the worker is there, so that switching needs no network. */
const keepLanguages = () => {
  const { serviceWorker } = navigator;
  const load = () => document.querySelectorAll("[hreflang]").forEach(({ href }) => fetch(href).catch(() => {}));
  if (!serviceWorker) return;
  if (serviceWorker.controller) load();
  else serviceWorker.addEventListener("controllerchange", load, { once: true });
};

/** Put the mark of the page into a button that opens the panel of the staff after some presses. */
const hideDoor = (title, open) => {
  const mark = document.querySelector(".top svg");
  const door = make("button", { type: "button", className: "door" });
  let presses = [];
  door.setAttribute("aria-label", title);
  mark.replaceWith(door);
  door.append(mark);
  door.onclick = () => {
    const now = Date.now();
    presses = [...presses, now].filter((then) => now - then < 4000);
    if (presses.length >= PRESSES) open(presses = []);
  };
};

const startKiosk = () => {
  const [form] = document.forms;
  const main = form.parentNode;
  const part = (id) => document.getElementById(id);
  const path = new URL(form.action).pathname;
  const isStart = !location.search; // a page in another language or with faults is left, not emptied
  let screen = "form", deadline = 0, unsent = [];

  const show = (name) => {
    screen = name;
    for (const child of main.children) {
      const owner = child.classList.contains("screen") ? child.id : "form";
      if (child.id !== "idle") child.hidden = owner !== name;
    }
    scrollTo(0, 0);
    const start = (part(name) || main).querySelector("h1");
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
  };

  const isOld = () => performance.now() > FRESH && navigator.onLine && navigator.serviceWorker.controller;

  const reset = () => {
    if (deadline && screen !== "staff") navigator.sendBeacon(`${path}?ulang=1`); // to be counted: one visitor
    deadline = 0;
    part("idle").hidden = true;
    if (!isStart || isOld()) return location.replace(location.pathname);
    form.reset();
    show("form");
  };

  /** Go on. The cover goes with the next tick, so that the touch or key that wakes the form answers nothing. */
  const touch = (event) => {
    if (screen === "thanks") return;
    if (!part("idle").hidden && event.type === "keydown") event.preventDefault();
    deadline = Date.now() + IDLE;
  };

  /** Count down by the clock, so that a tablet that slept shows nobody's answers when it wakes. */
  const tick = () => {
    const left = Math.ceil((deadline - Date.now()) / 1000);
    if (deadline ? left <= 0 : isOld()) reset();
    else if (!deadline) return;
    else if (screen === "thanks") part("thanks-left").textContent = left;
    else {
      part("idle-left").textContent = Math.min(left, COUNTED);
      part("idle").hidden = left > COUNTED;
    }
  };

  const thank = (isStored) => {
    form.reset();
    part("stored").hidden = !isStored;
    part("kept").hidden = isStored;
    deadline = Date.now() + THANKS;
    part("idle").hidden = true;
    part("thanks-left").textContent = THANKS / 1000;
    show("thanks");
  };

  const badge = part("badge");
  const tend = startForm({
    strict: true, // a visitor who has left can't correct anything
    done: () => thank(true),
    kept: () => thank(false),
    news() {},
    count(left) {
      unsent = left.filter(({ action }) => new URL(action).pathname === path);
      badge.hidden = !left.length;
      for (const number of document.querySelectorAll(".unsent")) number.textContent = left.length;
      part("export").disabled = !unsent.length;
    },
  });

  document.querySelector(".top span").after(badge);
  form.autocomplete = "off";
  hideDoor(part("staff-title").textContent, () => show("staff"));
  keepLanguages();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();

  part("finish").onclick = part("close").onclick = reset;
  part("send").onclick = async ({ target }) => {
    target.textContent = WORDS.sending;
    await tend();
    target.textContent = WORDS.send;
  };
  part("export").onclick = () => exportAnswers(unsent, path.split("/").pop());
  part("full").onclick = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  };
  for (const sign of ["pointerdown", "keydown", "wheel", "input"]) addEventListener(sign, touch);
  addEventListener("pageshow", ({ persisted }) => persisted && reset());
  setInterval(tick, 500);
  if (!isStart) deadline = Date.now() + IDLE;
};

startKiosk();
