// The lists follow each other without a new page; a search finds a village by name.
for (const picker of document.querySelectorAll("[data-region-picker]")) {
  const { children, search, searchLabel, none } = picker.dataset;
  const levels = [...picker.querySelectorAll("[data-level]")];
  const lists = levels.map((level) => level.querySelector("select"));
  const get = async (url) => {
    const answer = await fetch(url);
    return answer.ok ? answer.json() : Promise.reject(answer);
  };
  const fill = async (index, code, chosen = "") => {
    const options = await get(children.replace("CODE", code));
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

  const label = document.createElement("label");
  const input = document.createElement("input");
  const found = document.createElement("ul");
  const box = document.createElement("div");
  box.className = "field";
  label.textContent = searchLabel;
  label.htmlFor = input.id = "find-village";
  input.type = "search";
  input.autocomplete = "off";
  found.className = "plain-list found";
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
        const item = document.createElement("li");
        const choice = document.createElement(code ? "button" : "p");
        choice.textContent = name || none;
        if (code) {
          choice.type = "button";
          choice.className = "button-plain";
          choice.addEventListener("click", () => take(code, name).catch(failed));
        }
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
