// The timeline: a lane per quad class, a bar per span of days, a brush over all lanes.

const LANES = [2, 1, 3, 4];
const LANE = 54;
const TAIL = 0.01; // share of the events at either end that the axis leaves out, so that one of 1815 does not press the others
const FEWEST_FOR_TAILS = 100;
const NARROWEST_SPAN = 14; // days, when zoomed
let daysShown = null; // the span that the reader zoomed to, or null
let axis = null; // what is drawn
const STEPS = [
  ["day", (day) => day, (day) => day + 1],
  ["week", (day) => day - ((((day + 3) % 7) + 7) % 7), (day) => day + 7],
  ["month", (day) => monthStart(day, 1), (day) => monthStart(day, 1, 1)],
  ["quarter", (day) => monthStart(day, 3), (day) => monthStart(day, 3, 3)],
  ["year", (day) => monthStart(day, 12), (day) => monthStart(day, 12, 12)],
  ["decade", (day) => monthStart(day, 120), (day) => monthStart(day, 120, 120)],
];

// The first day of the group of months that holds a day, or of the group after it. Years before 100 stay as they are.
function monthStart(day, months, ahead = 0) {
  const at = new Date(day * DAY);
  const number = at.getUTCFullYear() * 12 + at.getUTCMonth();
  const start = new Date(0);
  start.setUTCFullYear(0, number - (((number % months) + months) % months) + ahead, 1);
  return start.getTime() / DAY;
}

// The finest unit of days that gives no more bars than fit.
function binning(first, last, most) {
  for (const [name, start, next] of STEPS) {
    const edges = [start(first)];
    while (edges[edges.length - 1] <= last && edges.length <= most + 1) edges.push(next(edges[edges.length - 1]));
    if (edges[edges.length - 1] > last || name === "decade") return { name, edges };
  }
  return null;
}

function drawTimeline() {
  const found = fitting({ withDays: false });
  const dated = found.filter((event) => !Number.isNaN(firstDay(event)));
  const box = byId("timeline");
  put(byId("timeline-buttons"));
  if (!dated.length) {
    put(byId("timeline-note"), "");
    put(box, empty(found.length ? "None of these events has a known day." : "No event fits the filters."));
    return;
  }
  const from = dayOf(asked.from);
  const to = dayOf(asked.to);
  const isZoomed = asked.zoom && (from !== null || to !== null);
  const days = dated.map(firstDay).sort((one, other) => one - other);
  const usual = usualDays(days);
  const [first, last] = daysShown || [isZoomed && from !== null ? from : usual[0], isZoomed && to !== null ? to : usual[1]];
  const width = Math.max(280, box.clientWidth);
  const bins = binning(first, last, Math.floor(width / (width < 600 ? 5 : 7)));
  const counts = binCounts(dated, bins.edges);
  axis = { first: bins.edges[0], last: bins.edges[bins.edges.length - 1] - 1, days };
  const undated = found.length - dated.length;
  put(
    byId("timeline-note"),
    `Events per ${bins.name}, by the first day on which they may have happened. Pale: they may have been later than their ${bins.name}.`,
    undated ? ` ${many(undated, "event")} without a known day ${undated === 1 ? "is" : "are"} not drawn.` : "",
    " Drag to choose days; with the keyboard use the arrows, with Shift to widen, Escape to let go. Zoom with the wheel (Ctrl, or after a click) or two fingers.",
  );
  const [earlier, later] = [counts.earlier, counts.later].map((numbers) => numbers.reduce((sum, number) => sum + number, 0));
  put(box, isZoomed ? timelineDrawing(bins, counts, width, null, null) : timelineDrawing(bins, counts, width, from, to));
  const all = () => showDays([days[0], days[days.length - 1]]);
  put(
    byId("timeline-buttons"),
    earlier > 0 && el("button", { type: "button", onclick: all }, `◂ ${count(earlier)} earlier, from ${iso(days[0])}`),
    later > 0 && el("button", { type: "button", onclick: all }, `${count(later)} later, to ${iso(days[days.length - 1])} ▸`),
    daysShown && el("button", { type: "button", onclick: () => showDays(null) }, "Back to the usual axis"),
    (from !== null || to !== null) && !isZoomed && el("button", { type: "button", onclick: () => ask({ zoom: "1" }) }, "Zoom in to these days"),
    isZoomed && el("button", { type: "button", onclick: () => ask({ zoom: "" }) }, "Show all days"),
    (from !== null || to !== null) && el("button", { type: "button", onclick: () => ask({ from: "", to: "", zoom: "" }) }, "Let go of the days"),
  );
}

// From the 1st to the 99th percentile of the days; of few events all of them.
function usualDays(days) {
  const cut = days.length < FEWEST_FOR_TAILS ? 0 : Math.floor(days.length * TAIL);
  return [days[cut], days[days.length - 1 - cut]];
}

function showDays(span) {
  daysShown = span;
  drawTimeline();
  byId("timeline").querySelector("svg")?.focus({ preventScroll: true });
}

function zoomTimeline(factor, clientX) {
  if (!axis) return;
  const box = byId("timeline").getBoundingClientRect();
  const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
  const whole = [axis.days[0], axis.days[axis.days.length - 1]];
  const long = Math.max(NARROWEST_SPAN, (axis.last - axis.first) / factor);
  const middle = axis.first + share * (axis.last - axis.first);
  const span = [Math.max(whole[0], Math.round(middle - share * long)), Math.min(whole[1], Math.round(middle + (1 - share) * long))];
  if (span[1] > span[0]) showDays(span);
}

function binCounts(dated, edges) {
  const earlier = LANES.map(() => 0);
  const later = LANES.map(() => 0);
  const sure = LANES.map(() => new Float64Array(edges.length - 1));
  const vague = LANES.map(() => new Float64Array(edges.length - 1));
  for (const event of dated) {
    const day = firstDay(event);
    const bin = binOf(edges, day);
    const lane = LANES.indexOf(EVENTS.quad_class[event]);
    if (bin < 0) {
      (day < edges[0] ? earlier : later)[lane] += 1;
      continue;
    }
    (lastDay(event) < edges[bin + 1] ? sure : vague)[lane][bin] += 1;
  }
  return { sure, vague, earlier, later };
}

function binOf(edges, day) {
  if (day < edges[0] || day >= edges[edges.length - 1]) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle;
  }
  return low;
}

function timelineDrawing({ name, edges }, { sure, vague, earlier, later }, width, from, to) {
  const bars = edges.length - 1;
  const height = LANES.length * LANE + 22;
  const x = (edge) => (edge * width) / bars;
  const most = Math.max(1, ...LANES.flatMap((_, lane) => Array.from(sure[lane], (number, bin) => number + vague[lane][bin])));
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, tabindex: 0, role: "group", "aria-label": `Timeline of events per ${name} from ${iso(edges[0])} to ${iso(edges[bars] - 1)}` });
  LANES.forEach((quad, lane) => {
    const floor = (lane + 1) * LANE - 2;
    const total = sure[lane].reduce((sum, number, bin) => sum + number + vague[lane][bin], earlier[lane] + later[lane]);
    for (let bin = 0; bin < bars; bin += 1) {
      const parts = [[sure[lane][bin], ""], [vague[lane][bin], " vague"]];
      let base = floor;
      for (const [number, look] of parts) {
        if (!number) continue;
        const tall = Math.max(1.5, (number * (LANE - 20)) / most);
        base -= tall;
        drawing.append(svg("rect", { x: x(bin) + 0.5, y: base, width: Math.max(1, width / bars - 1), height: tall, class: `q${quad}${look}` }, svg("title", null, `${binName(name, edges[bin])}: ${count(number)} ${QUADS[quad]}${look ? ", day uncertain" : ""}`)));
      }
    }
    const end = (number, points, which) => number > 0 && drawing.append(svg("path", { d: points, class: `q${quad}` }, svg("title", null, `${count(number)} ${QUADS[quad]} ${which}`)));
    end(earlier[lane], `M7,${floor - 11}L1,${floor - 7}L7,${floor - 3}Z`, "earlier than the axis");
    end(later[lane], `M${width - 7},${floor - 11}L${width - 1},${floor - 7}L${width - 7},${floor - 3}Z`, "later than the axis");
    drawing.append(
      svg("line", { x1: 0, x2: width, y1: floor + 0.5, y2: floor + 0.5, class: "axis" }),
      svg("text", { x: 2, y: floor - LANE + 16 }, `${QUADS[quad]}: ${count(total)}`),
    );
    if (lane === 0) drawing.append(svg("text", { x: width - 2, y: 12, "text-anchor": "end", class: "soft" }, `tallest bar ${count(most)}`));
  });
  for (const bin of ticks(bars, width)) {
    drawing.append(svg("text", { x: x(bin) + 1, y: height - 6, class: "soft" }, binName(name, edges[bin])));
    drawing.append(svg("line", { x1: x(bin) + 0.5, x2: x(bin) + 0.5, y1: LANES.length * LANE - 2, y2: LANES.length * LANE + 4, class: "axis" }));
  }
  const chosen = from === null && to === null ? null : [edgeOf(edges, from, 0), edgeOf(edges, to === null ? null : to + 1, bars)];
  drawing.append(...brushMarks(chosen, x, width));
  brushing(drawing, edges, chosen, width);
  return drawing;
}

function edgeOf(edges, day, otherwise) {
  if (day === null) return otherwise;
  if (day <= edges[0]) return 0;
  if (day >= edges[edges.length - 1]) return edges.length - 1;
  const bin = binOf(edges, day);
  return bin + (day - edges[bin]) / (edges[bin + 1] - edges[bin]);
}

function brushMarks(chosen, x, width) {
  if (!chosen) return [];
  const [left, right] = chosen.map(x);
  const tall = LANES.length * LANE;
  return [
    svg("rect", { x: 0, y: 0, width: Math.max(0, left), height: tall, class: "veil" }),
    svg("rect", { x: right, y: 0, width: Math.max(0, width - right), height: tall, class: "veil" }),
    svg("rect", { x: left + 1, y: 1, width: Math.max(2, right - left - 2), height: tall - 3, class: "brush" }),
  ];
}

function binName(unit, day) {
  const text = iso(day);
  if (unit === "year") return text.slice(0, 4);
  if (unit === "decade") return `${text.slice(0, 4)}s`;
  if (unit === "quarter") return `${text.slice(0, 4)} Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`;
  return unit === "month" ? text.slice(0, 7) : text;
}

function ticks(bars, width) {
  const step = Math.max(1, Math.ceil(bars / Math.max(1, Math.floor(width / 84))));
  return Array.from({ length: bars }, (_, bin) => bin).filter((bin) => bin % step === 0 && (bin * width) / bars < width - 66);
}

function brushing(drawing, edges, chosen, width) {
  const bars = edges.length - 1;
  const choose = (left, right) => ask({ from: iso(edges[left]), to: iso(edges[right] - 1) });
  const binAt = (event) => {
    const box = drawing.getBoundingClientRect();
    return Math.max(0, Math.min(bars - 1, Math.floor(((event.clientX - box.left) / box.width) * bars)));
  };
  drawing.addEventListener("pointerdown", (down) => {
    if (!down.isPrimary) return;
    const start = binAt(down);
    const marks = svg("g");
    drawing.querySelectorAll(".veil, .brush").forEach((mark) => mark.remove());
    drawing.append(marks);
    drawing.setPointerCapture(down.pointerId);
    const draw = (event) => {
      const at = binAt(event);
      marks.replaceChildren(...brushMarks([Math.min(start, at), Math.max(start, at) + 1], (edge) => (edge * width) / bars, width));
    };
    draw(down);
    drawing.addEventListener("pointermove", draw);
    drawing.addEventListener("pointerup", (up) => choose(Math.min(start, binAt(up)), Math.max(start, binAt(up)) + 1), { once: true });
  });
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Escape") ask({ from: "", to: "", zoom: "" });
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    let [left, right] = chosen ? [Math.floor(chosen[0]), Math.ceil(chosen[1])] : step > 0 ? [-1, 0] : [bars, bars + 1];
    if (!event.shiftKey || !chosen) left += step;
    right += step;
    left = Math.max(0, Math.min(left, bars - 1));
    choose(left, Math.max(left + 1, Math.min(right, bars)));
    byId("timeline").querySelector("svg").focus();
  });
}
