// Colours for one line of code. A language is a pattern whose groups are the classes of tokens.

const PYTHON = new RegExp(
  [
    "(?<c>#.*)",
    "(?<s>[rbf]{0,2}(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'))",
    "(?<k>\\b(?:async|await|class|def|from|import|if|else|return|yield|for|in|is|not|and|or|None|True|False|with|as|raise|try|except|finally|pass|lambda|del|while|assert)\\b)",
    "(?<f>(?<=\\b(?:def|class) )\\w+)",
    "(?<d>@[\\w.]+)",
    "(?<n>\\b\\d[\\w.]*)",
    "(?<t>\\b(?:str|int|float|bool|bytes|list|dict|tuple|Any|[A-Z][a-z]\\w*)\\b)",
  ].join("|"),
  "g",
);
const MARKDOWN = new RegExp(
  [
    "(?<k>^#{1,6} .*)",
    "(?<c><!--.*|^\\s*-->|^\\|[\\s:|-]+$)",
    "(?<d>\\|)",
    "(?<s>`[^`]*`)",
    "(?<f>\"[^\"]*\"(?=\\s*:))",
    "(?<t>(?<=\\])\\([^)]*\\))",
    "(?<k2>^(?:GET|POST|PUT|PATCH|DELETE|HTTP\\/[\\d.]+)\\b)",
  ].join("|"),
  "g",
);
const LANGUAGES = { py: PYTHON, md: MARKDOWN };
const language = (path) => path.slice(path.lastIndexOf(".") + 1);

/** `[class, text]` of a line. `state.text` tells whether it begins inside of a docstring. */
function tokens(line, path, state) {
  const pattern = LANGUAGES[language(path)];
  if (!pattern) return [["", line]];
  if (pattern !== PYTHON) return matched(line, pattern);
  const found = [];
  line.split('"""').forEach((part, at) => {
    if (at) {
      found.push(["s", '"""']);
      state.text = !state.text;
    }
    if (part) found.push(...(state.text ? [["s", part]] : matched(part, pattern)));
  });
  return found;
}

function matched(text, pattern) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) found.push(["", text.slice(at, match.index)]);
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    found.push([kind[0], match[0]]);
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push(["", text.slice(at)]);
  return found;
}
