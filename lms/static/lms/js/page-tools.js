// Print this page; share it by whatever the phone offers.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

if (navigator.share)
  document.querySelectorAll("[data-share]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      // Closing the phone's list of apps is no failure.
      navigator.share({ title: link.dataset.title, url: link.dataset.url }).catch(() => null);
    }),
  );
