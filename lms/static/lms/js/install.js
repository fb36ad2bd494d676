// Onto the home screen in one tap, where the browser offers it. Elsewhere the steps beside it say what to tap.
const place = document.querySelector("[data-install]");
let offer;

addEventListener("beforeinstallprompt", (event) => {
  // The browser's own banner does not know that the phone may be shared.
  event.preventDefault();
  offer = event;
  place.hidden = false;
});

// An offer can be taken up once.
place.querySelector("button").addEventListener("click", () => {
  place.hidden = true;
  offer.prompt();
});
