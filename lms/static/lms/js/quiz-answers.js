// Each answer is sent when given, and saved when the server has named it. What cannot be sent waits here, sealed.
const form = document.querySelector("[data-quiz]");
const done = document.querySelector("[data-quiz-done]");

/** The one store of this site, which holds by attempt what is sealed; written through, so that it outlives a phone that dies at this moment. */
function store(mode, act) {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("kuis");
    asked.onupgradeneeded = () => asked.result.createObjectStore("kuis");
    asked.onerror = fail;
    asked.onsuccess = () => {
      const work = asked.result.transaction("kuis", mode, { durability: "strict" }), answer = act(work.objectStore("kuis"));
      work.oncomplete = () => {
        asked.result.close();
        done(answer.result);
      };
      work.onabort = fail;
    };
  });
}

const forget = (name) => store("readwrite", (kept) => kept.delete(name));

/** Text kept under AES-GCM. Where a browser cannot do that, nothing is kept and `works` is false. */
function sealedBox(name, hex) {
  const subtle = window.crypto && crypto.subtle, cipher = "AES-GCM";
  const box = { works: Boolean(subtle) };
  const raw = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const key = subtle && subtle.importKey("raw", raw, cipher, false, ["encrypt", "decrypt"]);
  let turn = Promise.resolve();

  async function put(text) {
    if (!text) return forget(name);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await subtle.encrypt({ name: cipher, iv }, await key, new TextEncoder().encode(text));
    return store("readwrite", (kept) => kept.put({ iv, sealed }, name));
  }

  async function get() {
    const kept = await store("readonly", (all) => all.get(name));
    return kept ? new TextDecoder().decode(await subtle.decrypt({ name: cipher, iv: kept.iv }, await key, kept.sealed)) : "";
  }

  const inTurn = (act) => (turn = turn.then(() => box.works && act()).catch(() => { box.works = false; }));
  box.put = (text) => inTurn(() => put(text));
  box.get = () => inTurn(get);
  return box;
}

function start() {
  const text = form.dataset, queue = new Map(), own = new Map(), box = sealedBox(text.attempt, text.seal);
  const place = form.querySelector("[data-save-state]");
  let last = Number(text.sequence), wait = 1000, timer, sending, signedOut, given, handingIn, stuck;

  const question = (position) => form.querySelector(`[data-question="${position}"]`);
  const mark = (position, words) => { question(position).querySelector("[data-answer-state]").textContent = words; };

  function put(position, sequence, fields, fresh) {
    queue.set(position, { sequence, fields, fresh });
    own.set(position, sequence);
    last = Math.max(last, sequence);
  }

  // What stands in the page as the answer to a question, to be sent.
  function take(position, fresh) {
    const mine = ([name]) => name.split("-")[0] === "s" + position;
    put(position, last + 1, [...new FormData(form)].filter(mine), fresh);
    keep();
  }

  function keep() {
    box.put(queue.size && JSON.stringify([...queue].map(([position, { sequence, fields }]) => [position, sequence, fields])));
  }

  function tell() {
    const words = handingIn ? "↻ " + text.textHandingIn : stuck ? "⚠ " + text.textStuck : signedOut ? "⚠ " + text.textSignedOut : queue.size ? "↻ " + text.textQueued : given ? "✓ " + text.textAllSaved : "";
    const said = words.replace("{n}", queue.size);
    if (place.textContent !== said) place.textContent = said;
    form.querySelector("[data-sign-in]").hidden = !signedOut;
    queue.forEach((entry, position) => mark(position, signedOut ? "⚠ " + text.textSignIn : "↻ " + text.textUnsent));
  }

  // A line that swallows what is sent is a line that is down.
  function post(url, body, redirect) {
    const silence = new AbortController(), clock = setTimeout(() => silence.abort(), 30000);
    return fetch(url, { method: "POST", body, redirect, signal: silence.signal }).finally(() => clearTimeout(clock));
  }

  function heard(response) {
    signedOut = [401, 403, 404].includes(response.status);
    stuck = false;
    return response;
  }

  function acknowledged(position, entry, sequence) {
    last = Math.max(last, sequence);
    if (queue.get(position) !== entry) return;
    const newer = sequence > entry.sequence;
    // Another page of this attempt counted further, but this answer was given after this page was opened.
    if (newer && entry.fresh) return put(position, last + 1, entry.fields, true);
    queue.delete(position);
    given = true;
    keep();
    mark(position, "✓ " + text.textSaved);
    if (newer) location.reload();
  }

  async function send(position, entry) {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("position", position);
    body.set("sequence", entry.sequence);
    const response = heard(await post(text.save, body));
    if (response.status === 409) {
      queue.clear();
      keep();
      location.replace(location.pathname + "?terlambat");
    }
    const answer = await response.json();
    if (answer.state !== "saved" || answer.position !== position || answer.sequence < entry.sequence) throw new Error("not acknowledged");
    acknowledged(position, entry, answer.sequence);
  }

  async function flush() {
    clearTimeout(timer);
    if (sending || !queue.size) return tell();
    sending = true;
    try {
      for (const [position, entry] of [...queue]) await send(position, entry);
      wait = 1000;
    } catch (reason) {
      wait = Math.min(wait * 2, 30000);
    }
    sending = false;
    tell();
    if (queue.size) timer = setTimeout(flush, wait);
  }

  function restore([position, sequence, fields]) {
    put(position, sequence, fields);
    question(position).querySelectorAll("input, select").forEach((field) => {
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0] || "";
    });
  }

  async function resume() {
    const kept = JSON.parse((await box.get()) || "[]");
    kept.filter(([position]) => question(position) && !queue.has(position)).forEach(restore);
    // These came after the session had ended; the page shows them, the server does not have them yet.
    form.querySelectorAll("[data-waiting]").forEach(({ dataset }) => queue.has(Number(dataset.question)) || take(Number(dataset.question)));
    form.dispatchEvent(new Event("quiz:restored"));
    tell();
    flush();
  }

  form.addEventListener("input", ({ target }) => {
    const position = Number(target.closest("[data-question]").dataset.question);
    take(position, true);
    mark(position, "↻ " + text.textUnsent);
    clearTimeout(timer);
    timer = setTimeout(flush, target.type === "text" ? 600 : 0);
  });
  // Handing in leaves this page only when the server has answered: what comes then, the result or the sign-in, is the server's to say.
  async function handIn(event) {
    event.preventDefault();
    if (handingIn) return;
    handingIn = true;
    tell();
    form.elements.own.value = [...own];
    const body = new URLSearchParams(new FormData(form));
    body.set("whole", 1);
    try {
      const { type } = heard(await post(form.querySelector("[data-hand-in]").formAction, body, "manual"));
      if (type === "opaqueredirect") return location.replace(location.pathname);
      stuck = !signedOut;
    } catch (reason) {
      stuck = true;
    }
    handingIn = false;
    tell();
  }

  form.addEventListener("submit", handIn);
  // Where nothing is kept here, as without https, it waits at the server.
  form.querySelector("[data-sign-in]").addEventListener("click", (event) => {
    if (box.works) return;
    event.preventDefault();
    handingIn = true;
    form.elements.own.value = [...own];
    form.submit();
  });
  addEventListener("online", () => {
    stuck = false;
    flush();
  });
  document.addEventListener("visibilitychange", flush);
  addEventListener("beforeunload", (event) => { if (queue.size && !box.works && !handingIn) event.preventDefault(); });
  resume();
}

if (form) start();
// Handed in: nothing needs to wait for this attempt any more.
if (done) forget(done.dataset.quizDone).catch(() => null);
