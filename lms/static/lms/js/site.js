// Every behaviour is a module of its own, fetched only by a page that needs it. Without any of them each page does its job.
import { cookie, forget, signedInHint } from "./hints.js";

const one = (selector) => document.querySelector(selector);

if (one("[data-quick-exit]")) import("./quick-exit.js");
if (one("[data-picture]")) import("./low-data.js");
if (one("[data-leader-topic]") && cookie("wilayah")) import("./leader-message.js");
if (one("[data-print]")) import("./print-button.js");
if (one("[data-signed-in]")) signedInHint(true);
else if (one("[data-left]")) forget();
else if (one("[data-one-tap]") && signedInHint()) import("./progress.js");

const form = one("[data-low-data-switch]");
if (form)
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    import("./low-data.js").then(
      (lowData) => lowData.toggle(form),
      () => form.submit(),
    );
  });
