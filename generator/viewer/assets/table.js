// Tables that are sorted by a click on a column's name.

/**
 * `columns`: `{title, value(row), cell(row), kind}`; `kind` is `num` or `wide` (left out where
 * there is no room). `sorted` is `[column, down]`.
 */
function sortable(name, columns, rows, sorted) {
  const body = h("div");
  const draw = () => {
    const [by, down] = sorted;
    const { value } = columns[by];
    const ordered = rows.map((row, at) => [value(row), at, row]).sort(
      (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (down ? -1 : 1) || a[1] - b[1]);
    const lines = lazily(h("tbody"), ordered.map(([, , row]) => row), (row) => h("tr", { "data-stop": true },
      columns.map((column, at) => h(`${at ? "td" : "th"}.${column.kind ?? "text"}`,
        at ? {} : { scope: "row" }, column.cell(row)))));
    body.replaceChildren(h("table", { "aria-label": name },
      h("thead", {}, h("tr", {}, columns.map((column, at) => heading(column, at)))), lines));
  };
  const heading = (column, at) => h(`th.${column.kind ?? "text"}`, {
    scope: "col",
    "aria-sort": sorted[0] === at ? (sorted[1] ? "descending" : "ascending") : null,
  }, h("button", {
    type: "button",
    onclick: () => {
      sorted.splice(0, 2, at, sorted[0] === at ? !sorted[1] : column.kind === "num");
      draw();
      body.querySelectorAll("th button")[at].focus();
    },
  }, column.title));
  draw();
  return body;
}
