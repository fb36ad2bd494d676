// Over a page that is the same for everyone: who is signed in, whether this lesson is done, and its one act (done, join) in one tap.
import { signedInHint } from "./hints.js";

const end = document.querySelector("[data-one-tap]");
const state = end.querySelector("[data-tap-state]");
const link = end.querySelector("[data-tap]");
const form = Object.assign(document.createElement("form"), { method: "post", action: link.href });
let asking = new AbortController();

function field(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

// The record is named here, where it is made: sent twice, it is made once.
const record = () => (crypto.randomUUID ? crypto.randomUUID() : "");

function paint({ name, done, csrf }) {
  state.textContent = (done ? state.dataset.done : state.dataset.signedInAs).replace("{name}", name);
  const button = document.createElement("button");
  button.className = link.className;
  button.append(...link.cloneNode(true).childNodes);
  form.replaceChildren(field("csrfmiddlewaretoken", csrf), field("record", record()), button);
  link.replaceWith(form);
}

// What the browser keeps of a page that is left must hold nobody's name, and get none from an answer that was on its way.
function clean() {
  asking.abort();
  state.textContent = "";
  form.replaceWith(link);
}

async function ask() {
  asking = new AbortController();
  const { signal } = asking;
  const answer = await fetch("/belajar/status.json" + end.dataset.oneTap, { cache: "no-store", signal });
  if (answer.status === 401) signedInHint(false);
  if (answer.ok) paint(await answer.json());
}

// Without a network the plain link stays, and works later.
const tryToAsk = () => signedInHint() && ask().catch(() => null);
addEventListener("pagehide", clean);
addEventListener("pageshow", (event) => event.persisted && tryToAsk());
tryToAsk();
