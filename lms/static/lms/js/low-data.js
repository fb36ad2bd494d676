// Low data: a picture comes on a tap; the switch works without loading the page again.
import { cookie, setCookie } from "./hints.js";

const taps = () => document.querySelectorAll("[data-picture]");

function show(tap) {
  const { width, height, alt } = tap.dataset;
  const picture = Object.assign(new Image(), { alt, width, height });
  picture.tabIndex = -1;
  picture.src = tap.href;
  tap.replaceWith(picture);
  return picture;
}

document.addEventListener("click", (event) => {
  const tap = event.target.closest("[data-picture]");
  if (!tap) return;
  event.preventDefault();
  show(tap).focus();
});

/** Turn low data on or off, say so on the button, and bring the pictures that waited. */
export function toggle(form) {
  const field = form.elements.hemat;
  const on = field.value === "1";
  const button = form.querySelector("button");
  setCookie("hemat", field.value);
  field.value = on ? "0" : "1";
  button.textContent = on ? button.dataset.on : button.dataset.off;
  if (!on) taps().forEach(show);
}

// The browser may have kept this page from before the switch was touched.
if (cookie("hemat") === "0") taps().forEach(show);
