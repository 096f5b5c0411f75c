// The map: a mark per place, or per places that would cover each other, as large as its events are many. Only what is
// known to a town or nearer is a dot; a province is a wide hollow mark; countries and regions are counted beside the map.

const MOST_TABBED = 40; // nobody goes through more of them with the keyboard; the filters lead to the others
const MOST_MARKS = 800; // more of them slow the page
const MOST_NAMES = 60;
const NARROWEST = 0.25; // radians, some 14 degrees: a view of less shows no country
const NEAREST = 5000; // pixels per radian, about one per kilometre: the outlines have no more detail
const TIP_EVENTS = 3;
const view = { x: 0, y: -0.35, scale: 0, of: "" };
let mapDrawn = null; // what the map shows now

const placeOf = (mark) => DATA.places[mark.place];
const isConflict = ({ quads }) => quads[3] + quads[4] > quads[1] + quads[2];
const titleOf = (mark) => {
  const [name, , , country] = placeOf(mark);
  return `${name}${country === null ? "" : `, ${countryName(country)}`} (${mark.precision})`;
};
const sumsOf = ({ quads, total }) => `${many(total, "event")}, ${count(quads[1] + quads[2])} cooperation, ${count(quads[3] + quads[4])} conflict`;

function drawMap(found) {
  const { marks, coarse, unknown } = placesOf(found);
  const drawn = marks.slice(0, MOST_MARKS);
  const box = byId("map");
  const width = Math.max(280, box.clientWidth);
  const height = Math.round(Math.min(470, width * 0.62));
  const sum = (some) => some.reduce((total, mark) => total + mark.total, 0);
  const provinces = sum(marks.filter((mark) => mark.precision === "province"));
  put(
    byId("map-note"),
    `Of ${many(found.length, "event")}, ${count(sum(marks) - provinces)} are known to a town or nearer (dots), ${count(provinces)} to a province (hollow), `,
    `${count(sum(coarse))} to a country or region (list), ${count(unknown)} to no place. Zoom with the wheel (Ctrl, or after a click) or two fingers.`,
    marks.length > drawn.length ? ` Drawn: the ${count(drawn.length)} of ${count(marks.length)} places with most events.` : "",
  );
  drawCoarse(coarse, found.length);
  drawMapLegend(drawn.length > 0);
  // A new set of places gets a view that holds it; a view that the reader chose stays otherwise.
  const of = `${width} ${drawn.map((mark) => mark.place).sort((one, other) => one - other).join()}`;
  if (view.of !== of) fit(drawn, width, height);
  view.of = of;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": "Map of the places of the events; the arrow keys move it, plus and minus zoom", tabindex: 0 });
  const { fill, coasts, borders } = land();
  const ground = svg("g", null, svg("path", { d: fill, class: "land" }), svg("path", { d: coasts, class: "coast" }), asked.borders && svg("path", { d: borders, class: "border" }));
  const [countries, dots, tip] = [svg("g", { class: "countries", "aria-hidden": "true" }), svg("g"), el("div", { class: "tip", hidden: true })];
  drawing.append(ground, countries, dots);
  put(box, drawing, tip);
  mapDrawn = { drawn, width, height, ground, countries, dots, tip };
  placeMarks();
  moving(drawing);
}

const onScreen = ([x, y]) => [(x - view.x) * view.scale + mapDrawn.width / 2, (y - view.y) * view.scale + mapDrawn.height / 2];
const isInSight = ([x, y], margin) => x > -margin && y > -margin && x < mapDrawn.width + margin && y < mapDrawn.height + margin;

function placeMarks() {
  const { drawn, width, ground, countries, dots, tip } = mapDrawn;
  const [left, top] = onScreen([0, 0]);
  ground.setAttribute("transform", `translate(${left} ${top}) scale(${view.scale})`);
  tip.hidden = true;
  const most = drawn.length ? drawn[0].total : 1;
  const clusters = clustered(drawn, (total) => 3 + Math.min(15, width / 50) * Math.sqrt(total / most));
  const taken = clusters.map(({ at: [x, y], size }) => [x - size, y - size, x + size, y + size]);
  put(countries, asked.borders && countryNames(taken));
  const tabbed = new Set(clusters.slice(0, MOST_TABBED));
  const named = townNames(clusters, taken);
  // Provinces lie below, the larger marks below the smaller ones.
  const shapes = [true, false].flatMap((isProvince) => clusters.filter((cluster) => (cluster.precision === "province") === isProvince));
  put(dots, shapes.map((cluster) => markOf(cluster, tabbed.has(cluster))), named);
}

// Marks that would cover each other are one, where the largest of them is; at the nearest view each stands alone.
function clustered(marks, sizeOf) {
  const clusters = [];
  for (const mark of marks) {
    const at = onScreen(project(placeOf(mark)[2], placeOf(mark)[1]));
    if (!isInSight(at, 30)) continue;
    const size = sizeOf(mark.total) + (mark.precision === "province" ? 5 : 0);
    const isOver = (other) => Math.hypot(other.at[0] - at[0], other.at[1] - at[1]) < 0.75 * (other.size + size);
    const near = view.scale < NEAREST && clusters.find((other) => (other.precision === "province") === (mark.precision === "province") && isOver(other));
    if (!near) {
      clusters.push({ ...mark, quads: [...mark.quads], at, size, marks: [mark] });
      continue;
    }
    near.marks.push(mark);
    near.total += mark.total;
    near.quads = near.quads.map((number, quad) => number + mark.quads[quad]);
    near.size = sizeOf(near.total) + (near.precision === "province" ? 5 : 0);
  }
  return clusters;
}

function markOf(cluster, isTabbed) {
  const [x, y] = cluster.at;
  const isOne = cluster.marks.length === 1;
  const note = isOne && placeOf(cluster)[4];
  const label = isOne ? `${titleOf(cluster)}: ${sumsOf(cluster)}${note ? `. ${note}` : ""}` : `${placeOf(cluster)[0]} and ${many(cluster.marks.length - 1, "place")} beside it: ${sumsOf(cluster)}; choose to zoom in`;
  const { width, height } = mapDrawn;
  const act = () => (isOne ? ask({ place: placeKey(cluster.place) }) : placeMarks(fit(cluster.marks, width, height, view.scale * 2)));
  const look = {
    class: `dot ${cluster.precision === "province" ? "hollow " : ""}${isConflict(cluster) ? "q4" : "q2"}`,
    tabindex: isTabbed ? 0 : -1, role: "button", "aria-label": label, ...activates(act),
    onpointerenter: () => showTip(cluster, label), onfocus: () => showTip(cluster, label),
    onpointerleave: hideTip, onblur: hideTip,
  };
  const half = cluster.size * 0.89;
  const shape = isConflict(cluster) ? svg("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...look }) : svg("circle", { cx: x, cy: y, r: cluster.size, ...look });
  return isOne ? shape : [shape, svg("text", { x, y: y + 4, "text-anchor": "middle", class: "of-cluster", "aria-hidden": "true" }, cluster.marks.length)];
}

const hideTip = () => {
  mapDrawn.tip.hidden = true;
};

function showTip(cluster, label) {
  const { tip, width } = mapDrawn;
  const events = cluster.marks.flatMap((mark) => mark.events).sort(widely).slice(0, TIP_EVENTS);
  put(tip, el("b", null, label), events.map((event) => el("p", null, `${between(EVENTS.first_on[event], EVENTS.last_on[event])}: ${names(EVENTS.actors[event])}, ${typeOf(event)}. `, shortened(wordsOfEvent(event), 90))));
  tip.hidden = false;
  tip.style.left = `${Math.max(0, Math.min(width - tip.offsetWidth, cluster.at[0] + 14))}px`;
  tip.style.top = `${Math.max(0, cluster.at[1] + 16)}px`;
}

// A name is set where it covers nothing that is set already.
function setName(taken, [left, top, right, bottom]) {
  if (taken.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1])) return false;
  taken.push([left, top, right, bottom]);
  return true;
}

function townNames(clusters, taken) {
  return clusters.slice(0, MOST_NAMES).map((cluster) => {
    const name = placeOf(cluster)[0];
    const wide = name.length * 6.2;
    const isAtTheEdge = cluster.at[0] + cluster.size + 3 + wide > mapDrawn.width;
    const [x, y] = [cluster.at[0] + (isAtTheEdge ? -cluster.size - 3 - wide : cluster.size + 3), cluster.at[1] + 4];
    return setName(taken, [x, y - 10, x + wide, y + 2]) && svg("text", { x: isAtTheEdge ? x + wide : x, y, class: "town", "aria-hidden": "true", "text-anchor": isAtTheEdge ? "end" : "start" }, name);
  });
}

function countryNames(taken) {
  return land().names.map(({ name, x, y, wide, tall }) => {
    const at = onScreen([x, y]);
    const half = name.length * 3.2;
    const fits = wide * view.scale > 2 * half && tall * view.scale > 14 && isInSight(at, 0);
    return fits && setName(taken, [at[0] - half, at[1] - 10, at[0] + half, at[1] + 2]) && svg("text", { x: at[0], y: at[1], "text-anchor": "middle", class: "soft" }, name);
  });
}

function fit(drawn, width, height, least = 0) {
  const world = width / WORLD;
  if (!drawn.length) return Object.assign(view, { x: 0, y: -0.25, scale: world });
  const points = drawn.map((mark) => project(placeOf(mark)[2], placeOf(mark)[1]));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(NEAREST, Math.max(least, Math.min((width * 0.86) / Math.max(right - left, NARROWEST), (height * 0.82) / Math.max(bottom - top, NARROWEST / 2))));
  const room = Math.max(0, (WORLD - width / Math.max(world, scale)) / 2);
  return Object.assign(view, { x: Math.max(-room, Math.min(room, (left + right) / 2)), y: (top + bottom) / 2, scale: Math.max(world, scale) });
}

function zoomMap(factor, clientX, clientY) {
  if (!mapDrawn) return;
  const { width, height } = mapDrawn;
  const box = byId("map").querySelector("svg").getBoundingClientRect();
  const [right, down] = [clientX - box.left - width / 2, clientY - box.top - height / 2];
  const before = view.scale;
  view.scale = Math.max(width / WORLD, Math.min(NEAREST, view.scale * factor));
  shiftMap(right - (right * before) / view.scale, down - (down * before) / view.scale, before);
}

function shiftMap(right, down, scale = view.scale) {
  const margin = Math.max(0, (WORLD - mapDrawn.width / view.scale) / 2);
  view.x = Math.max(-margin, Math.min(margin, view.x + right / scale));
  view.y = Math.max(-2.1, Math.min(1.7, view.y + down / scale));
  placeMarks();
}

function moving(drawing) {
  const { drawn, width, height } = mapDrawn;
  const middle = (factor) => {
    const box = drawing.getBoundingClientRect();
    zoomMap(factor, box.left + width / 2, box.top + height / 2);
  };
  const button = (text, label, act) => el("button", { type: "button", "aria-label": label, onclick: act }, text);
  put(
    byId("map-buttons"),
    button("+", "Zoom in", () => middle(1.6)),
    button("−", "Zoom out", () => middle(1 / 1.6)),
    button("Fit", "Show all marks", () => placeMarks(fit(drawn, width, height))),
    button("World", "Show the whole world", () => placeMarks(fit([], width, height))),
    el("label", null, el("input", { type: "checkbox", id: "borders", checked: asked.borders !== "", onchange: ({ target }) => ask({ borders: target.checked ? "yes" : "" }) }), " Borders and names of countries"),
  );
  drawing.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] };
    if (steps[event.key]) shiftMap(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") middle(1.6);
    else if (event.key === "-") middle(1 / 1.6);
    else return;
    event.preventDefault();
  });
  let last = null;
  drawing.addEventListener("pointerdown", (event) => {
    last = event.target.classList.contains("dot") || !event.isPrimary ? null : [event.clientX, event.clientY];
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons || !event.isPrimary) return;
    shiftMap(last[0] - event.clientX, last[1] - event.clientY);
    last = [event.clientX, event.clientY];
  });
}

function drawMapLegend(isNeeded) {
  const entry = (shape, text) => el("span", null, svg("svg", { viewBox: "0 0 22 14", "aria-hidden": "true" }, shape), text);
  put(
    byId("map-legend"),
    isNeeded && [
      entry(svg("circle", { cx: 11, cy: 7, r: 6, class: "dot q2" }), "mostly cooperation"),
      entry(svg("rect", { x: 5, y: 1, width: 12, height: 12, class: "dot q4" }), "mostly conflict"),
      entry(svg("circle", { cx: 11, cy: 7, r: 6, class: "dot hollow q2" }), "hollow: only the province is known"),
      el("span", null, "The larger the mark, the more events; a number counts the places of one mark."),
      asked.borders && el("span", null, "Borders are those of Natural Earth, by who holds the land in fact. Some are disputed; none is shown as rightful."),
    ],
  );
}
