// Where the reader is: the part of the address behind `#`, and which filters are on.

const state = {
  categories: new Set(),
  severities: new Set(),
  code: "",
  open: new Set(changes.slice(0, 1).map((change) => change.id)),
};

/** The words of the address: `#/type/room` gives type, room. */
function words() {
  return location.hash.replace(/^#\/?/, "").split("/").map((word) => {
    try {
      return decodeURIComponent(word);
    } catch {
      return word;
    }
  });
}

function go(hash) {
  if (location.hash === hash) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

function toggle(set, item) {
  if (!set.delete(item)) set.add(item);
}

/** Said to those who cannot see what has changed on the screen. */
function announce(text) {
  byId("status").textContent = text;
}
