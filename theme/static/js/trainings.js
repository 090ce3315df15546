// Sets every training on the page to the state that holds by the reader's clock, and puts it where it belongs.
import { partOf, stageAt, wordsLeft } from "./life.js";

function stagesOf(life) {
  return [...life.querySelectorAll("data[value]")].map((data) => {
    const time = data.querySelector("time");
    return {
      state: data.value,
      text: data.firstChild.data.trim(),
      since: time?.dateTime ?? "",
      told: time?.textContent ?? "",
      joinable: "kJoinable" in data.dataset,
    };
  });
}

function tellState(life, now) {
  const stage = stageAt(stagesOf(life), now);
  life.querySelector("[data-k-now]").textContent = stage.text;
  life.dataset.kLife = stage.state;
  const since = life.querySelector("[data-k-since]");
  const time = document.createElement("time");
  time.className = "moment";
  time.dateTime = stage.since;
  time.textContent = stage.told;
  since.replaceChildren(...(stage.since ? ["sejak ", time] : []));
  // What counts in one state alone, or while one can join.
  for (const part of life.closest("[data-k-training], [data-k-event]")?.querySelectorAll("[data-k-while]") ?? [])
    part.hidden = part.dataset.kWhile !== (stage.joinable ? "joinable" : stage.state);
  return stage;
}

function tellDeadline(time, now) {
  const words = wordsLeft(time.dataset.kDeadline, now);
  let left = time.nextElementSibling;
  if (!left?.classList.contains("moment__left")) {
    left = document.createElement("strong");
    left.className = "moment__left";
    // The box of its own swallows a space within it.
    time.after(" ", left);
  }
  left.textContent = words && `(${words})`;
}

function order(part, card) {
  const { kStarts, kOver } = card.dataset;
  if (part === "lalu") return -Date.parse(kOver);
  const deadline = card.querySelector("[data-k-deadline]")?.dataset.kDeadline;
  return Date.parse(part === "bisa-diikuti" ? (deadline ?? kStarts) : part === "berlangsung" ? kOver : kStarts);
}

function place(card, part) {
  const list = card.closest("[data-k-agenda]")?.querySelector(`[data-k-part="${part}"] [data-k-cards]`);
  if (!list || list.closest("[data-k-part]").contains(card)) return;
  const after = [...list.children].find((other) => order(part, other) > order(part, card));
  list.insertBefore(card, after ?? null);
}

function tellCard(card, now) {
  const stage = tellState(card.querySelector("[data-k-life]"), now);
  const part = partOf(stage, card.dataset.kOver, now);
  card.dataset.kTraining = part;
  card.classList.toggle("event-card--open", stage.joinable);
  place(card, part);
}

// A part without cards is hidden, unless it says what would be there.
function tellEmpty(part) {
  const none = !part.querySelector("[data-k-training]:not([hidden])");
  const words = part.querySelector("[data-k-empty]");
  if (words) words.hidden = !none;
  else part.hidden = none;
}

function showJoinable(list) {
  let room = Number(list.dataset.kJoinable);
  for (const card of list.querySelectorAll("[data-k-training]")) {
    card.hidden = card.dataset.kTraining !== "bisa-diikuti" || room-- <= 0;
  }
  tellEmpty(list);
}

function tell() {
  const now = Date.now();
  for (const card of document.querySelectorAll("[data-k-training]")) tellCard(card, now);
  for (const life of document.querySelectorAll("[data-k-life]")) {
    if (!life.closest("[data-k-training]")) tellState(life, now);
  }
  for (const time of document.querySelectorAll("time[data-k-deadline]")) tellDeadline(time, now);
  for (const list of document.querySelectorAll("[data-k-joinable]:not(data)")) showJoinable(list);
  for (const part of document.querySelectorAll("[data-k-part]")) tellEmpty(part);
  document.dispatchEvent(new Event("k-told"));
}

tell();
document.addEventListener("visibilitychange", () => document.hidden || tell());
