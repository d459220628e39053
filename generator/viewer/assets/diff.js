// Rows of a diff, or of an excerpt: numbers, signs, colours, and the words that differ.

const SHOWN_ROWS = 60;

/** The hunks of a list of rows: `{old, now, state, rows}`. */
function hunksOf(rows) {
  const found = [];
  rows.forEach((row, at) => {
    if (row[0] === "@") {
      const [old, now, state] = row.slice(1).split(",").map(Number);
      found.push({ old, now, state, rows: [] });
    } else {
      found.at(-1).rows.push({ sign: row[0], text: row.slice(1), at });
    }
  });
  return found;
}

/** A block of code: `rows` as they came, `mark` the position of the row that is meant. */
function codeBlock(rows, path, { mark = -1, title } = {}) {
  const block = h("div.code", { role: "group", "aria-label": title ?? path });
  const lines = hunksOf(rows).flatMap((hunk, at) => renderHunk(hunk, path, mark, at > 0));
  block.append(...lines.slice(0, SHOWN_ROWS));
  const rest = lines.slice(SHOWN_ROWS);
  if (rest.length) {
    const more = h("button.more", { type: "button", onclick: () => more.replaceWith(...rest) },
      `Show ${count(rest.length, "more line")}`);
    block.append(more);
  }
  return block;
}

function renderHunk(hunk, path, mark, isLater) {
  const old = { text: Boolean(hunk.state & 1) };
  const now = { text: Boolean(hunk.state & 2) };
  let [oldLine, nowLine] = [hunk.old, hunk.now];
  const words = changedWords(hunk.rows);
  const lines = hunk.rows.map((row) => {
    const isOld = row.sign === "-";
    const found = tokens(row.text, path, isOld ? old : now);
    if (row.sign === " ") old.text = now.text;
    const line = isOld ? oldLine : nowLine;
    if (row.sign !== "+") oldLine += 1;
    if (!isOld) nowLine += 1;
    return renderRow(row, line, colours(found, words.get(row) ?? []), row.at === mark);
  });
  return isLater ? [h("div.gap", { "aria-hidden": "true" }, "⋯"), ...lines] : lines;
}

const SIGNS = { "+": "add", "-": "del", " ": "same" };

function renderRow(row, line, parts, isMarked) {
  return h(`div.row.${SIGNS[row.sign]}${isMarked ? ".mark" : ""}`, {},
    h("span.no", { "data-no": line }), h("span.sign", {}, row.sign), h("code", {}, parts));
}

/** Tokens as elements, split where an emphasised range begins or ends. */
function colours(found, ranges) {
  const parts = [];
  let at = 0;
  for (const [kind, text] of found) {
    const cuts = ranges.flat().filter((cut) => cut > at && cut < at + text.length);
    const edges = [at, ...cuts, at + text.length];
    for (let i = 0; i + 1 < edges.length; i += 1) {
      const piece = text.slice(edges[i] - at, edges[i + 1] - at);
      const isNew = ranges.some(([from, to]) => edges[i] >= from && edges[i + 1] <= to);
      const name = `span${kind ? `.t-${kind}` : ""}${isNew ? ".word" : ""}`;
      parts.push(name === "span" ? piece : h(name, {}, piece));
    }
    at += text.length;
  }
  return parts;
}

/** Row -> ranges that differ from the row it replaces, where the two are alike. */
function changedWords(rows) {
  const found = new Map();
  for (let i = 0; i < rows.length; ) {
    const removed = [];
    const added = [];
    while (rows[i]?.sign === "-") removed.push(rows[i++]);
    while (rows[i]?.sign === "+") added.push(rows[i++]);
    pairWords(removed, added, found);
    if (!removed.length && !added.length) i += 1;
  }
  return found;
}

/** Each row that went beside the next one that came and is much like it. */
function pairWords(removed, added, found) {
  let next = 0;
  for (const row of removed) {
    for (let at = next; at < Math.min(added.length, next + 12); at += 1) {
      const ranges = compareWords(row.text, added[at].text);
      if (!ranges) continue;
      found.set(row, ranges[0]).set(added[at], ranges[1]);
      next = at + 1;
      break;
    }
  }
}

/** The ranges of two lines that differ; null for lines that have too little in common. */
function compareWords(one, other) {
  const a = one.match(/\w+|\s+|[^\w\s]/gu) ?? [];
  const b = other.match(/\w+|\s+|[^\w\s]/gu) ?? [];
  if (!a.length || !b.length || a.length * b.length > 40000) return null;
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i][j] = a[i] === b[j]
        ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  if (common[0][0] * 2 < Math.min(a.length, b.length)) return null;
  const kept = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) kept[0].add(i++), kept[1].add(j++);
    else if (common[i + 1][j] >= common[i][j + 1]) i += 1;
    else j += 1;
  }
  return [rangesOf(a, kept[0]), rangesOf(b, kept[1])];
}

function rangesOf(words, kept) {
  const found = [];
  let at = 0;
  let between = "";
  words.forEach((word, i) => {
    const last = found.at(-1);
    if (kept.has(i)) between += word;
    // To the eye, a blank between two words that differ differs as well.
    else if (last && !between.trim()) last[1] = at + word.length;
    else found.push([at, at + word.length]);
    if (!kept.has(i)) between = "";
    at += word.length;
  });
  return found;
}
