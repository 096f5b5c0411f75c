// What the page knows: columns of events, and what their numbers lead to.

const DATA = JSON.parse(byId("data").textContent);
const { events: EVENTS, reports: TOLD, codes: CODES, sample: SAMPLE } = DATA;
const COUNT = EVENTS.event_id.length;
const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const DAY = 86400000;

const code = (column, event) => (EVENTS[column][event] === null ? null : CODES[column][EVENTS[column][event]]);
const iso = (day) => (day === null ? "" : new Date(day * DAY).toISOString().slice(0, 10));
const dayOf = (text) => (/^\d{4,6}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) / DAY : null);
const between = (first, last) => {
  if (first === null && last === null) return "day unknown";
  if (first === last) return iso(first);
  return `${first === null ? "open" : iso(first)} to ${last === null ? "open" : iso(last)}`;
};
const countryName = (number) => (number === null ? null : DATA.countries[number][1]);
const sourceOf = (report) => DATA.documents[TOLD.document[report]][1];
// Who has no name is shown in the words of the text.
const partyName = ([party, , words]) => words || DATA.parties[party][0];
const names = (members) => members.map(partyName).join("; ");
const typeOf = (event) => code("event_type", event) + (code("mode", event) ? ` / ${code("mode", event)}` : "");

// Who stands for nobody in particular is counted nowhere among the actors.
const isNamed = (party) => DATA.parties[party][3] !== "";
// A side is political or civil by the view entity_sides: no victim, count, player or account is one.
const isSide = (party) => DATA.parties[party][4] > 0;
const isPolitical = (party) => DATA.parties[party][4] === 2;

// The sides of an event, each once. Without a recipient its actors act upon each other, as at a meeting.
function pairsOf(event) {
  const sides = (members) => [...new Set(members.filter(([party]) => isSide(party)).map(([party]) => DATA.parties[party][2]))];
  const actors = sides(EVENTS.actors[event]);
  const recipients = EVENTS.recipients[event].length ? sides(EVENTS.recipients[event]) : actors;
  const pairs = [];
  for (const one of actors) for (const other of recipients) if (one !== other) pairs.push([one, other]);
  return pairs;
}

// The reports of each event: first the one that stands for it, then the others from the earliest on.
const REPORTS = Array.from({ length: COUNT }, () => []);
TOLD.event.forEach((event, report) => REPORTS[event].push(report));
const documentsOf = (event) => [...new Set(REPORTS[event].map((report) => TOLD.document[report]))];
const sourcesOf = (event) => [...new Set(REPORTS[event].map(sourceOf))];
const storyOf = (document_) => DATA.documents[document_][7];
const placeName = (event) => (EVENTS.place[event] === null ? "" : DATA.places[EVENTS.place[event]][0]);
const reported = (column, report) => (TOLD[column][report] === null ? null : TOLD.codes[column][TOLD[column][report]]);

// The events by which others are denied.
const DENIALS = new Map();
EVENTS.denied.forEach((denied, event) => {
  if (denied !== null) DENIALS.set(denied, [...(DENIALS.get(denied) || []), event]);
});

// The evidence is half of the page, so it is parsed when the first event is opened.
let evidenceRead = null;
function evidence() {
  evidenceRead = evidenceRead || JSON.parse(byId("evidence").textContent);
  return evidenceRead;
}
