// The frame, and which view an address leads to.

const VIEWS = {
  changes: changesView,
  files: fileView,
  health: healthView,
  page: pageView,
  operation: operationView,
  finding: findingView,
  types: typesView,
  type: typeView,
};
const NAV = [
  ["changes", "Changes", changes.length, ["changes", "files", ""]],
  ["health", "Health", findings.length, ["health", "page", "operation", "finding"]],
  ["types", "Types", types.length, ["types", "type"]],
];
const title = packages.map(({ name }) => name).join(", ");
const dialogs = [searchDialog(), helpDialog()];

function header(view) {
  return [
    h("a.brand", { href: link("changes") }, title),
    h("nav.views", { "aria-label": "Views" }, NAV.map(([name, text, value, own]) => h("a", {
      href: link(name), "aria-current": own.includes(view) ? "page" : null }, text, h("span.tally", {}, number(value))))),
    h("button.search-button", { type: "button", "aria-keyshortcuts": "/", onclick: () => dialogs[0].start() },
      h("span", {}, "Search"), h("kbd", {}, "/")),
    h("button.icon", { type: "button", "aria-label": "Dark or light", onclick: toggleTheme }, "◐"),
    h("button.icon", { type: "button", "aria-label": "Keys", onclick: () => dialogs[1].showModal() }, "?"),
  ];
}

function render() {
  const [view = "", ...rest] = words();
  const make = Object.hasOwn(VIEWS, view) ? VIEWS[view] : changesView;
  byId("header").replaceChildren(...header(view));
  const main = byId("main");
  main.replaceChildren(...[make(...rest)].flat(Infinity).filter(Boolean));
  document.title = `${main.querySelector("h1")?.textContent ?? ""} – ${title}`;
}

/** Where the reader was on each address, for those who come back. */
const positions = new Map();
let isBack = false;

function arrive(left) {
  if (left) positions.set(left, scrollY);
  render();
  const top = isBack ? positions.get(location.href) ?? 0 : 0;
  isBack = false;
  history.replaceState({ seen: true }, "");
  const [view, id] = words();
  const target = id && view === "changes"
    ? [...document.querySelectorAll("[data-id]")].find((item) => item.dataset.id === id) : null;
  if (target) {
    target.scrollIntoView({ block: "start" });
    target.querySelector("button")?.focus({ preventScroll: true });
  } else {
    scrollTo(0, top);
    byId("main").focus({ preventScroll: true });
  }
}

document.body.append(...dialogs);
addEventListener("popstate", (event) => { isBack = Boolean(event.state?.seen); });
addEventListener("hashchange", (event) => location.hash !== "#main" && arrive(event.oldURL));
addEventListener("keydown", (event) => onKey(event, dialogs));
// Paper has no buttons: what is folded is printed open.
addEventListener("beforeprint", () => {
  for (const item of document.querySelectorAll('[aria-expanded="false"].item-head')) item.click();
});
if (words()[0]) arrive();
else render();
