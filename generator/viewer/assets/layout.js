// Where the boxes of a picture are. The same input gives the same picture.

const BOX = { width: 200, height: 30, tall: 44, gap: 12, column: 110 };

/**
 * Columns from left to right, where who refers to others stands left of them, and the paths of
 * the edges. Where an edge passes a column, something invisible keeps its place there.
 */
function layers(some) {
  const inside = new Set(some);
  const next = new Map(some.map((type) => [type, targetsOf(type).filter((it) => inside.has(it) && it !== type)]));
  const order = ordered(some, next);
  const position = new Map(order.map((type, at) => [type, at]));
  const depth = new Map(order.map((type) => [type, 0]));
  for (const type of order) {
    for (const target of next.get(type)) {
      if (position.get(target) < position.get(type)) continue;
      depth.set(target, Math.max(depth.get(target), depth.get(type) + 1));
    }
  }
  const columns = Array.from({ length: Math.max(...depth.values()) + 1 }, () => []);
  for (const type of order) columns[depth.get(type)].push(type);
  const paths = order.flatMap((type) => next.get(type).map((target) => {
    const path = [type];
    for (let at = depth.get(type) + 1; at < depth.get(target); at += 1) {
      path.push({ via: true, name: `${type.name} ${target.name}` });
      columns[at].push(path.at(-1));
    }
    return [...path, target];
  }));
  return { columns: sweep(columns, paths), paths };
}

/** Users before what they use, as far as there are no circles. */
function ordered(some, next) {
  const seen = new Set();
  const found = [];
  const visit = (type) => {
    if (seen.has(type)) return;
    seen.add(type);
    next.get(type).forEach(visit);
    found.unshift(type);
  };
  const users = (type) => type.usedBy.filter((use) => next.has(use.type)).length;
  [...some].sort((a, b) => users(a) - users(b) || (a.name < b.name ? -1 : 1)).forEach(visit);
  return found;
}

/** Order each column by where the neighbours stand, to and fro a few times. */
function sweep(columns, paths) {
  const [before, after] = [new Map(), new Map()];
  const note = (map, one, other) => map.set(one, [...(map.get(one) ?? []), other]);
  for (const path of paths) {
    path.slice(1).forEach((target, at) => {
      note(after, path[at], target);
      note(before, target, path[at]);
    });
  }
  for (let round = 0; round < 8; round += 1) {
    const near = round % 2 ? after : before;
    const at = new Map(columns.flatMap((column) => column.map((it, i) => [it, i / column.length])));
    for (const column of columns) {
      const wanted = new Map(column.map((it) => {
        const others = near.get(it) ?? [it];
        return [it, others.reduce((sum, other) => sum + at.get(other), 0) / others.length];
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
