// What a phone shows of unsent answers: a box above the form, and in its place once this answer waits.

const startPhone = () => {
  const [form] = document.forms;
  const box = make("div", { className: "box", hidden: true, tabIndex: -1 });
  const status = make("div", {}, "status");
  const retry = make("button", { type: "button", textContent: WORDS.send });
  let waiting, receipt, tried, shown;
  box.append(status);
  form.before(box);

  const count = (left) => {
    const lines = [
      left.some(({ id }) => id === waiting) && WORDS.kept,
      left.length && WORDS.unsent.replace("{n}", left.length),
      left.length && (tried ? WORDS.failed : waiting && WORDS.hint),
      left.some(({ at }) => Date.now() - at > 3 * 864e5) && WORDS.old,
      left.some(({ refused }) => refused) && WORDS.refused,
      !left.length && (receipt || waiting) && WORDS.sent,
      isCopy && !waiting && !receipt && WORDS.copy,
    ].filter(Boolean);
    if (shown === (shown = `${lines}`)) return; // a reader is not told twice, nor loses the focus
    status.textContent = "";
    status.append(...lines.map((textContent, place) => make(place ? "p" : "b", { textContent })));
    while (status.nextSibling) status.nextSibling.remove();
    if (left.length) box.append(retry);
    else if (receipt) box.append(make("a", { href: receipt, textContent: WORDS.receipt }));
    box.hidden = !lines.length;
  };

  const done = (next) => location.assign(next);
  const tend = startForm({
    count,
    done,
    news({ id, next }) {
      receipt = next;
      if (id === waiting) done(next);
    },
    kept(id) {
      waiting = id;
      document.title = WORDS.kept;
      for (const part of form.parentNode.children) part.hidden = part !== box && part.tagName !== "H1";
      box.focus();
    },
  });

  /** Let the server show what is wrong with an answer that it refused. */
  const correct = ({ action, body }) => {
    const again = make("form", { method: "post", action });
    for (const [name, value] of new URLSearchParams(body)) {
      again.append(make("input", { type: "hidden", name, value }));
    }
    document.body.append(again);
    again.submit();
  };

  retry.onclick = async () => {
    retry.textContent = WORDS.sending;
    const left = await tend();
    const refused = left.find((entry) => entry.refused);
    if (refused) correct(refused);
    retry.textContent = WORDS.send;
    tried = true;
    count(left);
    retry.focus();
  };
};
