// Elements of the page. Text enters it here and nowhere else, as text and never as markup.

const byId = (name) => document.getElementById(name);

// Signs that reorder what follows them are shown by their number, so that no sentence reads otherwise than it is stored.
const REORDERING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
const plain = (text) =>
  String(text).replace(REORDERING, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : plain(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(plain(child)));
  }
  return node;
}

const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

function put(node, ...children) {
  node.replaceChildren();
  return fill(node, null, children);
}

const empty = (why) => el("p", { class: "empty" }, why);
const count = (number) => number.toLocaleString("en");
const many = (number, one, several = `${one}s`) => `${count(number)} ${number === 1 ? one : several}`;
const activates = (act) => ({
  onclick: act,
  onkeydown: (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act(event);
    }
  },
});

// A shape for each quad class: cooperation is round, conflict has corners; words are hollow, deeds are filled.
function quadMark(quad) {
  const look = { class: `q${quad}`, stroke: "currentColor", "stroke-width": 0.8 };
  const shape = quad < 3 ? svg("circle", { cx: 6, cy: 6, r: 5, ...look }) : svg("rect", { x: 1, y: 1, width: 10, height: 10, ...look });
  const hole = quad % 2 ? svg("circle", { cx: 6, cy: 6, r: 2.2, fill: "Canvas" }) : null;
  return el("span", { class: "quad" }, svg("svg", { viewBox: "0 0 12 12", role: "img", "aria-label": QUADS[quad] }, hole ? [shape, hole] : shape));
}

// A bar in up to four parts; what they count stands in its title.
function quadBar(quads, most, names = QUADS) {
  const total = quads.reduce((sum, number) => sum + number, 0);
  const bar = el("span", { class: "bar", title: quads.map((number, at) => number && `${names[at]} ${count(number)}`).filter(Boolean).join(", ") });
  bar.style.width = `${(100 * total) / most}%`;
  for (const quad of [2, 1, 3, 4]) {
    if (!quads[quad]) continue;
    const part = el("i", { class: `q${quad}` });
    part.style.width = `${(100 * quads[quad]) / total}%`;
    bar.append(part);
  }
  return bar;
}
