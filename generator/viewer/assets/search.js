// Search over everything, while one types.

const SHOWN_RESULTS = 7;

const KINDS = [
  ["Changes", () => changes.map((it) => [`${it.subject} ${it.label} ${it.before} ${it.after}`, it.subject,
    `${it.label.toLowerCase().replaceAll("_", " ")}`, link("changes", it.id), it.category])],
  ["Types", () => types.map((it) => [it.name, it.short, it.kind, link("type", it.key), ""])],
  ["Operations", () => operations.map((it) => [`${it.name} ${it.id} ${it.title} ${it.routes.join(" ")}`, it.name,
    it.title, link("operation", it.key), ""])],
  ["Pages", () => pages.map((it) => [`${it.path} ${it.title}`, it.path, it.title, link("page", it.path), ""])],
  ["Members", () => types.flatMap((type) => type.members.map((it) => [`${type.short}.${it.wire}`,
    `${type.short}.${it.wire}`, it.summary, link("type", type.key), ""]))],
  ["Findings", () => findings.map((it) => [`${it.code} ${it.subject} ${it.message} ${it.page?.path ?? ""}`,
    it.subject || it.page?.path || "", it.message, link("finding", it.key), it.severity])],
];

let entries = null;

/** Made when somebody searches for the first time. */
function index() {
  entries ??= KINDS.map(([title, make]) => [title, make().map(
    ([text, name, note, href, dot]) => ({ text: text.toLowerCase(), short: name.toLowerCase(), name, note, href, dot }))]);
  return entries;
}

/** The entries that have all words, the likeliest first; `[title, entries, how many there are]`. */
function find(text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  return index().map(([title, some]) => {
    const found = some.filter((it) => wanted.every((word) => it.text.includes(word)));
    const ranked = found.map((it, at) => [rank(it, wanted[0]), at, it]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return [title, ranked.slice(0, SHOWN_RESULTS).map(([, , it]) => it), found.length];
  }).filter(([, some]) => some.length);
}

function rank({ short }, word) {
  const at = short.indexOf(word);
  const isStart = at === 0 || (at > 0 && !/\w/.test(short[at - 1]));
  return (short === word ? 0 : isStart ? 1000 : at > 0 ? 2000 : 3000) + Math.min(short.length, 999);
}

function searchDialog() {
  const results = h("div.results", { id: "results", role: "listbox", "aria-label": "Results" });
  let chosen = 0;
  const options = () => [...results.querySelectorAll("[role=option]")];
  const choose = (at) => {
    const all = options();
    chosen = Math.max(0, Math.min(at, all.length - 1));
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    all[chosen]?.scrollIntoView({ block: "nearest" });
    if (all[chosen]) field.setAttribute("aria-activedescendant", all[chosen].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    const found = find(field.value);
    let at = 0;
    results.replaceChildren(...found.map(([title, some, all]) => h("div", { role: "group", "aria-label": title },
      h("p.over", {}, title, all > some.length && h("span", {}, ` ${number(all)}`)),
      some.map((it) => h("a.result", { role: "option", id: `r${at++}`, href: it.href, tabindex: -1,
        onclick: () => dialog.close() },
      it.dot && h(`span.dot.bg-${it.dot}`), h("b", {}, it.name), h("span.quiet", {}, ` ${it.note}`))))));
    if (!found.length && field.value.trim()) results.append(h("p.empty", {}, "Nothing has all of these words."));
    choose(0);
  };
  const keys = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1),
    Enter: () => options()[chosen]?.click(), Escape: () => dialog.close() };
  const field = h("input", { type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "results",
    placeholder: "Pages, types, members, operations, findings, changes", "aria-label": "Search", autocomplete: "off",
    spellcheck: "false", oninput: show,
    onkeydown: (event) => keys[event.key] && (event.preventDefault(), keys[event.key]()) });
  const dialog = h("dialog.search", { "aria-label": "Search", onclick: (event) => event.target === dialog && dialog.close() },
    h("div.search-box", {}, field, results));
  dialog.start = () => {
    dialog.showModal();
    field.select();
    show();
  };
  return dialog;
}
