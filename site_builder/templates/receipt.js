// Looks for a receipt in the published ledger. What is typed stays on this device: one of many lists is loaded.
const form = document.querySelector("#periksa");
const { fault, old, missing, found, withdrawn, failed, lists, digits } = form.dataset;

/** Read what a person typed: no separators, look-alikes mapped, the last half of a whole code. */
const readCode = (typed) => {
  const code = typed.toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
  return /^([0-9a-tv-z]{8}){1,2}$/.test(code) && code.slice(-8);
};

const hashOf = async (text) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
};

const lookUp = async (code) => {
  const hash = await hashOf(code);
  const reply = await fetch(`${lists}${hash.slice(0, digits)}.txt`);
  if (!reply.ok) return failed;
  const line = (await reply.text()).split("\n").find((one) => one.startsWith(hash));
  if (!line) return missing;
  const [, position, mark] = line.split(" ");
  return (mark ? withdrawn : found).replace("{position}", position);
};

form.hidden = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = readCode(form.querySelector("input").value);
  const answer = !code ? fault : !crypto.subtle ? old : await lookUp(code).catch(() => failed);
  form.querySelector("[role=status]").textContent = answer;
});
