// The keyboard, the theme, and the help that lists the keys.

const KEYS = [
  ["/", "Search"],
  ["j k", "Next, previous item"],
  ["Enter", "Open or fold the item"],
  ["1 – 6", "Filter changes by kind; 1 – 3 findings by severity"],
  ["0", "No filter"],
  ["c h t", "Changes, health, types"],
  ["d", "Dark or light"],
  ["?", "This help"],
];

function helpDialog() {
  const dialog = h("dialog.help", { "aria-label": "Keys", onclick: (event) => event.target === dialog && dialog.close() },
    h("div.search-box", {}, h("h2", {}, "Keys"),
      h("dl", {}, KEYS.map(([keys, what]) => [h("dt", {}, keys.split(" ").map((key) => (key === "–" ? " – " : h("kbd", {}, key)))), h("dd", {}, what)])),
      h("button.button", { type: "button", onclick: () => dialog.close() }, "Close")));
  return dialog;
}

function toggleTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  announce(`${root.dataset.theme} theme`);
}

/** Move to the next or to the previous item that the view has. */
function step(by) {
  const stops = [...byId("main").querySelectorAll("[data-stop]")];
  const now = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[now < 0 ? (by > 0 ? 0 : stops.length - 1) : now + by];
  const target = next?.querySelector("button, a") ?? null;
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

function clearFilters() {
  state.categories.clear();
  state.severities.clear();
  render();
}

function onKey(event, dialogs) {
  if (event.ctrlKey || event.metaKey || event.altKey || dialogs.some((dialog) => dialog.open)) return;
  if (event.target.closest?.("input, textarea, select")) return;
  const [view, tab] = words();
  const [filter, limit] = view === "health" && tab === "findings"
    ? [filterFindings, SEVERITIES.length]
    : [filterBy, view === "changes" || !view ? CATEGORIES.length : 0];
  const actions = {
    "/": () => dialogs[0].start(),
    "?": () => dialogs[1].showModal(),
    j: () => step(1),
    k: () => step(-1),
    0: clearFilters,
    c: () => go(link("changes")),
    h: () => go(link("health")),
    t: () => go(link("types")),
    d: toggleTheme,
  };
  const digit = Number(event.key);
  const action = digit >= 1 && digit <= limit ? () => filter(digit - 1) : actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
