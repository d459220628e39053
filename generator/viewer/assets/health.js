// The health of the documentation: totals, then by page, by type, and finding by finding.

const TABS = [["pages", "By page"], ["types", "By type"], ["findings", "Findings"]];
const sorting = { pages: [1, true], types: [1, true] };

function healthView(tab = "pages", code = "") {
  if (tab === "findings") state.code = code;
  return [
    h("h1", {}, "Health of the documentation"),
    totals(),
    h("nav.tabs", { "aria-label": "Health" }, TABS.map(([name, title]) => h("a", {
      href: link("health", name), "aria-current": name === tab ? "page" : null }, title))),
    tab === "types" ? typesTable() : tab === "findings" ? findingsList() : pagesTable(),
  ];
}

function totals() {
  const severities = severitiesOf(findings);
  const verdicts = verdictsOf(operations);
  const examples = operations.reduce((sum, { examples }) => sum + examples.length, 0);
  const structured = types.filter((type) => !type.isEnum);
  const members = structured.reduce((sum, type) => sum + type.members.length, 0);
  const inExamples = structured.reduce((sum, type) => sum + type.inExamples, 0);
  return h("div.totals", {},
    total(number(findings.length), findings.length === 1 ? "finding" : "findings",
      `on ${count(pages.filter((page) => page.findings.length).length, "page")} of ${number(pages.length)}`,
      stacked(severities, "Findings"), legend(severities)),
    total(percent(verdicts.exact, examples - verdicts.foreign), "of the examples are exact",
      `${count(examples, "example")} of ${count(operations.length, "operation")}`,
      stacked(verdicts, "Examples"), legend(verdicts)),
    total(percent(inExamples, members), "of the members are shown by an example",
      `${count(members, "member")} of ${count(structured.length, "type")}`,
      share(inExamples, members, "Members shown by an example"),
      raw.silenced > 0 && h("p.quiet", {}, `${count(raw.silenced, "finding")} silenced by comments in the pages`)));
}

function total(value, title, more, ...chart) {
  return h("section.total", {}, h("p.value", {}, value), h("p.value-name", {}, title),
    chart, h("p.quiet", {}, more));
}

const findingsCell = (some) => some.length
  ? h("span.with-bar", {}, number(some.length), stacked(severitiesOf(some), "Findings"))
  : h("span.quiet", {}, "–");

function pagesTable() {
  const examples = (page) => page.operations.reduce((sum, it) => sum + it.examples.length, 0);
  const sum = (page, of) => page.types.reduce((all, type) => all + (type.isEnum ? 0 : of(type)), 0);
  const members = (page) => sum(page, (type) => type.members.length);
  const shown = (page) => sum(page, (type) => type.inExamples);
  return sortable("Pages", [
    { title: "Page", value: (page) => page.path, cell: (page) => h("a", { href: link("page", page.path) }, breakable(page.path)) },
    { title: "Findings", kind: "num", value: (page) => weight(page.findings), cell: (page) => findingsCell(page.findings) },
    { title: "Examples", kind: "num.wide", value: examples, cell: (page) => examples(page)
      ? h("span.with-bar", {}, number(examples(page)), stacked(verdictsOf(page.operations), "Examples"))
      : h("span.quiet", {}, "–") },
    { title: "Members shown", kind: "num.wide", value: (page) => (members(page) ? shown(page) / members(page) : 2),
      cell: (page) => sharesCell(shown(page), members(page)) },
  ], pages, sorting.pages);
}

/** Errors before warnings before the rest, however many. */
function weight(some) {
  const { error, warning, info } = severitiesOf(some);
  return error * 1e8 + warning * 1e4 + info;
}

const sharesCell = (value, all) => all
  ? h("span.with-bar", {}, `${number(value)} of ${number(all)}`, share(value, all, "Shown by an example"))
  : h("span.quiet", {}, "–");

function typesTable() {
  return sortable("Types", [
    { title: "Type", value: (type) => type.short.toLowerCase(), cell: (type) => typeLink(type) },
    { title: "Findings", kind: "num", value: (type) => weight(type.findings), cell: (type) => findingsCell(type.findings) },
    { title: "Members", kind: "num", value: (type) => type.members.length, cell: (type) => number(type.members.length) },
    { title: "In the JSON", kind: "num.wide", value: (type) => (type.isEnum ? 2 : type.inJson / (type.members.length || 1)),
      cell: (type) => (type.isEnum ? h("span.quiet", {}, "–") : sharesCell(type.inJson, type.members.length)) },
    { title: "In examples", kind: "num.wide", value: (type) => (type.isEnum ? 2 : type.inExamples / (type.members.length || 1)),
      cell: (type) => (type.isEnum ? h("span.quiet", {}, "–") : sharesCell(type.inExamples, type.members.length)) },
    { title: "Referred to", kind: "num.wide", value: (type) => type.usedBy.length, cell: (type) => number(type.usedBy.length) },
  ], types, sorting.types);
}

function findingsList() {
  const near = findings.filter((it) => !state.code || it.code === state.code);
  const shown = near.filter((it) => !state.severities.size || state.severities.has(it.severity));
  const counts = severitiesOf(near);
  return [
    h("div.filters", { role: "toolbar", "aria-label": "Filter by severity" },
      SEVERITIES.map((word, at) => h(`button.chip.is-${word}`, {
        type: "button", disabled: !counts[word], "aria-pressed": String(state.severities.has(word)),
        "aria-keyshortcuts": String(at + 1), onclick: () => filterFindings(at),
      }, h(`span.dot.bg-${word}`), word, h("b", {}, number(counts[word])))),
      state.code && h("a.plain", { href: link("health", "findings") }, "All codes")),
    state.code ? h("p.meaning", {}, mono(state.code), ` ${raw.codes[state.code]?.[1] ?? ""}`) : codesList(),
    h("h2.hidden", {}, "Findings"),
    shown.length
      ? lazily(h("div.items.findings"), shown, (finding) => findingItem(finding, true), 40)
      : h("p.empty", {}, "No finding here. The pages agree with themselves."),
  ];
}

function filterFindings(at) {
  toggle(state.severities, SEVERITIES[at]);
  render();
}

function codesList() {
  const counts = new Map();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const most = Math.max(...counts.values(), 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const list = h("ul.codes", {}, rows.map(([code, value]) => h("li", {},
    h("a", { href: link("health", "findings", code), title: raw.codes[code][1] },
      h(`span.dot.bg-${raw.codes[code][0]}`), code),
    h("span.with-bar", {}, number(value), share(value, most, code)))));
  return rows.length > 1 ? h("details.fold", {}, h("summary", {}, `By code (${rows.length})`), list) : null;
}

function findingItem(finding, withPage) {
  const { page, line } = finding;
  const rows = page ? linesAround(page, line) : [];
  const mark = rows.length ? line - Number(rows[0].slice(1).split(",")[0]) + 1 : -1;
  return h(`article.finding.is-${finding.severity}`, { "data-stop": true, "data-id": finding.key },
    h("h3", {}, h(`span.dot.bg-${finding.severity}`), h("span.hidden", {}, `${finding.severity} `),
      h("a.code-name", { href: link("finding", finding.key) }, finding.code), " ",
      h("span.quiet", {}, withPage && page
        ? h("a", { href: link("page", page.path) }, breakable(`${page.path}:${line}`))
        : `line ${line}`)),
    h("p", {}, finding.message, finding.lost && h("span.quiet", {}, ` Lost: ${finding.lost}.`)),
    rows.length > 0 && codeBlock(rows, page.path, { mark, title: `Lines of ${page.path}` }));
}
