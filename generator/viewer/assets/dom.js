// Elements. What pages say reaches the document here, as text nodes and attributes; nothing is
// ever parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Set attributes; `on…` are listeners, and null, undefined and false leave an attribute out. */
function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** An element: `h("a.strong", {href}, "text", [more], null)`. */
function h(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  return fill(assign(element, attributes ?? {}), children);
}

/** An element of a picture. */
function s(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElementNS(SVG, tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  return fill(assign(element, attributes ?? {}), children);
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString("en");
const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
const link = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

/** Text that may be broken after separators and before capitals, so that long names fit on a phone. */
function breakable(text) {
  return text.split(/(?<=[./_#:])|(?<=[a-z0-9])(?=[A-Z])/).flatMap((part, at) => (at ? [h("wbr"), part] : [part]));
}

/** A text with the characters of a name, of a path or of code. */
const mono = (text, kind = "") => h(kind ? `code.${kind}` : "code", {}, breakable(text));

/** Append `items` to `parent`, a screenful at a time, as the reader comes near the end. */
function lazily(parent, items, make, size = 80) {
  const end = h({ TBODY: "tr", UL: "li" }[parent.tagName] ?? "div", { "aria-hidden": "true" });
  let at = 0;
  const more = () => {
    end.before(...items.slice(at, at + size).map(make));
    at += size;
    watcher.unobserve(end);
    // Once more, for an end that is still in sight.
    if (at < items.length) watcher.observe(end);
    else end.remove();
  };
  const watcher = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && more(),
    { rootMargin: "1500px" },
  );
  parent.append(end);
  more();
  // What is looked for further down has to be there.
  parent.reveal = (position) => {
    while (at <= position && at < items.length) more();
  };
  return parent;
}
