// Places of events: which are marks of the map, and which are only counted beside it.

const POINTS = new Set(["exact", "near", "city", "district"]);
const COARSE_AT_ONCE = 13; // as many as stand beside the map

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
    if (!into.has(key)) into.set(key, { place, precision, quads: [0, 0, 0, 0, 0], total: 0, events: [] });
    into.get(key).quads[EVENTS.quad_class[event]] += 1;
    into.get(key).total += 1;
    into.get(key).events.push(event);
  }
  const byTotal = (groups) => [...groups.values()].sort((one, other) => other.total - one.total || one.place - other.place);
  return { marks: byTotal(marks), coarse: byTotal(coarse), unknown };
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
