// A quiz with script: one question a screen, a way back, an overview before handing in; ordering by buttons, a scenario step by step.
const form = document.querySelector("[data-quiz]");

// "answered" where nothing is left open, "partly" where something is, else "open".
function state(question) {
  const fields = [...question.querySelectorAll("select, input:not([type])")], steps = [...question.querySelectorAll("[data-step]:not([hidden])")];
  const ticked = (box) => box.querySelector(":checked"), filled = (field) => field.value.trim();
  const parts = fields.length ? fields.map(filled) : steps.length ? steps.map(ticked) : [ticked(question)];
  return parts.every(Boolean) ? "answered" : parts.some(Boolean) ? "partly" : "open";
}

function screens() {
  const find = (name) => form.querySelector(`[data-${name}]`);
  const questions = [...form.querySelectorAll("[data-question]")], total = questions.length;
  const overview = find("quiz-overview"), progress = find("quiz-progress"), back = find("go-back"), next = find("go-on");
  const text = form.dataset, end = "#ringkasan", words = { answered: "✓ " + text.textAnswered, partly: "◐ " + text.textPartly, open: "○ " + text.textOpen };
  let at = 0;

  function show(number, byHand) {
    at = number;
    questions.forEach((question, n) => { question.hidden = n !== at; });
    overview.hidden = at < total;
    next.hidden = progress.hidden = at === total;
    back.hidden = at === 0;
    list();
    progress.firstChild.textContent = text.textProgress.replace("{n}", at + 1).replace("{t}", total);
    progress.lastChild.value = at + 1;
    if (!byHand) return;
    history.replaceState(null, "", at < total ? "#" + questions[at].id : end);
    (questions[at] || overview).querySelector("legend, h2").focus();
    scrollTo(0, 0);
  }

  function list() {
    const left = questions.filter((question) => state(question) !== "answered").length;
    overview.querySelector("p").textContent = left ? text.textLeft.replace("{n}", left) : text.textNoneLeft;
    overview.querySelector("ol").replaceChildren(...questions.map((question, n) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.className = "button-plain";
      button.textContent = `${n + 1}. ${words[state(question)]}`;
      button.addEventListener("click", () => show(n, true));
      item.append(button);
      return item;
    }));
  }

  back.addEventListener("click", () => show(at - 1, true));
  next.addEventListener("click", () => {
    questions[at].dispatchEvent(new Event("quiz:seen"));
    show(at + 1, true);
  });
  form.addEventListener("keydown", (event) => {
    // Enter goes on; it must not hand in.
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    next.click();
  });
  form.addEventListener("quiz:restored", list);
  form.querySelectorAll("[data-quiz-plain]").forEach((part) => { part.hidden = true; });
  form.classList.add("by-screen");
  find("quiz-steps").hidden = false;

  const named = questions.findIndex((question) => "#" + question.id === location.hash);
  const open = questions.findIndex((question) => state(question) !== "answered");
  show(named >= 0 ? named : open < 0 || location.hash === end ? total : open);
}

function ordering(list) {
  const items = () => [...list.children], field = (item) => item.querySelector("select"), name = (item) => item.querySelector("label").textContent;

  function number() {
    items().forEach((item, n) => { field(item).value = n + 1; });
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function move(item, by) {
    const other = items()[items().indexOf(item) + by];
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    number();
    form.querySelector("[data-announce]").textContent = `${name(item)}: ${form.dataset.textPlace.replace("{n}", field(item).value)}`;
  }

  items().forEach((item) => {
    const moves = form.querySelector("[data-moves]").content.cloneNode(true);
    moves.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-label", `${button.textContent.slice(2)}: ${name(item)}`);
      button.addEventListener("click", () => {
        move(item, Number(button.dataset.move));
        button.focus();
      });
    });
    field(item).hidden = true;
    item.append(moves);
  });
  form.addEventListener("quiz:restored", () => list.append(...items().sort((a, b) => (field(a).value || 99) - (field(b).value || 99))));
  // Who goes on has agreed to the order as it stands.
  list.closest("[data-question]").addEventListener("quiz:seen", () => { if (!items().every((item) => field(item).value)) number(); });
}

// A small screen cuts a list: what was chosen stands below it.
function matching(box) {
  function refresh() {
    box.nextElementSibling.textContent = box.value && box.selectedOptions[0].text;
  }
  form.addEventListener("quiz:restored", refresh);
  box.addEventListener("change", refresh);
  refresh();
}

function scenario(box) {
  function refresh() {
    const taken = new Set();
    for (let at = "1"; at && !taken.has(at);) {
      taken.add(at);
      const chosen = box.querySelector(`[data-step="${at}"] input:checked`);
      at = chosen && chosen.dataset.next;
    }
    box.querySelectorAll("[data-step]").forEach((step) => { step.hidden = !taken.has(step.dataset.step); });
  }
  form.addEventListener("quiz:restored", refresh);
  box.addEventListener("change", refresh);
  refresh();
}

if (form) {
  form.querySelectorAll("[data-ordering]").forEach(ordering);
  form.querySelectorAll("[data-matching]").forEach(matching);
  form.querySelectorAll("[data-scenario]").forEach(scenario);
  screens();
}
