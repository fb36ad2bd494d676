// Leave fast: the page goes white at once, also without a network, then this address is replaced by another.
const link = document.querySelector("[data-quick-exit]");
const WITHIN = 5000;
let left = false;
let presses = [];

function leave(event) {
  if (event) event.preventDefault();
  left = true;
  const cover = document.createElement("div");
  cover.className = "blank";
  document.body.textContent = "";
  document.body.append(cover);
  document.title = " ";
  // Without a network a white page says less than the browser's own error.
  if (navigator.onLine) location.replace(link.href);
}

link.addEventListener("click", leave);

// Three times Shift alone: another key in between begins anew.
addEventListener("keydown", (event) => {
  if (event.key !== "Shift") presses = [];
});
addEventListener("keyup", (event) => {
  if (event.key !== "Shift") return;
  presses = presses.filter((when) => event.timeStamp - when < WITHIN).concat(event.timeStamp);
  if (presses.length === 3) leave();
});

// A page that comes back out of the browser's memory was left: leave it again.
addEventListener("pageshow", (event) => {
  if (event.persisted && left) location.replace(link.href);
});
