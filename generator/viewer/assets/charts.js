// Small charts. Widths are in percent, so that they fit wherever they are.

/** A bar of parts: `counts` by word, coloured by the word. */
function stacked(counts, label) {
  const total = Object.values(counts).reduce((sum, value) => sum + value, 0);
  const text = Object.entries(counts).filter(([, value]) => value)
    .map(([word, value]) => `${number(value)} ${word}`).join(", ");
  let at = 0;
  const parts = Object.entries(counts).filter(([, value]) => value).map(([word, value]) => {
    const width = (value / total) * 100;
    const part = s(`rect.fill-${word}`, { x: `${at}%`, y: 0, width: `${width}%`, height: "100%" });
    at += width;
    return part;
  });
  const name = `${label}: ${text || "none"}`;
  return s("svg.bar", { role: "img", "aria-label": name },
    s("title", {}, name), s("rect.track", { width: "100%", height: "100%" }), parts);
}

/** A part of a whole. */
function share(value, total, label) {
  const width = total ? (value / total) * 100 : 0;
  const name = `${label}: ${number(value)} of ${number(total)}`;
  return s("svg.bar", { role: "img", "aria-label": name },
    s("title", {}, name), s("rect.track", { width: "100%", height: "100%" }),
    s("rect.fill-accent", { width: `${width}%`, height: "100%" }));
}

/** What the colours of a bar mean. */
function legend(counts) {
  return h("ul.legend", {}, Object.entries(counts).filter(([, value]) => value).map(
    ([word, value]) => h("li", {}, h(`span.dot.bg-${word}`), ` ${word} `, h("b", {}, number(value)))));
}

const percent = (value, total) => (total ? `${Math.floor((value / total) * 1000) / 10} %` : "–");
