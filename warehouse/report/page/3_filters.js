// The filters: what is asked for, kept in the address of the page, so that a link shows what its sender saw.

// Counted by default: what happened, coded with a confidence at which the views of the warehouse count too.
const DEFAULTS = {
  words: "", from: "", to: "", actor: "", country: "", type: "", sector: "", factuality: "actual", source: "", story: "",
  confidence: "30", sure: "", place: "", acts: "", zoom: "", event: "", sort: "", around: "", least: "1", borders: "yes",
};
// What the least confidence is asked of: by default, as in the views, of what and who as far as they are told.
const SURE = {
  "": (event) => [EVENTS.percent[event], EVENTS.percent_what[event] ?? 100, EVENTS.percent_who[event] ?? 100],
  whole: (event) => [EVENTS.percent[event]],
  all: (event) => ["what", "who", "when", "where"].map((field) => EVENTS[`percent_${field}`][event] ?? 0),
};
const asked = { ...DEFAULTS };
const listeners = [];
const onChange = (listener) => listeners.push(listener);

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(DEFAULTS)) asked[name] = given.get(name) ?? DEFAULTS[name];
}

function writeAddress() {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== DEFAULTS[name]) given.set(name, value);
  const address = `#${given}`;
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
}

function ask(changes) {
  Object.assign(asked, changes);
  writeAddress();
  changed();
}

// Which events fit; the timeline asks without the days, so that what is outside of the brush stays in sight.
function fitting({ withDays = true } = {}) {
  const from = withDays ? dayOf(asked.from) : null;
  const to = withDays ? dayOf(asked.to) : null;
  const text = asked.actor.trim().toLowerCase();
  const parties = text && matchingParties(text);
  const country = asked.country ? DATA.countries.findIndex(([name]) => name === asked.country) : null;
  const [typeName, modeName] = asked.type.split("/");
  const type = typeName ? CODES.event_type.indexOf(typeName) : null;
  const mode = modeName ? CODES.mode.indexOf(modeName) : null;
  const sector = asked.sector ? CODES.sector.indexOf(asked.sector) : null;
  const story = asked.story ? DATA.stories.findIndex(([title]) => title === asked.story) : null;
  const said = asked.words.trim() ? searchFor(asked.words) : null;
  const factuality = asked.factuality ? CODES.factuality.indexOf(asked.factuality) : null;
  const source = asked.source ? DATA.sources.findIndex(([name]) => name === asked.source) : null;
  const place = asked.place ? DATA.places.findIndex((row, at) => placeKey(at) === asked.place) : null;
  const acts = asked.acts ? asked.acts.split("~").map((side) => DATA.sides.findIndex(([, key]) => key === side)) : null;
  const least = Number(asked.confidence);
  const sure = SURE[Object.hasOwn(SURE, asked.sure) ? asked.sure : DEFAULTS.sure];
  const found = [];
  for (let event = 0; event < COUNT; event += 1) {
    if (Math.min(...sure(event)) < least) continue;
    if (factuality !== null && EVENTS.factuality[event] !== factuality) continue;
    if (type !== null && EVENTS.event_type[event] !== type) continue;
    if (mode !== null && EVENTS.mode[event] !== mode) continue;
    if (sector !== null && !EVENTS.sectors[event].includes(sector)) continue;
    if (story !== null && !documentsOf(event).some((document_) => storyOf(document_) === story)) continue;
    if (from !== null && !(lastDay(event) >= from)) continue;
    if (to !== null && !(firstDay(event) <= to)) continue;
    if (source !== null && !sourcesOf(event).includes(source)) continue;
    if (place !== null && EVENTS.place[event] !== place) continue;
    if (parties && !members(event).some(([party]) => parties.has(party))) continue;
    if (country !== null && !isOfCountry(event, country)) continue;
    if (acts && !pairsOf(event).some(([one, other]) => one === acts[0] && other === acts[1])) continue;
    if (said && !said(event)) continue;
    found.push(event);
  }
  return found;
}

const members = (event) => [...EVENTS.actors[event], ...EVENTS.recipients[event]];
const placeKey = (place) => `${DATA.places[place][0]}@${DATA.places[place][1]},${DATA.places[place][2]}`;
// An event without days lies in no interval of days; one that is open at an end has the day at its other end.
const firstDay = (event) => EVENTS.first_on[event] ?? EVENTS.last_on[event] ?? NaN;
const lastDay = (event) => EVENTS.last_on[event] ?? EVENTS.first_on[event] ?? NaN;

function matchingParties(text) {
  const exact = new Set();
  const partly = new Set();
  DATA.parties.forEach(([name, , side], party) => {
    const known = [name.toLowerCase(), DATA.sides[side][0].toLowerCase()];
    if (known.includes(text)) exact.add(party);
    if (known.some((one) => one.includes(text))) partly.add(party);
  });
  return exact.size ? exact : partly;
}

function isOfCountry(event, country) {
  if (members(event).some(([, own]) => own === country)) return true;
  const place = EVENTS.place[event];
  return place !== null && DATA.places[place][3] === country;
}

function fillFields() {
  const form = byId("filters");
  const offer = (name, pairs) => form.elements[name].append(...pairs.map(([value, text]) => el("option", { value }, text)));
  const used = [...new Set(EVENTS.actors.concat(EVENTS.recipients).flat().map(([, country]) => country))];
  const placed = DATA.places.map((row) => row[3]);
  const countries = [...new Set([...used, ...placed])].filter((country) => country !== null);
  offer("country", countries.map((country) => DATA.countries[country]).sort((one, other) => one[1].localeCompare(other[1], "en")));
  offer("type", kindsOfEvents());
  offer("sector", [...CODES.sector].sort().map((sector) => [sector, DATA.sector_names[sector] ? `${sector}: ${DATA.sector_names[sector]}` : sector]));
  offer("story", DATA.stories.map(([title, documents]) => [title, `${shortened(title, 70)} (${count(documents)})`]));
  offer("factuality", [...CODES.factuality].sort().map((kind) => [kind, kind]));
  offer("source", DATA.sources.map(([name]) => [name, name]));
  const counts = new Map();
  EVENTS.actors.concat(EVENTS.recipients).flat().forEach(([party]) => counts.set(party, (counts.get(party) || 0) + 1));
  const frequent = [...counts].filter(([party]) => isNamed(party)).sort((one, other) => other[1] - one[1]).slice(0, 400);
  byId("actor-names").append(...[...new Set(frequent.map(([party]) => DATA.parties[party][0]))].map((value) => el("option", { value })));
  form.addEventListener("submit", (event) => event.preventDefault());
  let waiting = null;
  form.addEventListener("input", ({ target }) => {
    if (!(target.name in DEFAULTS)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask({ [target.name]: target.value }), 120);
  });
  byId("clear").addEventListener("click", (event) => {
    event.preventDefault(); // it stands in the summary, which would fold
    ask({ ...DEFAULTS });
  });
  if (matchMedia("(max-width: 1000px)").matches) byId("filter-box").open = false;
  byId("more-filters").open = ["sector", "source", "story", "sure"].some((name) => asked[name] !== DEFAULTS[name]);
}

// Every type of the events of the page, and under it the modes in which they have it.
function kindsOfEvents() {
  const pairs = new Set(EVENTS.event_type.map((type, event) => (EVENTS.mode[event] === null ? null : `${CODES.event_type[type]}/${code("mode", event)}`)));
  pairs.delete(null);
  const modes = [...pairs].sort();
  return [...CODES.event_type].sort().flatMap((type) => [
    [type, type],
    ...modes.filter((pair) => pair.startsWith(`${type}/`)).map((pair) => [pair, `  ${pair.replace("/", " / ")}`]),
  ]);
}

function showFields(found) {
  const form = byId("filters");
  for (const field of form.elements) {
    if (field.name in DEFAULTS && document.activeElement !== field && field.value !== asked[field.name]) field.value = asked[field.name];
  }
  put(byId("confidence-said"), (Number(asked.confidence) / 100).toFixed(2));
  put(byId("filter-count"), `${count(found.length)} of ${count(COUNT)} events shown`);
  const chip = (text, changes) => el("button", { type: "button", onclick: () => ask(changes), "aria-label": `${text}, remove` }, `${text}  ×`);
  const side = (key) => (DATA.sides.find((row) => row[1] === key) || [key])[0];
  put(
    byId("chips"),
    asked.acts && chip(asked.acts.split("~").map(side).join(" → "), { acts: "" }),
    asked.place && chip(`at ${asked.place.split("@")[0]}`, { place: "" }),
    (asked.from || asked.to) && chip(`${asked.from || "the beginning"} to ${asked.to || "the end"}`, { from: "", to: "", zoom: "" }),
    asked.actor && chip(asked.actor, { actor: "" }),
    asked.words && chip(`“${asked.words}”`, { words: "" }),
    asked.story && chip(shortened(asked.story, 60), { story: "" }),
    asked.sector && chip(asked.sector, { sector: "" }),
  );
}
