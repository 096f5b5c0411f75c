// The events that the filters leave: sorted, a page at a time, each with its words, and all of them as a file.

const DASH = "–";
const dayFor = (event) => EVENTS.first_on[event] ?? EVENTS.last_on[event] ?? -1e9;
// What each column sorts by; the days and the numbers begin with the latest and the largest.
const SORTS = {
  day: [dayFor, true],
  actor: [(event) => names(EVENTS.actors[event]), false],
  event: [typeOf, false],
  recipient: [(event) => names(EVENTS.recipients[event]), false],
  place: [placeName, false],
  sources: [(event) => EVENTS.independent_sources[event] + REPORTS[event].length / 1000, true],
  confidence: [(event) => EVENTS.percent[event], true],
};

let listed = [];
let pageShown = 0;

// The column by which the events are sorted, and whether from its other end.
function sorting() {
  const [name, way] = asked.sort.split("-");
  return Object.hasOwn(SORTS, name) ? [name, way === "other"] : ["day", false];
}

function sorted(found) {
  const [name, isOther] = sorting();
  const [of, isDown] = SORTS[name];
  const keys = new Map(found.map((event) => [event, of(event)]));
  const sign = isDown === isOther ? 1 : -1;
  const order = (one, other) => (typeof one === "string" ? (one === "") - (other === "") || sign * one.localeCompare(other, "en") : sign * (one - other));
  return [...found].sort((one, other) => order(keys.get(one), keys.get(other)) || EVENTS.percent[other] - EVENTS.percent[one] || one - other);
}

function drawEvents(found) {
  listed = sorted(found);
  pageShown = 0;
  put(byId("events-download"), listed.length > 0 && [
    el("button", { type: "button", id: "download", onclick: () => downloadCsv("entente-events.csv", eventsAsCsv(listed)) }, `Download ${many(listed.length, "event")} (CSV)`),
    el("button", { type: "button", id: "download-parquet", onclick: () => downloadParquet("entente-events.parquet", eventsAsParquet(listed)) }, "as Parquet"),
    el("span", { class: "note" }, "What the filters leave, in this order; the columns have the names of the view events_flat, in Parquet its types too."),
  ]);
  drawPage();
}

function drawNote(found) {
  const away = [];
  const setAside = (name, text) => {
    if (asked[name] === "" || asked[name] === "0") return;
    const before = asked[name];
    asked[name] = name === "confidence" ? "0" : "";
    const more = fitting().length - found.length;
    asked[name] = before;
    if (more) away.push(`${count(more)} ${text}`);
  };
  setAside("factuality", asked.factuality === "actual" ? "that did not or may not have happened" : `that are not ${asked.factuality}`);
  setAside("confidence", `below a confidence of ${(asked.confidence / 100).toFixed(2)}`);
  const sampled = SAMPLE.events < SAMPLE.all_events ? ` The page holds a sample of ${count(SAMPLE.events)} of ${count(SAMPLE.all_events)} events, drawn by key; every count is of the sample.` : "";
  put(byId("events-note"), `Choose one to see the words on which it rests. ${away.length ? `Set aside by the filters: ${away.join(", ")}.` : ""}`, sampled,
    SAMPLE.with_evidence < SAMPLE.events ? ` The page carries the documents of ${count(SAMPLE.with_evidence)} of its ${count(SAMPLE.events)} events: those of the rifts, then some of every source and month.` : "");
}

function drawPage() {
  const pages = Math.max(1, Math.ceil(listed.length / PER_PAGE));
  put(byId("events-buttons"));
  if (!listed.length) {
    put(byId("events"), empty("No event fits the filters. Reset them, or ask for a lower confidence."));
    return;
  }
  const shown = listed.slice(pageShown * PER_PAGE, (pageShown + 1) * PER_PAGE);
  put(byId("events"), el("table", { class: "stacked" },
    el("thead", null, el("tr", null, ["day", "actor", "event", "recipient", "in words", "place", "sources", "confidence"].map(columnTitle))),
    el("tbody", null, shown.map(eventRow))));
  const go = (text, page, isOff) => el("button", { type: "button", disabled: isOff, onclick: () => { pageShown = page; drawPage(); } }, text);
  put(byId("events-buttons"), go("Back", pageShown - 1, pageShown === 0), go("On", pageShown + 1, pageShown >= pages - 1),
    el("span", { class: "note" }, `${count(pageShown * PER_PAGE + 1)} to ${count(pageShown * PER_PAGE + shown.length)} of ${count(listed.length)}`));
}

function columnTitle(name) {
  const look = { scope: "col", class: name === "confidence" || name === "sources" ? "number" : "" };
  if (!Object.hasOwn(SORTS, name)) return el("th", look, name);
  const [by, isOther] = sorting();
  const isUp = SORTS[name][1] === isOther;
  const turn = by === name && !isOther ? `${name}-other` : name;
  return el("th", { ...look, "aria-sort": by === name ? (isUp ? "ascending" : "descending") : null },
    el("button", { type: "button", class: "sort", onclick: () => ask({ sort: turn === "day" ? "" : turn }) }, name, by === name ? (isUp ? " ▲" : " ▼") : ""));
}

function eventRow(event) {
  const sources = sourcesOf(event);
  const words = wordsOfEvent(event);
  const cells = [
    ["day", between(EVENTS.first_on[event], EVENTS.last_on[event]), "day"],
    ["actor", names(EVENTS.actors[event]) || DASH, "wrap"],
    ["event", el("span", { class: "coded" }, quadMark(EVENTS.quad_class[event]), el("button", { type: "button", class: "link", onclick: (click) => { click.stopPropagation(); openReader(event); } }, typeOf(event)), code("factuality", event) === "actual" ? "" : ` (${code("factuality", event)})`), "wrap"],
    ["recipient", names(EVENTS.recipients[event]) || DASH, "wrap"],
    ["in words", [el("span", { class: "row-words" }, shortened(words, 240) || DASH), el("small", null, DATA.sources[sources[0]][0], sources.length > 1 ? ` and ${count(sources.length - 1)} more` : "")], "wrap wordy"],
    ["place", placeName(event) || DASH, "wrap"],
    ["sources", count(EVENTS.independent_sources[event]), "number"],
    ["confidence", (EVENTS.percent[event] / 100).toFixed(2), "number"],
  ];
  return el("tr", { class: "event-row", onclick: () => openReader(event) }, cells.map(([name, value, look]) => el("td", { "data-name": name, class: look }, el("span", null, value))));
}
