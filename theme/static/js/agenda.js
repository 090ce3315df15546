// Joins the ways to find trainings, keeps the choice in the address and the reader's own province on the device, and
// sets months as headings over what is shown.
const KEY = "kabar-ikm:provinsi";
const agenda = document.querySelector("[data-k-agenda]");
const cards = () => [...agenda.querySelectorAll("[data-k-training]")];
const keysOf = (card) => (card.dataset.kKeys ?? "").split(" ");
const isShown = (part) => Boolean(part.querySelector("[data-k-training]:not([hidden])"));

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(id) {
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still shows the choice until the page is left.
  }
}

function heading(name, className, nodes) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...nodes);
  return made;
}

// Cards move with time and go with a choice: headings are set anew, and a card's own follows them.
function setMonths() {
  for (const list of agenda.querySelectorAll("[data-k-cards]")) {
    const byMonth = "kByMonth" in list.closest("[data-k-part]").dataset;
    for (const month of list.querySelectorAll(".agenda-part__month")) month.remove();
    let last = "";
    for (const card of [...list.children]) {
      const title = card.querySelector(".event-card__title");
      const name = byMonth ? "H4" : "H3";
      if (title.tagName !== name) {
        const made = heading(name, title.className, title.childNodes);
        made.lang = title.lang;
        title.replaceWith(made);
      }
      const month = card.dataset.kMonth;
      if (!byMonth || card.hidden || month === last) continue;
      card.before(heading("h3", "agenda-part__month", [month]));
      last = month;
    }
  }
}

function filter(place) {
  const form = place.querySelector("form");
  const found = place.querySelector("[role=status]");
  const clear = place.querySelector("button");
  const word = form.elements.kata;
  const selects = [...place.querySelectorAll("select")];
  const fields = [word, ...selects];
  const more = place.querySelector("[data-k-ways]");
  const offered = new Set(cards().flatMap(keysOf));
  for (const select of selects) {
    const links = [...place.querySelectorAll(`[data-k-way="${select.name}"] a`)];
    const some = links.filter((link) => offered.has(`${select.name}:${link.dataset.kId}`));
    select.append(...some.map((link) => new Option(link.textContent, link.dataset.kId)));
    select.disabled = !some.length;
  }
  place.querySelector("nav").hidden = true;
  for (const room of place.querySelectorAll("[data-k-room]")) room.hidden = false;

  function choose(select, id) {
    select.value = id;
    if (select.selectedIndex < 0) select.value = "";
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    word.value = asked.get("kata") ?? "";
    for (const select of selects) choose(select, asked.get(select.name) ?? "");
  }

  function apply() {
    const chosen = selects.filter(({ value }) => value);
    const words = word.value.toLowerCase().split(/\s+/);
    const asks = chosen.length > 0 || word.value.trim() !== "";
    let count = 0;
    for (const card of cards()) {
      const keys = keysOf(card);
      const text = card.textContent.toLowerCase();
      card.hidden =
        !chosen.every(({ name, value }) => keys.includes(`${name}:${value}`)) || !words.every((one) => text.includes(one));
      count += card.hidden ? 0 : 1;
    }
    for (const part of agenda.querySelectorAll("[data-k-part]")) {
      const none = !isShown(part);
      const empty = part.querySelector("[data-k-empty]");
      if (empty) empty.hidden = !none;
      part.hidden = none && (!empty || asks);
      const rest = part.querySelector("details");
      if (!rest) continue;
      rest.hidden = !isShown(rest);
      rest.open ||= asks;
    }
    setMonths();
    clear.hidden = !asks;
    // A choice that holds is never hidden; whoever folds it away afterwards is left in peace.
    if (chosen.some(({ name }) => name !== "provinsi")) more.open = true;
    found.replaceChildren(asks ? `${count} dari ${cards().length} bimtek di halaman ini cocok. ` : "");
    for (const { name, value } of chosen) {
      const way = place.querySelector(`[data-k-way="${name}"] [data-k-id="${value}"]`);
      const link = document.createElement("a");
      link.href = way.href;
      link.textContent = `Semua bimtek ${way.textContent}, juga yang sudah lewat`;
      found.append(link, " ");
    }
    if (form.elements.provinsi?.value) found.append("Provinsi Anda hanya disimpan di perangkat ini.");
  }

  function tell(target) {
    const asked = `${new URLSearchParams(fields.filter(({ value }) => value).map(({ name, value }) => [name, value]))}`;
    const address = asked ? `?${asked}` : location.pathname;
    // Each letter would be a step back.
    if (target === word) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    if (form.elements.provinsi && target !== word) keep(form.elements.provinsi.value);
    apply();
  }

  place.addEventListener("input", ({ target }) => tell(target));
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    tell(clear);
    (form.elements.provinsi ?? word).focus();
  });
  addEventListener("popstate", () => {
    read();
    apply();
  });
  read();
  if (!location.search && form.elements.provinsi) choose(form.elements.provinsi, kept());
  return apply;
}

if (agenda) {
  const places = [...document.querySelectorAll("[data-k-filter]")].map(filter);
  const tellAll = () => {
    for (const apply of places) apply();
    if (!places.length) setMonths();
  };
  document.addEventListener("k-told", tellAll);
  tellAll();
}
