// Paint the message of the leader nearest to the reader's region over the one for everybody.
import { cookie } from "./hints.js";

const region = cookie("wilayah");

async function paint(place) {
  const answer = await fetch(place.dataset.leaderTopic.replace(/62\/$/, `${region}/`));
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const message = page.querySelector("[data-leader-message]");
  const present = place.querySelector("[data-leader-message]");
  if (!message) return;
  if (present) present.replaceWith(message);
  else place.firstElementChild.after(message);
}

// Without a network the message for everybody stays.
if (/^62(\.\d\d){1,2}(\.\d{4})?$/.test(region)) document.querySelectorAll("[data-leader-topic]").forEach((place) => paint(place).catch(() => null));
