// Over a page that is the same for everyone: who is signed in, whether this lesson is done, and "done" in one tap.
import { signedInHint } from "./hints.js";

const end = document.querySelector("[data-lesson-key]");

function formFor(link, token) {
  const form = document.createElement("form");
  const field = document.createElement("input");
  const button = document.createElement("button");
  Object.assign(form, { method: "post", action: link.href });
  Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token });
  button.className = link.className;
  button.append(...link.childNodes);
  form.append(field, button);
  return form;
}

function paint({ name, done, csrf }) {
  const state = end.querySelector("[data-lesson-state]");
  const words = done ? state.dataset.done : state.dataset.signedInAs;
  state.textContent = words.replace("{name}", name);
  const link = end.querySelector("[data-lesson-done]");
  link.replaceWith(formFor(link, csrf));
}

async function ask() {
  const answer = await fetch(`/belajar/status.json?lesson=${end.dataset.lessonKey}`, { cache: "no-store" });
  if (answer.status === 401) signedInHint(false);
  if (answer.ok) paint(await answer.json());
}

// Without a network the plain link stays, and works later.
if (end) ask().catch(() => null);
