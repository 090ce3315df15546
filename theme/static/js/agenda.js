// Joins the ways to find trainings, keeps the choice in the address, and leads with the reader's own province.
const KEY = "kabar-ikm:provinsi";
const agenda = document.querySelector("[data-k-agenda]");
const cards = () => [...agenda.querySelectorAll("[data-k-training]")];
const keysOf = (card) => (card.dataset.kKeys ?? "").split(" ");

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

// A choice that holds is never hidden; whoever folds it away afterwards is left in peace.
function unfold(place) {
  place.closest("[data-k-ways]").open = true;
}

function filter(place) {
  const form = place.querySelector("form");
  const found = place.querySelector("[role=status]");
  const clear = form.querySelector("button");
  const selects = [...form.querySelectorAll("select")];
  for (const select of selects) {
    const links = [...place.querySelectorAll(`[data-k-way="${select.name}"] a`)];
    select.append(...links.map((link) => new Option(link.textContent, link.dataset.kId)));
  }
  place.querySelector("nav").hidden = true;
  form.hidden = false;

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const id = asked.get(select.name) ?? "";
      select.value = [...select.options].some(({ value }) => value === id) ? id : "";
    }
  }

  function apply() {
    const chosen = selects.filter(({ value }) => value);
    let count = 0;
    for (const card of cards()) {
      const keys = keysOf(card);
      card.hidden = !chosen.every(({ name, value }) => keys.includes(`${name}:${value}`));
      count += card.hidden ? 0 : 1;
    }
    for (const part of agenda.querySelectorAll("[data-k-part]")) {
      const none = !part.querySelector("[data-k-training]:not([hidden])");
      const words = part.querySelector("[data-k-empty]");
      if (words) words.hidden = !none;
      part.hidden = none && (!words || chosen.length > 0);
    }
    clear.hidden = chosen.length === 0;
    if (chosen.length) unfold(place);
    found.replaceChildren(chosen.length ? `${count} dari ${cards().length} bimtek di halaman ini cocok. ` : "");
    for (const { name, value } of chosen) {
      const way = place.querySelector(`[data-k-way="${name}"] [data-k-id="${value}"]`);
      const link = document.createElement("a");
      link.href = way.href;
      link.textContent = `Semua bimtek ${way.textContent}, juga yang sudah lewat`;
      found.append(link, " ");
    }
  }

  function choose() {
    const asked = new URLSearchParams(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    history.pushState(null, "", asked.size ? `?${asked}` : location.pathname);
    apply();
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    choose();
    selects[0].focus();
  });
  addEventListener("popstate", () => {
    read();
    apply();
  });
  document.addEventListener("k-told", apply);
  read();
  apply();
}

function mine(section) {
  const select = section.querySelector("select");
  const forget = section.querySelector("button");
  const told = section.querySelector("[role=status]");
  const list = section.querySelector("[data-k-cards]");

  function show() {
    const id = select.value;
    forget.hidden = !id;
    const near = (card) => {
      const keys = keysOf(card);
      const part = card.dataset.kTraining;
      // Online ones can be joined from anywhere.
      return keys.includes(`provinsi:${id}`) ? part !== "lalu" : keys.includes("cara:daring") && part === "bisa-diikuti";
    };
    const found = id ? cards().filter(near) : [];
    // Whoever comes back to the page stands where they were, though the cards are made anew.
    const held = [...list.querySelectorAll("a")].indexOf(document.activeElement);
    list.replaceChildren(...found.map((card) => card.cloneNode(true)));
    for (const card of list.children) card.hidden = false;
    list.querySelectorAll("a")[held]?.focus();
    const name = select.selectedOptions[0].textContent;
    told.textContent = !id
      ? "Pilihan ini hanya disimpan di perangkat Anda."
      : found.length
        ? `${found.length} bimtek di ${name} atau secara daring.`
        : `Belum ada bimtek di ${name} yang akan datang.`;
  }

  select.value = kept();
  if (select.selectedIndex < 0) select.value = "";
  if (select.value) unfold(section);
  select.addEventListener("change", () => {
    keep(select.value);
    show();
  });
  forget.addEventListener("click", () => {
    select.value = "";
    keep("");
    show();
    select.focus();
  });
  document.addEventListener("k-told", show);
  section.hidden = false;
  show();
}

if (agenda) {
  for (const place of document.querySelectorAll("[data-k-filter]")) filter(place);
  for (const section of document.querySelectorAll("[data-k-mine]")) mine(section);
}
