// Starts Sveltia CMS with the configuration of this portal.
"use strict";

window.CMS_MANUAL_INIT = true;

(() => {
  const PREFERENCES = "sveltia-cms.prefs";
  // Only where make serve serves this page:
  const STATE = "/__pratinjau/keadaan.json";
  const EVENTS = "/__pratinjau/kejadian";

  // Until the editor chooses otherwise: in Indonesian, and a document stays open, whatever is saved or escaped.
  const DEFAULTS = { locale: "id", closeOnSave: false, closeWithEscape: false };

  const choosePreferences = () => {
    try {
      const known = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}") ?? {};
      localStorage.setItem(PREFERENCES, JSON.stringify({ ...DEFAULTS, ...known }));
    } catch {
      // Without storage the language of the browser decides.
    }
  };

  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${address} tidak dapat dimuat`));
      document.head.append(element);
    });

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const fileOptions = (collection) => ({
    body: collection.fields.some((field) => field.name === "body"),
    published: collection.fields.some((field) => field.name === "status" && field.default === "draft"),
    list: collection.name === "alamat" ? "addresses" : "",
  });

  const registerFormats = (config, shapes) => {
    for (const collection of [...config.collections, ...config.singletons]) {
      if (!collection.format) continue;
      const { parse, format } = Naskah.pairOf(collection.name, shapes[collection.name], fileOptions(collection));
      const extension = collection.extension ?? "yaml";
      CMS.registerCustomFormat(collection.format, extension, { fromFile: parse, toFile: format });
      const date = collection.fields.find((field) => field.name === "date");
      if (collection.path && date) date.default = today();
    }
  };

  // What the portal has beyond Markdown, to be inserted into the body. (Sveltia has buttons for this in its rich editor
  // only, which would write the rest of the body anew.)
  const SNIPPETS = {
    angka: "{{angka:id-angka:2026}}",
    grafik: "\n{{grafik:id-angka}}\n",
    "tabel-angka": "\n{{tabel:id-angka}}\n",
    tabel: "\n| Kolom 1 | Kolom 2 |\n| --- | --- |\n| isi | isi |\n",
    catatan: '\n!!! catatan "Judul catatan"\n    Isi catatan.\n',
    tautan: "[teks tautan]({filename}/berita/2026/nama-berkas.md)",
  };

  const bodyBox = () => document.querySelector('section.field[data-key-path="body"] textarea');

  // As if typed, so that it can be undone: where one wrote last.
  const insert = (name) => {
    const body = bodyBox();
    if (!body) return;
    body.focus();
    document.execCommand("insertText", false, SNIPPETS[name]);
  };

  const followSnippets = () => {
    const menu = document.getElementById("sisip");
    menu.addEventListener("change", () => {
      insert(menu.value);
      menu.value = "";
    });
    const show = () => {
      menu.hidden = !bodyBox();
    };
    setInterval(show, 500); // the form is made while one scrolls
    show();
  };

  // The bar: a link to the page of what is being edited, and what the checker of make serve says.
  const followEntry = () => {
    const link = document.getElementById("lihat");
    const home = link.getAttribute("href");
    const follow = () => {
      const found = /^#\/collections\/([a-z]+)\/entries\/([a-z0-9/-]+)/.exec(location.hash);
      link.href = found ? `${home}${found[1] === "halaman" ? "" : `${found[1]}/`}${found[2]}/` : home;
    };
    addEventListener("hashchange", follow);
    setInterval(follow, 500); // Sveltia changes the address by history.replaceState, which no event tells
    follow();
  };

  const listOf = (lines) => {
    const list = document.createElement("ul");
    for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line }));
    return list;
  };

  const showState = async () => {
    const panel = document.getElementById("masalah");
    const summary = panel.querySelector("summary");
    try {
      const state = await (await fetch(STATE, { cache: "no-store" })).json();
      const [problems, warnings] = [state.masalah, state.peringatan];
      const counted = `Masalah (${problems.length})${warnings.length ? ` · Peringatan (${warnings.length})` : ""}`;
      summary.textContent = state.selesai ? counted : "Memeriksa …";
      panel.classList.toggle("bilah__masalah--ada", problems.length > 0);
      const all = [...problems, ...warnings];
      document.getElementById("daftar-masalah").replaceChildren(all.length ? listOf(all) : "Tidak ada masalah.");
    } catch {
      summary.textContent = "make serve berhenti";
    }
  };

  const followChecker = () => {
    const events = new EventSource(EVENTS);
    events.onmessage = showState;
    events.onerror = showState;
    addEventListener("pagehide", () => events.close());
  };

  const start = async () => {
    choosePreferences();
    const [config, shapes] = await Promise.all(
      ["config.yml", "bentuk.json"].map(async (name) => (await fetch(name)).json()),
    );
    await script("sveltia-cms.js");
    registerFormats(config, shapes);
    await CMS.init({ config });
  };

  document.addEventListener("DOMContentLoaded", () => {
    followEntry();
    followSnippets();
    if (document.getElementById("masalah")) followChecker();
    start().catch((error) => {
      document.getElementById("nc-root").textContent = `Penyunting tidak dapat dimulai: ${error.message}. Muat ulang halaman ini.`;
    });
  });
})();
