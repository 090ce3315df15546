// Reads and writes the files of content/ for Sveltia CMS: one pair of functions for each kind of document.
// Every value is read as text, as the portal reads it, so that 0123 and 1.50 come back as they were.
"use strict";

const Naskah = (() => {
  const FRONT_MATTER = /^---\n([\s\S]*?)\n?---(?:\n([\s\S]*))?$/;
  // What some reader of YAML 1.1 or 1.2 takes for a number, a date, a truth value or nothing (yaml_types.py).
  const TYPED = [
    /^(?:~|null|Null|NULL|<<|=|)$/,
    /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
    /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?)$/,
    /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.(?:inf|Inf|INF))$/,
    /^\.(?:nan|NaN|NAN)$/,
    /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?$/,
  ];
  const isTyped = (text) => TYPED.some((pattern) => pattern.test(text));

  // Numbers that every reader keeps (at most 15 digits survive binary floating point), and days.
  const isKept = (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) ||
    (/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text) && text.replace(/[-.]/g, "").length <= 15);

  const isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  const isEmpty = (value) =>
    value === undefined || value === null || value === "" || value === false ||
    (Array.isArray(value) && !value.length) || (isGroup(value) && !Object.keys(value).length);

  // What a file says → what the form shows.
  const toForm = (value, shape) => {
    if (Array.isArray(shape)) {
      return Array.isArray(value) ? value.map((one) => toForm(one, shape[0])) : value;
    }
    if (isGroup(shape)) {
      const short = shape["="];
      if (typeof value === "string" && value !== "" && short) {
        const whole = isGroup(short) ? short[value] : { [short]: value };
        return whole ? toForm(whole, shape) : value;
      }
      if (!isGroup(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toForm(one, shape[key])]));
    }
    if (shape === "b" && (value === "true" || value === "false")) return value === "true";
    if (shape === "f" && typeof value === "string" && value) return `/${value.replace(/^\/?(content\/)?/, "")}`;
    return value;
  };

  // What the form has → what the file says, without anything empty, in the order of the guide.
  const toFile = (value, shape) => {
    if (Array.isArray(value)) {
      return value.map((one) => toFile(one, Array.isArray(shape) ? shape[0] : undefined)).filter((one) => !isEmpty(one));
    }
    if (isGroup(value)) {
      const inner = isGroup(shape) ? shape : {};
      const keys = [...Object.keys(inner), ...Object.keys(value)].filter((key) => key in value);
      const pairs = [...new Set(keys)].map((key) => [key, toFile(value[key], inner[key])]);
      return Object.fromEntries(pairs.filter(([, one]) => !isEmpty(one)));
    }
    if (typeof value === "string") return shape === "f" ? value.replace(/^\//, "") : value.trim();
    return value;
  };

  // Quotes text that others would read as something else; numbers and days stay plain.
  const asYaml = (value, shape) => {
    const documents = jsyaml.jsToAst(asText(value), jsyaml.FAILSAFE_SCHEMA);
    const quote = (node, at) => {
      if (node.kind === "sequence") node.items.forEach((one) => quote(one, Array.isArray(at) ? at[0] : undefined));
      else if (node.kind === "mapping") {
        node.items.forEach((one) => quote(one.value, isGroup(at) ? at[one.key.value] : undefined));
      } else if (isTyped(node.value) && !(at === "b" || (at === "p" && isKept(node.value)))) node.style = jsyaml.SCALAR_STYLE.SINGLE_QUOTED;
    };
    documents.forEach((one) => quote(one.contents, shape));
    return jsyaml.present(documents, { schema: jsyaml.FAILSAFE_SCHEMA, lineWidth: -1 });
  };

  const asText = (value) => {
    if (Array.isArray(value)) return value.map(asText);
    if (isGroup(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asText(one)]));
    return String(value);
  };

  // All is text but what every reader takes for no value: null, ~ and nothing.
  const load = (text) => jsyaml.load(text, { schema: jsyaml.FAILSAFE_SCHEMA.withTags(jsyaml.nullCoreTag) });

  // Content → the text that it was read from: a file that was not changed is written as it was, comments included.
  const unchanged = new Map();
  const keyOf = (kind, content) => `${kind}\n${JSON.stringify(sorted(content))}`;
  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (!isGroup(value)) return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };

  const pairOf = (kind, shape, options) => {
    const read = (text) => {
      if (options.list) return { [options.list]: load(text) ?? [] };
      if (!options.body) return load(text) ?? {};
      const found = FRONT_MATTER.exec(text);
      if (!found) throw new Error("berkas ini tidak diawali --- dan keterangan; betulkan dulu dengan penyunting teks");
      return { ...(load(found[1]) ?? {}), body: (found[2] ?? "").replace(/^(?:[ \t]*\n)+/, "").trimEnd() };
    };
    const essence = ({ body, ...content }) => {
      const found = toFile(content, shape);
      // Of the body only blank lines around it: spaces before its first line make a block of code.
      if (body) found.body = body.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
      if (options.published && found.status === "published") delete found.status;
      return found;
    };
    return {
      parse: (text) => {
        const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").trimEnd();
        const content = read(plain);
        const form = toForm(content, { ...shape, body: undefined });
        // The form proposes "draft" for what has no status; a file without one is published.
        if (options.published && isEmpty(form.status)) form.status = "published";
        unchanged.set(keyOf(kind, essence(form)), plain);
        return form;
      },
      format: (content) => {
        const { body = "", ...front } = essence(content);
        const same = unchanged.get(keyOf(kind, essence(content)));
        if (same !== undefined) return `${same}\n`;
        if (options.list) return asYaml(front[options.list] ?? [], shape[options.list]);
        const yaml = asYaml(front, shape);
        if (!options.body) return yaml;
        return `---\n${yaml}---\n${body ? `\n${body}\n` : ""}`;
      },
    };
  };

  return { pairOf, isTyped };
})();
