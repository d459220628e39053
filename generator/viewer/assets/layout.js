// Where the boxes of a picture are. The same input gives the same picture.

const BOX = { width: 200, height: 30, tall: 44, gap: 12, column: 110 };

/** Columns from left to right: who refers to others stands left of them; bases left of all. */
function layers(some) {
  const inside = new Set(some);
  const next = new Map(some.map((type) => [type, targetsOf(type).filter((it) => inside.has(it) && it !== type)]));
  const depth = new Map();
  const visiting = new Set();
  const order = [];
  const visit = (type) => {
    if (depth.has(type) || visiting.has(type)) return;
    visiting.add(type);
    depth.set(type, 0);
    next.get(type).forEach(visit);
    visiting.delete(type);
    order.unshift(type);
  };
  const degree = (type) => type.usedBy.filter((use) => inside.has(use.type)).length;
  [...some].sort((a, b) => degree(a) - degree(b) || (a.name < b.name ? -1 : 1)).forEach(visit);
  const position = new Map(order.map((type, at) => [type, at]));
  for (const type of order) {
    for (const target of next.get(type)) {
      if (position.get(target) > position.get(type)) {
        depth.set(target, Math.max(depth.get(target), depth.get(type) + 1));
      }
    }
  }
  const columns = [];
  for (const type of order) (columns[depth.get(type)] ??= []).push(type);
  return sweep(columns.filter(Boolean), next);
}

/** Order the boxes of each column by where their neighbours stand, to and fro a few times. */
function sweep(columns, next) {
  const before = new Map();
  for (const [type, targets] of next) {
    for (const target of targets) before.set(target, [...(before.get(target) ?? []), type]);
  }
  for (let round = 0; round < 6; round += 1) {
    const at = new Map(columns.flatMap((column) => column.map((type, i) => [type, i / column.length])));
    const near = round % 2 ? next : before;
    for (const column of columns) {
      const wanted = new Map(column.map((type) => {
        const others = near.get(type) ?? [];
        const sum = others.reduce((total, other) => total + at.get(other), 0);
        return [type, others.length ? sum / others.length : at.get(type)];
      }));
      column.sort((a, b) => wanted.get(a) - wanted.get(b) || (a.name < b.name ? -1 : 1));
    }
  }
  return columns;
}

/** The types that a type's own properties have, and its base. */
function targetsOf(type) {
  const found = new Set();
  if (typeof type.base === "object" && type.base) found.add(type.base);
  for (const { type: target } of type.members) if (target && typeof target === "object") found.add(target);
  return [...found];
}

/** `[type, words]` of those that a list of uses names, with the names of the properties. */
function gathered(uses) {
  const found = new Map();
  for (const [type, word] of uses) found.set(type, [...(found.get(type) ?? []), word]);
  return [...found].sort((a, b) => b[1].length - a[1].length || (a[0].name < b[0].name ? -1 : 1));
}

/** What surrounds a type. */
function around(type) {
  const bases = [];
  for (let base = type.base; base && typeof base === "object" && !bases.includes(base) && base !== type; base = base.base) {
    bases.push(base);
  }
  return {
    bases,
    derived: [...type.derived],
    targets: gathered(type.members.filter(({ type: target }) => target && typeof target === "object")
      .map((member) => [member.type, member.wire])),
    users: gathered(type.usedBy.map((use) => [use.type, use.member.wire])),
  };
}
