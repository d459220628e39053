// What the page knows. The lists are explained where they are made, in viewer/data.py and
// viewer/api_data.py.

const raw = JSON.parse(byId("data").textContent);
const SEVERITIES = ["error", "warning", "info"];
const VERDICTS = ["exact", "adjusted", "broken", "unreadable", "foreign"];
const CATEGORIES = raw.categories;
const CATEGORY_TITLES = {
  breaking: "Breaking",
  warning: "To be aware of",
  additive: "Added",
  docs: "Documentation",
  example: "Examples",
  lost: "Lost",
};

const packages = raw.packages.map(([name, namespace]) => ({ name, namespace }));

const pages = raw.pages.map(([path, title], at) => ({
  path, title, findings: [], types: [], operations: [],
  lines: (raw.lines[at] ?? []).map(([start, text]) => ({ start, lines: text.split("\n") })),
}));

const types = raw.types.map(([pkg, name, kind, page, line, base, summary, members]) => {
  const { name: own, namespace } = packages[pkg];
  const short = name.startsWith(`${namespace}.`) ? name.slice(namespace.length + 1) : name;
  return {
    name, kind, line, summary, short,
    key: packages.length > 1 ? `${own}:${short}` : short,
    simple: name.slice(name.lastIndexOf(".") + 1),
    page: pages[page] ?? null,
    base, derived: [], usedBy: [], findings: [],
    isEnum: kind === "enum" || kind === "flags",
    members: members.map(([wire, type, many, kind, line, inJson, inExample, summary]) => ({
      wire, type, many, kind, line, inJson, inExample, summary,
    })),
  };
});

for (const type of types) {
  type.page?.types.push(type);
  if (typeof type.base === "number") {
    type.base = types[type.base];
    type.base.derived.push(type);
  }
  for (const member of type.members) {
    if (typeof member.type !== "number") continue;
    member.type = types[member.type];
    member.type.usedBy.push({ type, member });
  }
  type.inJson = type.members.filter((member) => member.inJson).length;
  type.inExamples = type.members.filter((member) => member.inExample).length;
}

const typeUse = (use) => use && { type: typeOf(use[0]), many: use[1] };
const typeOf = (at) => (typeof at === "number" ? types[at] : at);

const operations = raw.operations.map(
  ([pkg, id, name, title, page, line, routes, body, returns, examples]) => ({
    id, name, title, line, routes,
    key: packages.length > 1 ? `${packages[pkg].name}:${id}` : id,
    page: pages[page],
    body: typeUse(body),
    returns: typeUse(returns),
    examples: examples.map(([name, title, line, verdict, reason]) => ({
      name, title, line, verdict, reason,
    })),
  }),
);
for (const operation of operations) operation.page.operations.push(operation);

const findings = raw.findings.map(([code, page, line, message, lost, subject, home]) => ({
  code, line, message, lost, subject,
  severity: raw.codes[code][0],
  page: pages[page] ?? null,
  home: pages[home] ?? null,
}));
const keyed = new Map();
for (const finding of findings) {
  const name = `${finding.code}:${finding.page?.path ?? ""}:${finding.line}`;
  keyed.set(name, (keyed.get(name) ?? 0) + 1);
  finding.key = keyed.get(name) === 1 ? name : `${name}~${keyed.get(name)}`;
  finding.page?.findings.push(finding);
  const near = (finding.home ?? finding.page)?.types ?? [];
  const named = near.find((type) => finding.subject.startsWith(`${type.simple}.`));
  const own = finding.page?.operations.length ? undefined : near[0];
  finding.type = named ?? own ?? null;
  finding.type?.findings.push(finding);
}

const files = raw.files.map(([path, what, plus, minus, leftOut, hunks]) => ({
  path, what, plus, minus, leftOut, hunks,
}));
const changes = raw.changes.map((change) => ({
  subject: "", before: "", after: "", note: "", code: "", package: "", diff: [], ...change,
  category: CATEGORIES[change.category],
  rules: raw.rules[change.rule],
}));

/** `exact: 12, broken: 1 …` of operations. */
function verdictsOf(some) {
  const found = Object.fromEntries(VERDICTS.map((word) => [word, 0]));
  for (const operation of some) for (const { verdict } of operation.examples) found[verdict] += 1;
  return found;
}

function tally(some, words, of) {
  const found = Object.fromEntries(words.map((word) => [word, 0]));
  for (const item of some) found[of(item)] += 1;
  return found;
}
const severitiesOf = (some) => tally(some, SEVERITIES, (finding) => finding.severity);

/** The lines of a page around one, as far as they are known. */
function linesAround(page, line, around = 2) {
  const run = page.lines.find(({ start, lines }) => line >= start && line < start + lines.length);
  if (!run) return [];
  const first = Math.max(line - around, run.start);
  const lines = run.lines.slice(first - run.start, line + around + 1 - run.start);
  return lines.length ? [`@${first},${first},0`, ...lines.map((text) => ` ${text}`)] : [];
}

const typesByKey = new Map(types.map((type) => [type.key, type]));
const pagesByPath = new Map(pages.map((page) => [page.path, page]));
const operationsByKey = new Map(operations.map((operation) => [operation.key, operation]));
const findingsByKey = new Map(findings.map((finding) => [finding.key, finding]));
