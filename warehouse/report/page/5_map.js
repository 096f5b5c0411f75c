// The map: land without borders, a mark per place as large as its events are many. Only what is known to a town or
// nearer is a dot; a province is a wide hollow mark; countries and regions are counted beside the map.

const POINTS = new Set(["exact", "near", "city", "district"]);
const MOST_TABBED = 40; // nobody walks through more of them with the keyboard; the filters lead to the others
const COARSE_AT_ONCE = 13; // as many as stand beside the map
const MOST_MARKS = 800; // more of them hide each other and slow the page
const RADIANS = Math.PI / 180;
// Miller's cylindrical projection: shapes near enough at every latitude where people live.
const project = (longitude, latitude) => [
  longitude * RADIANS,
  -1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * Math.max(-84, Math.min(84, latitude)) * RADIANS)),
];
const WORLD = 2 * Math.PI;
const BOTTOM = 2.4;
const NARROWEST = 0.8; // radians, some 45 degrees: nearer by, the coasts of this scale tell nothing
const view = { x: 0, y: -0.35, scale: 0, of: "" };

let landPath = null;
function land() {
  if (landPath !== null) return landPath;
  const { arcs, transform, objects } = JSON.parse(byId("land").textContent);
  const lines = arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return project(x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]);
    });
  });
  const polygons = (shape) =>
    shape.type === "GeometryCollection" ? shape.geometries.flatMap(polygons) : shape.type === "Polygon" ? [shape.arcs] : shape.arcs;
  const ring = (numbers) => unbroken(numbers.flatMap((number) => (number < 0 ? [...lines[~number]].reverse() : lines[number])));
  const rings = polygons(objects.land).flatMap((polygon) => polygon.map(ring));
  const path = (points, shift) => `M${points.map(([x, y]) => `${(x + shift).toFixed(4)},${y.toFixed(4)}`).join("L")}Z`;
  // What reaches over the edge of the map comes in again at the other one.
  landPath = rings.flatMap((points) => [-WORLD, 0, WORLD].map((shift) => path(points, shift))).join("");
  return landPath;
}

// A coast that crosses the date line goes on beyond it; one that goes round the pole is closed below the map.
function unbroken(points) {
  let turns = 0;
  const whole = points.map(([x, y], at) => {
    const step = at ? x - points[at - 1][0] : 0;
    turns -= Math.abs(step) > WORLD / 2 ? Math.sign(step) : 0;
    return [x + turns * WORLD, y];
  });
  const [start, end] = [whole[0][0], whole[whole.length - 1][0]];
  return Math.abs(end - start) > WORLD / 2 ? [...whole, [end, BOTTOM], [start, BOTTOM]] : whole;
}

function placesOf(found) {
  const marks = new Map();
  const coarse = new Map();
  let unknown = 0;
  for (const event of found) {
    const precision = code("place_precision", event);
    const place = EVENTS.place[event];
    if (place === null || precision === "unknown") {
      unknown += 1;
      continue;
    }
    const into = POINTS.has(precision) || precision === "province" ? marks : coarse;
    const key = `${place} ${precision === "province"}`;
    if (!into.has(key)) into.set(key, { place, precision, quads: [0, 0, 0, 0, 0], total: 0 });
    into.get(key).quads[EVENTS.quad_class[event]] += 1;
    into.get(key).total += 1;
  }
  const byTotal = (groups) => [...groups.values()].sort((one, other) => other.total - one.total || one.place - other.place);
  return { marks: byTotal(marks), coarse: byTotal(coarse), unknown };
}

function drawMap(found) {
  const { marks, coarse, unknown } = placesOf(found);
  const largest = marks.slice(0, MOST_MARKS);
  // Provinces lie below, the larger marks below the smaller ones.
  const drawn = [true, false].flatMap((isProvince) => largest.filter((mark) => (mark.precision === "province") === isProvince));
  const box = byId("map");
  const width = Math.max(280, box.clientWidth);
  const height = Math.round(Math.min(470, width * 0.62));
  const points = marks.filter((mark) => mark.precision !== "province").reduce((sum, mark) => sum + mark.total, 0);
  const provinces = marks.reduce((sum, mark) => sum + mark.total, 0) - points;
  put(
    byId("map-note"),
    `Of ${many(found.length, "report")}, ${count(points)} are known to a town or nearer (dots), ${count(provinces)} to a province (hollow), `,
    `${count(coarse.reduce((sum, mark) => sum + mark.total, 0))} to a country or region (list), ${count(unknown)} to no place.`,
    marks.length > drawn.length ? ` Drawn: the ${count(drawn.length)} of ${count(marks.length)} places with most events.` : "",
  );
  drawCoarse(coarse, found.length);
  drawMapLegend(drawn.length > 0);
  // A new set of places gets a view that holds it; a view that the reader chose stays otherwise.
  const of = `${width} ${drawn.map((mark) => mark.place).sort((one, other) => one - other).join()}`;
  if (view.of !== of) fit(drawn, width, height);
  view.of = of;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": "Map of the places of the events; the arrow keys move it, plus and minus zoom", tabindex: 0 });
  const ground = svg("path", { d: land(), class: "land" });
  const dots = svg("g");
  drawing.append(ground, dots);
  put(box, drawing);
  const most = largest.length ? largest[0].total : 1;
  const place = () => placeMarks(dots, ground, drawn, most, width, height);
  place();
  moving(drawing, place, drawn, width, height);
}

function placeMarks(dots, ground, drawn, most, width, height) {
  const at = ([x, y]) => [(x - view.x) * view.scale + width / 2, (y - view.y) * view.scale + height / 2];
  const [left, top] = at([0, 0]);
  ground.setAttribute("transform", `translate(${left} ${top}) scale(${view.scale})`);
  dots.replaceChildren();
  const largest = new Set([...drawn].sort((one, other) => other.total - one.total).slice(0, MOST_TABBED));
  for (const mark of drawn) {
    const [name, latitude, longitude, country, note] = DATA.places[mark.place];
    const [x, y] = at(project(longitude, latitude));
    if (x < -30 || y < -30 || x > width + 30 || y > height + 30) continue;
    const isProvince = mark.precision === "province";
    const size = 3 + Math.min(15, width / 50) * Math.sqrt(mark.total / most) + (isProvince ? 5 : 0);
    const isConflict = mark.quads[3] + mark.quads[4] > mark.quads[1] + mark.quads[2];
    const told = `${name}${country === null ? "" : `, ${countryName(country)}`} (${mark.precision}): ${many(mark.total, "event")}, ${count(mark.quads[1] + mark.quads[2])} cooperation, ${count(mark.quads[3] + mark.quads[4])} conflict${note ? `. ${note}` : ""}`;
    const look = {
      class: `dot ${isProvince ? "hollow " : ""}${isConflict ? "q4" : "q2"}`,
      tabindex: largest.has(mark) ? 0 : -1, role: "button", "aria-label": told,
      ...activates(() => ask({ place: placeKey(mark.place) })),
    };
    const half = size * 0.89;
    const shape = isConflict ? svg("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...look }) : svg("circle", { cx: x, cy: y, r: size, ...look });
    shape.append(svg("title", null, told));
    dots.append(shape);
  }
}

function fit(drawn, width, height) {
  const world = width / WORLD;
  if (!drawn.length) return Object.assign(view, { x: 0, y: -0.25, scale: world });
  const points = drawn.map((mark) => project(DATA.places[mark.place][2], DATA.places[mark.place][1]));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((width * 0.86) / Math.max(right - left, NARROWEST), (height * 0.82) / Math.max(bottom - top, NARROWEST / 2));
  const room = Math.max(0, (WORLD - width / Math.max(world, scale)) / 2);
  return Object.assign(view, { x: Math.max(-room, Math.min(room, (left + right) / 2)), y: (top + bottom) / 2, scale: Math.max(world, scale) });
}

function moving(drawing, place, drawn, width, height) {
  const zoom = (factor) => {
    view.scale = Math.max(width / WORLD, Math.min(width * 20, view.scale * factor));
    shift(0, 0);
  };
  const shift = (right, down) => {
    const room = Math.max(0, (WORLD - width / view.scale) / 2);
    view.x = Math.max(-room, Math.min(room, view.x + right / view.scale));
    view.y = Math.max(-2.3, Math.min(2.3, view.y + down / view.scale));
    place();
  };
  const button = (text, label, act) => el("button", { type: "button", "aria-label": label, onclick: act }, text);
  put(
    byId("map-buttons"),
    button("+", "Zoom in", () => zoom(1.6)),
    button("−", "Zoom out", () => zoom(1 / 1.6)),
    button("Fit", "Show all marks", () => place(fit(drawn, width, height))),
    button("World", "Show the whole world", () => place(fit([], width, height))),
  );
  drawing.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] };
    if (steps[event.key]) shift(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else return;
    event.preventDefault();
  });
  let last = null;
  drawing.addEventListener("pointerdown", (event) => {
    last = event.target.classList.contains("dot") ? null : [event.clientX, event.clientY];
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons) return;
    shift(last[0] - event.clientX, last[1] - event.clientY);
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
      el("span", null, "The larger the mark, the more events."),
    ],
  );
}

function drawCoarse(coarse, all) {
  if (!coarse.length) {
    put(byId("coarse"), empty(!all ? "No event fits the filters." : "Every place among these events is known more exactly than that, or not at all."));
    return;
  }
  const most = coarse[0].total;
  const line = (mark) => {
    const [name, , , , note] = DATA.places[mark.place];
    return el("li", null, el("button", { type: "button", title: note, onclick: () => ask({ place: placeKey(mark.place) }) },
      el("span", null, name, mark.precision === "region" ? " (region)" : ""), el("span", null, count(mark.total)), quadBar(mark.quads, most)));
  };
  const lines = coarse.map(line);
  const rest = lines.length > COARSE_AT_ONCE + 1 ? lines.splice(COARSE_AT_ONCE) : [];
  const list = (own) => el("ul", { class: "coarse-list" }, own);
  put(byId("coarse"), list(lines), rest.length > 0 && el("details", null, el("summary", { class: "more" }, `${count(rest.length)} more with fewer events`), list(rest)));
}
