// Dyads: who acts upon whom, as a matrix of numbers and as a network. An event counts once, however often reported.

function dyads(found) {
  const counted = new Map();
  const totals = new Map();
  for (const event of found) {
    const side = EVENTS.quad_class[event] < 3 ? 0 : 1;
    for (const [one, other] of pairsOf(event)) {
      const key = `${one} ${other}`;
      if (!counted.has(key)) counted.set(key, [0, 0]);
      counted.get(key)[side] += 1;
      totals.set(one, (totals.get(one) || 0) + 1);
      totals.set(other, (totals.get(other) || 0) + 1);
    }
  }
  const ranked = [...totals].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([side]) => side);
  return { ranked, of: (one, other) => counted.get(`${one} ${other}`) || [0, 0] };
}

const MOST_LINES = 45; // more of them are a carpet
const sideName = (side) => DATA.sides[side][0];
const actsUpon = (one, other) => ({ acts: `${DATA.sides[one][1]}~${DATA.sides[other][1]}` });

function drawDyads(found) {
  const { ranked, of } = dyads(found);
  const isNarrow = byId("matrix").clientWidth < 480;
  drawMatrix(ranked.slice(0, isNarrow ? 6 : 10), ranked.length, of);
  drawNetwork(networkSides(ranked, of).slice(0, isNarrow ? 12 : 20), ranked.length, of);
}

const bothWays = (of, one, other) => of(one, other).map((number, kind) => number + of(other, one)[kind]);

// The sides that the network has to show: all with a line of enough events, or one of them and those beside it.
function networkSides(ranked, of) {
  const least = Number(asked.least) || 1;
  const isLinked = (one, other) => one !== other && Math.max(...bothWays(of, one, other)) >= least;
  const centre = ranked.find((side) => DATA.sides[side][1] === asked.around);
  if (centre !== undefined) return [centre, ...ranked.filter((side) => isLinked(centre, side))];
  return ranked.filter((side) => ranked.some((other) => isLinked(side, other)));
}

function drawNetworkButtons(centre) {
  const choose = el("select", { "aria-label": "Fewest events of a line", onchange: ({ target }) => ask({ least: target.value }) },
    [1, 2, 3, 5, 10, 20, 50].map((number) => el("option", { value: number, selected: String(number) === asked.least }, number)));
  put(
    byId("network-buttons"),
    el("label", null, "Lines of at least ", choose, " events"),
    centre !== undefined && [
      el("button", { type: "button", onclick: () => ask({ around: "" }) }, "Show all sides"),
      el("button", { type: "button", onclick: () => ask({ actor: sideName(centre) }) }, `Filter everything to ${sideName(centre)}`),
    ],
  );
}

function drawMatrix(sides, all, of) {
  if (sides.length < 2) {
    put(byId("matrix-note"), "");
    put(byId("matrix"), empty("No two named sides meet in these events."));
    return;
  }
  put(byId("matrix-note"), `Events that the side of a row did to the side of a column: ○ cooperation over ■ conflict. The ${sides.length} busiest of ${count(all)} sides; a state stands for those who act for it.`);
  const most = Math.max(...sides.flatMap((one) => sides.map((other) => of(one, other)[0] + of(one, other)[1])));
  const cell = (one, other) => {
    const [cooperation, conflict] = of(one, other);
    if (one === other) return el("td", null, el("div", { class: "none self" }));
    if (!cooperation && !conflict) return el("td", null, el("div", { class: "none" }));
    const told = `${sideName(one)} to ${sideName(other)}: ${count(cooperation)} cooperation, ${count(conflict)} conflict`;
    const button = el("button", { type: "button", title: told, "aria-label": told, onclick: () => ask(actsUpon(one, other)) },
      cooperation ? [`○ ${count(cooperation)}`] : "", cooperation && conflict ? el("br") : "", conflict ? [`■ ${count(conflict)}`] : "");
    const strength = 15 + 50 * Math.sqrt((cooperation + conflict) / most);
    button.style.background = `color-mix(in srgb, var(${cooperation > conflict ? "--q1" : conflict > cooperation ? "--q4" : "--line"}) ${strength.toFixed(0)}%, var(--card))`;
    return el("td", null, button);
  };
  put(
    byId("matrix"),
    el("table", { class: "matrix" },
      el("thead", null, el("tr", null, el("td"), sides.map((side) => el("th", { scope: "col" }, el("span", null, sideName(side)))))),
      el("tbody", null, sides.map((one) => el("tr", null, el("th", { scope: "row" }, sideName(one)), sides.map((other) => cell(one, other)))))),
  );
}

// Sides stand on a circle, each beside the one with which it cooperates most, so that names never lie on each other.
function seating(sides, of) {
  const left = [...sides];
  const seats = left.splice(0, 1);
  while (left.length) {
    const last = seats[seats.length - 1];
    const bond = (side) => of(last, side)[0] + of(side, last)[0] - 0.5 * (of(last, side)[1] + of(side, last)[1]);
    left.sort((one, other) => bond(other) - bond(one) || one - other);
    seats.push(left.shift());
  }
  return seats;
}

function drawNetwork(sides, all, of) {
  const box = byId("network");
  const centre = sides.find((side) => DATA.sides[side][1] === asked.around);
  drawNetworkButtons(centre);
  put(byId("network-legend"));
  if (sides.length < 2) {
    put(byId("network-note"), "");
    put(box, empty("No two sides meet in so many of these events."));
    return;
  }
  const seats = seating(sides, of);
  const width = Math.max(280, box.clientWidth);
  const margin = width < 480 ? 92 : 118;
  const radius = Math.min(190, width / 2 - margin);
  const height = 2 * radius + 110;
  const angle = (seat) => (2 * Math.PI * seat) / seats.length - Math.PI / 2;
  const at = (seat, out = 0) => [width / 2 + (radius + out) * Math.cos(angle(seat)), height / 2 + (radius + out) * Math.sin(angle(seat))];
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": "Network of cooperation and conflict between sides" });
  const links = [];
  for (let one = 0; one < seats.length; one += 1) {
    for (let other = one + 1; other < seats.length; other += 1) {
      const [there, back] = [of(seats[one], seats[other]), of(seats[other], seats[one])];
      if (centre !== undefined && ![seats[one], seats[other]].includes(centre)) continue;
      [0, 1].forEach((kind) => there[kind] + back[kind] >= (Number(asked.least) || 1) && links.push({ one, other, kind, total: there[kind] + back[kind] }));
    }
  }
  links.sort((one, other) => other.total - one.total || one.one - other.one || one.other - other.other);
  const most = links.length ? links[0].total : 1;
  const drawn = links.slice(0, MOST_LINES).reverse();
  put(
    byId("network-note"),
    `The ${sides.length} busiest of ${count(all)} sides, ${links.length > MOST_LINES ? `${MOST_LINES} busiest of ${count(links.length)} lines; ` : ""}a line is as wide as its events are many, in both directions. Choose a name to see its neighbours alone.`,
  );
  for (const link of drawn) {
    const [[x1, y1], [x2, y2]] = [at(link.one), at(link.other)];
    // Two lines between the same sides bend to either side of the straight one.
    const bend = (link.kind ? -1 : 1) * 0.07;
    const [mx, my] = [(x1 + x2) / 2 + (width / 2 - (x1 + x2) / 2) * 0.25, (y1 + y2) / 2 + (height / 2 - (y1 + y2) / 2) * 0.25];
    const path = svg("path", { d: `M${x1},${y1}Q${mx + (y2 - y1) * bend},${my - (x2 - x1) * bend} ${x2},${y2}`, class: `edge ${link.kind ? "conflict" : "cooperation"}`, "stroke-width": most === 1 ? 2 : 1 + 7 * Math.sqrt(link.total / most) });
    path.append(svg("title", null, `${sideName(seats[link.one])} and ${sideName(seats[link.other])}: ${count(link.total)} ${link.kind ? "conflict" : "cooperation"}`));
    path.ends = [link.one, link.other];
    drawing.append(path);
  }
  const nodes = seats.map((side, seat) => networkNode(side, seat, at, angle, drawing, margin));
  drawing.append(...nodes);
  put(box, drawing);
  put(
    byId("network-legend"),
    el("span", null, svg("svg", { viewBox: "0 0 22 14" }, svg("line", { x1: 0, x2: 22, y1: 7, y2: 7, class: "cooperation", "stroke-width": 4 })), "cooperation, solid"),
    el("span", null, svg("svg", { viewBox: "0 0 22 14" }, svg("line", { x1: 0, x2: 22, y1: 7, y2: 7, class: "conflict", "stroke-width": 4 })), "conflict, dashed"),
  );
}

function networkNode(side, seat, at, angle, drawing, margin) {
  const [x, y] = at(seat);
  const [lx, ly] = at(seat, 11);
  const across = Math.cos(angle(seat));
  const anchor = Math.abs(across) < 0.2 ? "middle" : across > 0 ? "start" : "end";
  const lines = labelLines(sideName(side), anchor === "middle" ? 22 : Math.floor((margin - 12) / 6.4));
  // Names at the top grow upwards, those at the bottom downwards, the others stand beside their dot.
  const tall = (lines.length - 1) * 12;
  const down = Math.sin(angle(seat));
  const top = down < -0.8 ? -tall - 1 : down > 0.8 ? 8 : 4 - tall / 2;
  const only = (isOnly) => () => {
    for (const edge of drawing.querySelectorAll(".edge")) edge.classList.toggle("faint", isOnly && !edge.ends.includes(seat));
  };
  return svg("g", {
    class: "node", tabindex: 0, role: "button", "aria-label": `Show the neighbours of ${sideName(side)}`,
    ...activates(() => ask({ around: DATA.sides[side][1] })),
    onpointerenter: only(true), onpointerleave: only(false), onfocus: only(true), onblur: only(false),
  }, svg("circle", { cx: x, cy: y, r: 4.5 }), svg("title", null, sideName(side)),
  lines.map((line, number) => svg("text", { x: lx, y: ly + top + number * 12, "text-anchor": anchor }, line)));
}

// Breaks a long name between words into lines that fit beside the circle.
function labelLines(name, most) {
  const lines = [""];
  for (const word of name.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]} …`];
}
