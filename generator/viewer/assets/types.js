// Types: a picture of what surrounds one, or of all where they are few; and its members.

const WHOLE = 60;
const SHOWN_BOXES = 10;

function typesView() {
  const linked = types.filter((type) => type.usedBy.length || type.derived.length || targetsOf(type).length);
  const lists = types.length <= WHOLE && linked.length
    ? [h("div.picture.scroll", { tabindex: 0, role: "group", "aria-label": "All types" }, wholePicture(linked)), caption()]
    : h("section", {}, h("h2", {}, "Most referred to"), h("p.facts", {}, [...types]
      .sort((a, b) => b.usedBy.length - a.usedBy.length || (a.name < b.name ? -1 : 1)).slice(0, 16)
      .map((type) => h("span.tag", {}, typeLink(type), " ", h("b", {}, number(type.usedBy.length))))));
  const list = h("ul.type-list");
  const slot = h("div", {}, list);
  const show = (text) => {
    const wanted = types.filter((type) => type.name.toLowerCase().includes(text.toLowerCase()));
    const found = h("ul.type-list");
    slot.replaceChildren(found);
    lazily(found, wanted, (type) => h("li", { "data-stop": true }, typeLink(type),
      h("span.tally", { title: count(type.members.length, type.isEnum ? "value" : "member") }, number(type.members.length))), 200);
    if (!wanted.length) slot.append(h("p.empty", {}, "No type has this in its name."));
  };
  show("");
  return [
    h("h1", {}, "Types"),
    h("p.lead", {}, `${count(types.filter((type) => !type.isEnum).length, "structured type")}, ${count(types.filter((type) => type.isEnum).length, "enumeration")}. Choose one to see what it refers to, and what refers to it.`),
    lists,
    h("h2", {}, "All types"),
    h("input.filter", { type: "search", placeholder: "Filter by name", "aria-label": "Filter types by name",
      oninput: (event) => show(event.target.value) }),
    slot,
  ];
}

function typeView(key) {
  const type = typesByKey.get(key);
  if (!type) return notFound("type", key);
  const own = (change) => [type.short, type.simple].some(
    (name) => change.subject === name || change.subject.startsWith(`${name}.`));
  const used = operations.filter((it) => it.body?.type === type || it.returns?.type === type);
  return [
    crumbs(["Types", link("types")]),
    h("h1.name", {}, breakable(type.short)),
    h("p.lead", {}, type.summary),
    h("p.facts", {}, h("span.tag", {}, type.kind), type.page
      ? h("a", { href: link("page", type.page.path) }, breakable(`${type.page.path}:${type.line}`))
      : h("span.quiet", {}, "mentioned, and documented by no page")),
    neighbourhood(type),
    membersTable(type),
    used.length > 0 && h("section", {}, h("h2", {}, "Operations", h("span.tally", {}, number(used.length))),
      lazily(h("ul.links"), used, (it) => h("li", { "data-stop": true }, h("a", { href: link("operation", it.key) }, breakable(it.name)),
        h("span.quiet", {}, it.returns?.type === type ? " returns it" : " takes it")))),
    changesOf(own),
    findingsSection(type.findings, true),
  ];
}

function membersTable(type) {
  if (!type.members.length) return null;
  const seen = (value) => h("span.seen", { "aria-label": value ? "yes" : "no" }, value ? "●" : "○");
  const columns = [{ title: type.isEnum ? "Value" : "Property", value: (it) => it.line, cell: (it) => mono(it.wire) }];
  if (!type.isEnum) {
    columns.push(
      { title: "Type", value: (it) => it.type.name ?? it.type, cell: (it) => [useOf(it), it.kind && h("span.quiet", {}, ` ${it.kind}`)] },
      { title: "JSON", kind: "num.seen-cell", value: (it) => it.inJson, cell: (it) => seen(it.inJson) },
      { title: "Examples", kind: "num.seen-cell", value: (it) => it.inExample, cell: (it) => seen(it.inExample) });
  }
  columns.push({ title: "Summary", kind: "wide", value: (it) => it.summary, cell: (it) => it.summary });
  return h("section", {}, h("h2", {}, "Members", h("span.tally", {}, number(type.members.length))),
    sortable("Members", columns, type.members, [0, false]));
}

const caption = () => h("p.caption", {},
  "Strong outline: entity. Dashed outline: abstract. Grey: enumeration. Dashed line: derives from.");

function neighbourhood(type) {
  const near = around(type);
  if (!near.bases.length && !near.derived.length && !near.targets.length && !near.users.length) {
    return h("p.empty", {}, "Stands alone: refers to no other type, and none refers to it.");
  }
  const picture = h("div.picture", { role: "group", "aria-label": `What surrounds ${type.short}` });
  const more = (words) => ({ words, onclick: () => draw(true) });
  const draw = (isAll = false) => picture.replaceChildren(
    innerWidth < 820 ? tree(type, near, isAll, more) : cross(type, near, isAll, more));
  draw();
  matchMedia("(min-width: 820px)").onchange = () => picture.isConnected && draw();
  return [picture, caption()];
}

/** The first few of a column, and a box that stands for the others. */
function few(items, isAll, more) {
  if (isAll || items.length <= SHOWN_BOXES + 1) return items;
  return [...items.slice(0, SHOWN_BOXES), more(`${number(items.length - SHOWN_BOXES)} more`)];
}

/** Users on the left, targets on the right; bases above, what is derived below. */
function cross(type, near, isAll, more) {
  const entry = (it) => (it.words ? it : { type: it[0], words: it[1] });
  const left = few(near.users, isAll, more).map(entry);
  const right = few(near.targets, isAll, more).map(entry);
  const below = few(near.derived.map((it) => [it, []]), isAll, more).map(entry);
  const above = [...near.bases].reverse().map((it) => ({ type: it, words: [] }));
  const middle = [...above, { type, words: [], isCentre: true }, ...below];
  const step = BOX.tall + BOX.gap;
  const rows = Math.max(left.length, right.length, middle.length);
  const columns = [left, middle, right].filter((column, at) => at === 1 || column.length);
  const width = columns.length * BOX.width + (columns.length - 1) * BOX.column;
  const height = rows * step - BOX.gap;
  const placed = columns.map((column, at) => {
    const top = (height - (column.length * step - BOX.gap)) / 2;
    return column.map((it, i) => ({ ...it, x: at * (BOX.width + BOX.column), y: top + i * step }));
  });
  const centre = placed.flat().find((it) => it.isCentre);
  const own = placed.find((column) => column.includes(centre));
  const lines = placed.flatMap((column) => column.filter((it) => it !== centre).map((it) => {
    if (column === own) return null;
    return s("path.edge", { d: it.x < centre.x ? curve(it, centre) : curve(centre, it) });
  }));
  const spine = own.slice(1).map((it, i) => {
    const [from, to] = [own[i], it];
    return s("path.edge.derives", { d: `M${from.x + BOX.width / 2} ${from.y + BOX.tall}V${to.y}` });
  });
  return s("svg.map", { viewBox: `-2 -2 ${width + 4} ${height + 4}`, width: width + 4 },
    lines, spine, placed.flat().map((it) => box(it)));
}

/** From the right side of a box to the left side of another. */
function curve(from, to) {
  const [x1, y1] = [from.x + BOX.width, from.y + (from.height ?? BOX.tall) / 2];
  const [x2, y2] = [to.x, to.y + (to.height ?? BOX.tall) / 2];
  const half = Math.max((x2 - x1) / 2, 30);
  return `M${x1} ${y1}C${x1 + half} ${y1} ${x2 - half} ${y2} ${x2} ${y2}`;
}

/** The same on a narrow screen: groups below each other. */
function tree(type, near, isAll, more) {
  const width = Math.min(Math.max(innerWidth - 40, 280), 640);
  const groups = [
    ["Derives from", near.bases.map((it) => [it, []])],
    ["Refers to", near.targets],
    ["Is referred to by", near.users],
    ["Is the base of", near.derived.map((it) => [it, []])],
  ];
  const parts = [box({ type, words: [], x: 0, y: 0, isCentre: true, width })];
  let y = BOX.tall;
  let last = y;
  for (const [title, items] of groups) {
    if (!items.length) continue;
    y += 28;
    parts.push(s("text.map-title", { x: 24, y }, title));
    y += 10;
    for (const it of few(items, isAll, more)) {
      const entry = it.words ? it : { type: it[0], words: it[1] };
      parts.push(s("path.edge", { d: `M10 ${last}V${y + BOX.tall / 2}H24` }));
      last = y + BOX.tall / 2;
      parts.push(box({ ...entry, x: 24, y, width: width - 24 }));
      y += BOX.tall + 8;
    }
  }
  return s("svg.map", { viewBox: `-2 -2 ${width + 4} ${y + 4}`, width: width + 4 }, parts);
}

function box({ type, words, x, y, isCentre, onclick, width = BOX.width, height = BOX.tall }) {
  const fits = (text, size) => {
    const most = Math.floor((width - 22) / size);
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  };
  const frame = s("rect", { width, height, rx: 6 });
  if (!type) {
    return s("a.node.more-node", { transform: `translate(${x} ${y})`, role: "button", tabindex: 0, onclick,
      onkeydown: (event) => event.key === "Enter" && onclick() }, frame, s("text", { x: 12, y: height / 2 + 4 }, words));
  }
  const note = words.join(", ");
  const title = note ? `${type.short}: ${note}` : type.short;
  return s(`a.node.kind-${type.kind}${isCentre ? ".centre" : ""}`,
    { transform: `translate(${x} ${y})`, href: link("type", type.key), "aria-label": title },
    s("title", {}, title), frame,
    s("text", { x: 12, y: note ? height / 2 - 3 : height / 2 + 4 }, fits(type.short, 7.3)),
    note && s("text.node-note", { x: 12, y: height / 2 + 13 }, fits(note, 6.2)));
}

function wholePicture(some) {
  const { columns, paths } = layers(some);
  const size = (it) => (it.via ? BOX.gap : BOX.height);
  const tall = (column) => column.reduce((sum, it) => sum + size(it) + BOX.gap, -BOX.gap);
  const height = Math.max(...columns.map(tall));
  const width = columns.length * (BOX.width + BOX.column) - BOX.column;
  const placed = new Map();
  columns.forEach((column, at) => {
    let y = (height - tall(column)) / 2;
    for (const it of column) {
      placed.set(it, { type: it, words: [], height: size(it), x: at * (BOX.width + BOX.column), y });
      y += size(it) + BOX.gap;
    }
  });
  const edges = paths.map((path) => {
    const [type, target] = [path[0], path.at(-1)];
    const parts = path.slice(1).map((it, at) => curve(placed.get(path[at]), placed.get(it))
      + (it.via ? `h${BOX.width}` : ""));
    const kind = type.base === target ? "derives" : "refers";
    return { type, target, edge: s(`path.edge.${kind}`, { d: parts.join("") }) };
  });
  const nodes = [...placed.values()].filter(({ type }) => !type.via).map((at) => {
    const mark = (on) => edges.forEach(({ edge, type, target }) =>
      edge.classList.toggle("lit", on && (type === at.type || target === at.type)));
    return assign(box(at), { onmouseenter: () => mark(true), onmouseleave: () => mark(false),
      onfocus: () => mark(true), onblur: () => mark(false) });
  });
  return s("svg.map", { viewBox: `-2 -2 ${width + 4} ${height + 4}`, width: width + 4, height: height + 4 },
    edges.map(({ edge }) => edge), nodes);
}
