// One page, one operation, one finding; what they have in common.

const crumbs = (...parts) => h("nav.crumbs", { "aria-label": "Breadcrumb" },
  parts.map(([title, href]) => h("a", { href }, title)));

const typeLink = (type) => (typeof type === "string"
  ? mono(type, "primitive")
  : h(`a.type.kind-${type.kind}`, { href: link("type", type.key) }, breakable(type.short)));

const notFound = (what, name) => [
  h("h1", {}, `No such ${what}`),
  h("p.lead", {}, "Nothing here is called ", mono(name), ". It may have been in an earlier review."),
  h("p", {}, h("a.button", { href: link("changes") }, "To the changes")),
];

function pageView(path) {
  const page = pagesByPath.get(path);
  if (!page) return notFound("page", path);
  return [
    crumbs(["Health", link("health")], ["Pages", link("health", "pages")]),
    h("h1.name", {}, breakable(page.path)),
    page.title && h("p.lead", {}, page.title),
    page.types.length > 0 && h("p.facts", {}, page.types.map((type) => typeLink(type))),
    page.operations.map((operation) => operationSection(operation, "h2")),
    changesOf((change) => change.place?.[0] === page.path),
    findingsSection(page.findings, false),
  ];
}

function operationView(key) {
  const operation = operationsByKey.get(key);
  if (!operation) return notFound("operation", key);
  return [
    crumbs(["Health", link("health")], [operation.page.path, link("page", operation.page.path)]),
    operationSection(operation, "h1"),
    changesOf((change) => change.subject.split("(")[0] === operation.name || change.subject.startsWith(`${operation.id}#`)),
    findingsSection(operation.page.findings, false),
  ];
}

function operationSection(operation, heading) {
  const { body, returns } = operation;
  return h("section.operation", {},
    h(`${heading}.name`, {}, h("a", { href: link("operation", operation.key) }, breakable(operation.name))),
    heading === "h1" && h("p.lead", {}, operation.title),
    h("ul.routes", {}, operation.routes.map((route) => {
      const [method, ...path] = route.split(" ");
      return h("li", {}, h("b", {}, method), " ", mono(path.join(" ")));
    })),
    h("dl.uses", {},
      body && [h("dt", {}, "Body"), h("dd", {}, useOf(body))],
      returns && [h("dt", {}, "Returns"), h("dd", {}, useOf(returns))]),
    operation.examples.length > 0 && h("ul.examples", {}, operation.examples.map((example) => h("li", {},
      h(`span.dot.bg-${example.verdict}`), h("b", {}, example.verdict), " ",
      example.title || example.name, h("span.quiet", {}, ` line ${example.line}`),
      example.reason && h("p.quiet", {}, example.reason)))));
}

const useOf = ({ type, many }) => [typeLink(type), many ? h("span.quiet", {}, " collection") : null];

function changesOf(isMeant) {
  const own = changes.filter(isMeant);
  if (!own.length) return null;
  return h("section", {}, h("h2", {}, "Changes"),
    h("ul.links", {}, own.map((change) => h("li", {}, h(`span.dot.bg-${change.category}`),
      h("a", { href: link("changes", change.id) }, `${change.label} ${change.subject}`), " ", detail(change)))));
}

function findingsSection(some, withPage) {
  return h("section", {}, h("h2", {}, "Findings", h("span.tally", {}, number(some.length))),
    some.length
      ? lazily(h("div.items.findings"), some, (finding) => findingItem(finding, withPage), 40)
      : h("p.empty", {}, "None. What the pages say here agrees."));
}

function findingView(key) {
  const finding = findingsByKey.get(key);
  if (!finding) return notFound("finding", key);
  const path = finding.page?.path ?? "";
  return [
    crumbs(["Findings", link("health", "findings")], [finding.code, link("health", "findings", finding.code)],
      [path, link("page", path)]),
    h("h1.name", {}, finding.code),
    h("p.lead", {}, raw.codes[finding.code][1]),
    finding.subject && h("p", {}, "About ", finding.type ? typeLink(finding.type) : "", " ", mono(finding.subject)),
    h("h2.hidden", {}, "Where"),
    findingItem(finding, true),
  ];
}
