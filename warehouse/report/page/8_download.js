// Files of what is shown. A cell that a spreadsheet would take for a formula gets an apostrophe, as `entente query` does.

const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMERAL = /^[+-]?\d+(?:\.\d+)?$/;
const HARMFUL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u{d800}-\u{dfff}]/gu;

function csvCell(value) {
  if (value === null || value === undefined) return "";
  const text = String(value).replace(/\r\n?/g, "\n").replace(HARMFUL, "\ufffd");
  const safe = typeof value === "string" && FORMULA.test(text) && !NUMERAL.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const CSV_COLUMNS = {
  event_id: (event) => EVENTS.event_id[event],
  event_type: (event) => code("event_type", event),
  mode: (event) => code("mode", event),
  quad_class: (event) => EVENTS.quad_class[event],
  score: (event) => EVENTS.score[event],
  factuality: (event) => code("factuality", event),
  certainty: (event) => code("certainty", event),
  actors: (event) => names(EVENTS.actors[event]),
  recipients: (event) => names(EVENTS.recipients[event]),
  occurred_first_on: (event) => iso(EVENTS.first_on[event]),
  occurred_last_on: (event) => iso(EVENTS.last_on[event]),
  occurred_basis: (event) => code("occurred_basis", event),
  place: placeName,
  latitude: (event) => (isPoint(event) ? DATA.places[EVENTS.place[event]][1] : null),
  longitude: (event) => (isPoint(event) ? DATA.places[EVENTS.place[event]][2] : null),
  place_precision: (event) => code("place_precision", event),
  place_basis: (event) => code("place_basis", event),
  deaths: (event) => (EVENTS.counts[event] || {}).deaths,
  injured: (event) => (EVENTS.counts[event] || {}).injured,
  arrested: (event) => (EVENTS.counts[event] || {}).arrested,
  size: (event) => (EVENTS.counts[event] || {}).size,
  reports: (event) => EVENTS.reports[event],
  independent_sources: (event) => EVENTS.independent_sources[event],
  asserted_by: (event) => code("asserted_by", event),
  confidence: (event) => EVENTS.percent[event] / 100,
  source: (event) => DATA.sources[sourceOf(REPORTS[event][0])][0],
  title: (event) => headlineOf(REPORTS[event][0]),
  sentence: (event) => sentenceOf(REPORTS[event][0]),
};

function isPoint(event) {
  return EVENTS.place[event] !== null && POINTS.has(code("place_precision", event));
}

// The types that these columns have in the view events_flat; what is not named is text.
const PARQUET_KINDS = {
  quad_class: "long", score: "number", occurred_first_on: "day", occurred_last_on: "day", latitude: "number", longitude: "number",
  deaths: "long", injured: "long", arrested: "long", size: "long", reports: "long", independent_sources: "long", confidence: "number",
};
const DAYS = { occurred_first_on: "first_on", occurred_last_on: "last_on" };

// As in the warehouse: nobody and nothing are null, words are as they stand, and no formula is defused.
function parquetValue(name, event) {
  if (Object.hasOwn(DAYS, name)) return EVENTS[DAYS[name]][event];
  const value = CSV_COLUMNS[name](event);
  return value === "" ? null : value;
}

function eventsAsParquet(events) {
  const kinds = Object.fromEntries(Object.keys(CSV_COLUMNS).map((name) => [name, PARQUET_KINDS[name] || "text"]));
  return parquetOf(kinds, parquetValue, events);
}

function eventsAsCsv(events) {
  const lines = events.map((event) => Object.values(CSV_COLUMNS).map((of) => csvCell(of(event))).join(","));
  return `${[Object.keys(CSV_COLUMNS).join(","), ...lines].join("\r\n")}\r\n`;
}

// The mark of the order of bytes at the beginning of a CSV lets a spreadsheet read UTF-8.
const downloadCsv = (name, text) => download(name, new Blob(["\ufeff", text], { type: "text/csv" }));
const downloadParquet = (name, bytes) => download(name, new Blob([bytes], { type: "application/vnd.apache.parquet" }));

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
