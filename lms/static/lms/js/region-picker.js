// The lists follow each other without a new page; a search finds a village by name.
for (const picker of document.querySelectorAll("[data-region-picker]")) {
  const { children, search, searchLabel, none } = picker.dataset;
  const levels = [...picker.querySelectorAll("[data-level]")];
  const lists = levels.map((level) => level.querySelector("select"));
  const get = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));
  const fill = async (index, code, chosen = "") => {
    const options = await get(children.replace("CODE", code));
    // On a slow line the answer to an earlier choice may come last.
    if (lists[index - 1].value !== code) return;
    lists[index].replaceChildren(lists[index].options[0], ...options.map(([value, name]) => new Option(name, value)));
    lists[index].value = chosen;
    levels[index].hidden = false;
  };
  // No answer: the buttons come back, the server does the same.
  const failed = () => picker.classList.remove("follows");
  picker.classList.add("follows");
  [0, 1].forEach((index) =>
    lists[index].addEventListener("change", () => {
      for (const level of levels.slice(index + 1)) level.hidden = true;
      for (const list of lists.slice(index + 1)) list.value = "";
      if (lists[index].value) fill(index + 1, lists[index].value).catch(failed);
    }),
  );

  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const label = make("label", { textContent: searchLabel, htmlFor: "find-village" });
  const input = make("input", { id: "find-village", type: "search", autocomplete: "off" });
  const found = make("ul", { className: "plain-list found" });
  const box = make("div", { className: "field" });
  found.setAttribute("aria-live", "polite");
  box.append(label, input, found);
  levels[0].before(box);

  const take = async (code, name) => {
    const parts = code.split(".");
    const above = [2, 3].map((n) => parts.slice(0, n).join("."));
    lists[0].value = above[0];
    await fill(1, above[0], above[1]);
    await fill(2, above[1], code);
    input.value = name;
    found.replaceChildren();
    lists[2].focus();
  };
  const show = (all) =>
    found.replaceChildren(
      ...(all.length ? all : [[]]).map(([code, name]) => {
        const item = make("li");
        const choice = make(code ? "button" : "p", { textContent: name || none });
        const onclick = () => take(code, name).catch(failed);
        if (code) Object.assign(choice, { type: "button", className: "button-plain", onclick });
        item.append(choice);
        return item;
      }),
    );
  let wait;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    const words = input.value.trim();
    if (words.length < 2) return found.replaceChildren();
    wait = setTimeout(() => {
      get(`${search}?q=${encodeURIComponent(words)}`).then((all) => input.value.trim() === words && show(all), failed);
    }, 300);
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}
