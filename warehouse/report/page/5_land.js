// The land: countries of Natural Earth, their coasts, their borders and their names, in one projection.

const RADIANS = Math.PI / 180;
// Miller's cylindrical projection: shapes near enough at every latitude where people live.
const project = (longitude, latitude) => [
  longitude * RADIANS,
  -1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * Math.max(-84, Math.min(84, latitude)) * RADIANS)),
];
const WORLD = 2 * Math.PI;
const BOTTOM = 2.4;

let landRead = null;
function land() {
  landRead = landRead || readLand(JSON.parse(byId("land").textContent));
  return landRead;
}

const pathOf = (points, shift = 0) => `M${points.map(([x, y]) => `${(x + shift).toFixed(4)},${y.toFixed(4)}`).join("L")}`;

// What fills the land, its coasts, the borders between countries, and the countries with their largest piece.
function readLand({ arcs, transform, objects }) {
  const lines = arcs.map((arc) => projected(arc, transform));
  const countries = objects.countries.geometries.map((shape) => ({ name: shape.name, rings: ringsOf(shape, lines) }));
  const used = arcs.map(() => 0);
  for (const shape of objects.countries.geometries) for (const number of shape.arcs.flat(Infinity)) used[number < 0 ? ~number : number] += 1;
  const drawn = (isWanted) => lines.filter((_, arc) => isWanted(used[arc])).map(parted).join("");
  return {
    fill: countries.flatMap(({ rings }) => rings.flatMap(shifted)).join(""),
    coasts: drawn((uses) => uses === 1),
    borders: drawn((uses) => uses > 1),
    names: countries.map(namedPiece),
  };
}

function projected(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return project(x * scale[0] + translate[0], y * scale[1] + translate[1]);
  });
}

function ringsOf(shape, lines) {
  const polygons = shape.type === "Polygon" ? [shape.arcs] : shape.arcs || [];
  const ring = (numbers) => unbroken(numbers.flatMap((number) => (number < 0 ? [...lines[~number]].reverse() : lines[number])));
  return polygons.flatMap((polygon) => polygon.map(ring));
}

// What reaches over the edge of the map comes in again at the other one.
function shifted(points) {
  const xs = points.map(([x]) => x);
  const isOver = Math.min(...xs) < -Math.PI - 0.01 || Math.max(...xs) > Math.PI + 0.01;
  return (isOver ? [-WORLD, 0, WORLD] : [0]).map((shift) => `${pathOf(points, shift)}Z`);
}

// A line that crosses the date line is drawn in two parts.
function parted(points) {
  const parts = [[]];
  points.forEach(([x, y], at) => {
    if (at && Math.abs(x - points[at - 1][0]) > WORLD / 2) parts.push([]);
    parts[parts.length - 1].push([x, y]);
  });
  return parts.map((part) => pathOf(part)).join("");
}

// The name of a country stands in the middle of its largest piece, as long as that is wide enough on the screen.
function namedPiece({ name, rings }) {
  const pieces = rings.map((points) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { name, x: (left + right) / 2, y: (top + bottom) / 2, wide: right - left, tall: bottom - top };
  });
  return pieces.sort((one, other) => other.wide * other.tall - one.wide * one.tall)[0];
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
