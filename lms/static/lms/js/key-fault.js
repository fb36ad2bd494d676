// allauth tells a fault of a key to the console only; the person who waits for the key must read it too.
document.addEventListener("allauth.error", () => {
  for (const note of document.querySelectorAll("[data-key-fault]")) note.hidden = false;
});
