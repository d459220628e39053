// The changes: what the next version has to be called, and why, change by change.

function changesView(id) {
  const shown = changes.filter(
    (change) => !state.categories.size || state.categories.has(change.category));
  const target = changes.find((change) => change.id === id);
  if (target) state.open.add(target.id);
  return [
    verdict(),
    changes.length > 0 && filters(),
    shown.length > 0 && h("div.changes", {}, CATEGORIES.map((category) => group(category, shown, target))),
    files.length > 0 && filesList(),
  ];
}

const BUMPS = {
  major: "People have to change their code, or their programs.",
  minor: "Something is new, or to be aware of.",
  patch: "Nothing that a program could notice.",
};

function verdict() {
  if (raw.unknown) return emptyVerdict("M16 24h16", "Nothing to compare with yet", sentence(raw.unknown),
    "Generate the package once, or name a revision with --against, and this page will say what each edit of the documentation means.");
  if (raw.bump === "none") return emptyVerdict("M15 24.5l6 6 12-13", "Nothing changed",
    files.length
      ? "The API and its code are as before. Only the files below differ: tests, examples or samples."
      : "The package says what the pages say. There is nothing to review, and nothing to release.",
    compared());
  return h("section.verdict", {},
    h("p.over", {}, "Suggested version bump"),
    h(`h1.bump.bump-${raw.bump}`, {}, raw.bump),
    h("p.lead", {}, changes.length ? BUMPS[raw.bump] : "The API is as before; its code is not."),
    h("p.quiet", {}, compared()));
}

function emptyVerdict(mark, title, lead, more) {
  return h("section.verdict.calm", {},
    s("svg.calm-mark", { viewBox: "0 0 48 48", "aria-hidden": "true" },
      s("circle", { cx: 24, cy: 24, r: 22 }), s("path", { d: mark })),
    h("h1", {}, title), h("p.lead", {}, lead), h("p.quiet", {}, more),
    h("p", {}, h("a.button", { href: link("health") },
      "Look at the health of the pages")));
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
const compared = () => [mono(raw.docs), " compared with ", mono(raw.out),
  raw.against === null ? " as it is on disk" : [" as of ", mono(raw.against)]];

function filters() {
  const counts = tally(changes, CATEGORIES, (change) => change.category);
  const chips = CATEGORIES.map((category, at) => h(`button.chip.is-${category}`, {
    type: "button",
    disabled: !counts[category],
    "aria-pressed": String(state.categories.has(category)),
    "aria-keyshortcuts": String(at + 1),
    onclick: () => filterBy(at),
  }, h(`span.dot.bg-${category}`), CATEGORY_TITLES[category], h("b", {}, number(counts[category]))));
  const all = changes.every((change) => state.open.has(change.id));
  return h("div.filters", { role: "toolbar", "aria-label": "Filter by kind of change" }, chips,
    h("button.plain", { type: "button", onclick: openAll }, all ? "Fold all" : "Unfold all"));
}

/** Show the changes of one category more, or less; the keys 1 to 6. */
function filterBy(at) {
  const category = CATEGORIES[at];
  if (!changes.some((change) => change.category === category)) return;
  toggle(state.categories, category);
  render();
  const shown = changes.filter(
    (change) => !state.categories.size || state.categories.has(change.category)).length;
  announce(`${count(shown, "change")} shown`);
}

function openAll() {
  const all = changes.every((change) => state.open.has(change.id));
  state.open = new Set(all ? [] : changes.map((change) => change.id));
  render();
}

function group(category, shown, target) {
  const own = shown.filter((change) => change.category === category);
  if (!own.length) return null;
  const list = lazily(h("div.items"), own, changeItem, 40);
  if (target) list.reveal(own.indexOf(target));
  return h("section.group", { "aria-label": CATEGORY_TITLES[category] },
    h(`h2.group-title.is-${category}`, {}, h(`span.dot.bg-${category}`), CATEGORY_TITLES[category],
      h("span.tally", {}, number(own.length))),
    list);
}

function changeItem(change) {
  const isOpen = state.open.has(change.id);
  const [path, line] = change.place ?? [];
  const body = h("div.item-body");
  const head = h("button.item-head", {
    type: "button",
    "aria-expanded": String(isOpen),
    onclick: () => {
      toggle(state.open, change.id);
      const now = state.open.has(change.id);
      head.setAttribute("aria-expanded", String(now));
      item.classList.toggle("open", now);
      body.replaceChildren(...(now ? changeBody(change) : []));
    },
  },
  h("span.item-text", {}, change.code ? h("span.said", {}, change.subject) : mono(change.subject, "subject"), " ", detail(change)),
  h("span.item-rule", {}, change.code && change.code !== change.label ? `${change.label} ${change.code}` : change.label),
  h("span.item-place", {}, path && [h("span.cut", {}, path.split("/").at(-1)), line ? `:${line}` : ""]));
  const item = h(`article.item.is-${change.category}${isOpen ? ".open" : ""}`,
    { "data-id": change.id, "data-stop": true }, head, body);
  if (isOpen) body.append(...changeBody(change));
  return item;
}

function detail(change) {
  if (change.before && change.after) {
    return h("span.detail", {}, h("del", {}, change.before), h("span.arrow", { "aria-label": "to" }, "→"),
      h("ins", {}, change.after));
  }
  return h("span.detail", {}, change.after || change.before || "");
}

function changeBody(change) {
  const [source, wire, meaning] = change.rules;
  return [
    h("p.meaning", {}, meaning, change.note && h("span.quiet", {}, ` ${sentence(change.note)}`)),
    h("p.facts", {}, verdictTag("source", source), verdictTag("wire", wire),
      change.category === "lost" && h("a", { href: link("health", "findings", change.label) }, "All of this kind"),
      packages.length > 1 && h("span.tag", {}, change.package),
      h("a.permalink", { href: link("changes", change.id) }, "Link to this change")),
    h("div.sides", {}, causeSide(change), change.diff.length > 0 && diffSide(change)),
  ];
}

const verdictTag = (what, word) => h(`span.tag.is-${word}`, {}, `${what} `, h("b", {}, word));

function causeSide(change) {
  if (!change.place) return null;
  const [path, line, was] = change.place;
  const known = pagesByPath.has(path);
  const name = `${path}${line ? `:${line}` : ""}`;
  return h("section.side", {},
    h("h3", {}, h("span.quiet", {}, was ? "In the page as it was" : "In the page"), " ",
      known ? h("a", { href: link("page", path) }, breakable(name)) : mono(name)),
    change.page
      ? codeBlock(change.page[0], path, { mark: change.page[1], title: `Lines of ${name}` })
      : h("p.quiet.note", {}, was && raw.against === null
        ? "The old page is not at hand; --against REV shows its lines."
        : raw.left_out ? "Left out: there are too many changes for one file."
          : "The page is not at hand."));
}

function diffSide(change) {
  const byFile = new Map();
  for (const [file, hunk] of change.diff) {
    byFile.set(file, [...(byFile.get(file) ?? []), ...files[file].hunks[hunk]]);
  }
  return h("section.side", {}, [...byFile].map(([at, rows], position) => {
    const { path } = files[at];
    const block = codeBlock(rows, path, { title: `Diff of ${path}` });
    const title = h("a", { href: link("files", path) }, breakable(path));
    return position
      ? h("details.twin", {}, h("summary", {}, breakable(path)), block)
      : [h("h3", {}, h("span.quiet", {}, "In the package"), " ", title), block];
  }));
}

function filesList() {
  return h("section.group", { "aria-label": "Generated files" },
    h("h2.group-title", {}, "Generated files", h("span.tally", {}, number(files.length))),
    lazily(h("ul.files"), files, (file) => h("li", { "data-stop": true },
      h("a", { href: link("files", file.path) }, breakable(file.path)),
      h("span.file-what", {}, file.what === "changed" ? "" : file.what),
      h("span.plus", {}, `+${number(file.plus)}`), h("span.minus", {}, `−${number(file.minus)}`))));
}

function fileView(path) {
  const file = files.find((it) => it.path === path);
  if (!file) return notFound("file", path);
  return [
    crumbs(["Changes", link("changes")]),
    h("h1.name", {}, breakable(path)),
    h("p.quiet", {}, `${sentence(file.what)} `, h("span.plus", {}, `+${number(file.plus)}`), " ",
      h("span.minus", {}, `−${number(file.minus)}`)),
    codeBlock(file.hunks.flat(), path),
    file.leftOut > 0 && h("p.quiet", {}, `${count(file.leftOut, "more line")}: generate --diff shows them.`),
  ];
}
