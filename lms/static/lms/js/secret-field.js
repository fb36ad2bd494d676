// A switch beside each PIN: shown or hidden. A second one brings the keys for letters back, since most people have a PIN of digits.
const button = (text, press) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button-link";
  made.textContent = text;
  made.addEventListener("click", () => press(made));
  return made;
};

for (const field of document.querySelectorAll("[data-secret]")) {
  const words = field.dataset;
  const row = document.createElement("div");
  row.className = "row";
  if (/^\d*$/.test(field.value)) field.inputMode = "numeric";
  row.append(
    button(words.show, (pressed) => {
      const hide = field.type === "text";
      field.type = hide ? "password" : "text";
      pressed.textContent = hide ? words.show : words.hide;
    }),
    button(field.inputMode === "numeric" ? words.letters : words.digits, (pressed) => {
      const digits = field.inputMode !== "numeric";
      field.inputMode = digits ? "numeric" : "text";
      pressed.textContent = digits ? words.letters : words.digits;
      field.focus();
    }),
  );
  field.after(row);
  // What was shown must not stay in the browser's memory of typed text.
  field.form.addEventListener("submit", () => (field.type = "password"));
}
