// What the reader says of an event: each value with the words and the reasoning that gave it, and what each report says.

const MOST_BESIDE = 12;
const ASSERTED = {
  document: "the document, in its own voice",
  actor: "a party to the event: who did it, or who speaks for them",
  recipient: "a party to the event: to whom it was done, or who speaks for them",
  source: "another source, by name",
  unnamed: "a source without a name",
};
const HAPPENED = {
  actual: "It happened, as the text tells it.",
  habitual: "It happens again and again; no single time is meant.",
  planned: "Somebody means to do it.",
  predicted: "Somebody expects it.",
  demanded: "Somebody wants it done.",
  threatened: "Somebody threatens with it.",
  hypothetical: "It is supposed, and not said to have happened.",
  denied: "It is said not to have happened.",
};
const PLACED = {
  stated: "named in the clause that tells it",
  coreference: "named by another report of the same event",
  sentence: "named elsewhere in its sentence",
  passage: "named in a sentence beside it",
  dateline: "the dateline of the document",
  focus: "the place that the document is about",
  parties: "only the government or the people of it are named",
};
const PRECISE = {
  exact: "exactly", near: "to the neighbourhood of a town", city: "to the town", district: "to the district",
  province: "to the province, so no point on the map", country: "to the country alone, so no point on the map",
  region: "to a region of countries, so no point on the map",
};

const quoted = (words) => words.map((one) => `“${one}”`).join(", ");
const publishedOf = (report) => {
  const [, , first, last] = DATA.documents[TOLD.document[report]];
  return between(first, last);
};

// How the days of a report are known, in a sentence.
function datedBy(report) {
  const [words, found] = [wordsOf(report, "time"), evidenceOf(report)];
  const [anchor, reason, isElsewhere] = (found && found.own.time) || [null, null, false];
  const from = { publication: `, counted from publication (${publishedOf(report)})`, previous_time: ", counted from a time named before" }[anchor] || "";
  const time = words.length ? `dated by ${quoted(words)}${isElsewhere ? " in another sentence" : ""}${from}${reason ? `: ${reason}` : ""}` : null;
  return {
    stated: time || "dated by a time in its sentence",
    narrative: time || "dated by a time in another sentence",
    coreference: "dated by another report of the same event",
    tense: `no time is told; the tense leaves one end open, and the text was published ${publishedOf(report)}`,
    publication: `no time is told; it is the news of the day of publication (${publishedOf(report)}) or of the eve`,
    unknown: "nothing tells when",
  }[reported("occurred_basis", report)];
}

// Among the reports of an event the one that tells its days as the event has them: it explains them.
function datingReport(event, report) {
  const dates = (one) => TOLD.first_on[one] === EVENTS.first_on[event] && TOLD.last_on[one] === EVENTS.last_on[event] && reported("occurred_basis", one) === code("occurred_basis", event);
  return [report, ...REPORTS[event]].find(dates) ?? null;
}

function datedEvent(event, report) {
  const dating = datingReport(event, report);
  if (dating === null) return "as several reports of it together allow";
  const sentence = datedBy(dating);
  return dating === report ? sentence : `${sentence}, as ${DATA.sources[sourceOf(dating)][0]} tells it`;
}

function placedBy(event, report) {
  const basis = code("place_basis", event);
  if (!PLACED[basis]) return null;
  const words = wordsOf(report, "place");
  return `${words.length ? `${quoted(words)}, ` : ""}${PLACED[basis]}; known ${PRECISE[code("place_precision", event)] || code("place_precision", event)}`;
}

const partyInWords = (pair) => {
  const [name, country] = [partyName(pair), countryName(pair[1])];
  return country && country !== name ? `${name} (${country})` : name;
};
const inWords = (words) => (words.length ? `in the words ${quoted(words)}` : null);
const surely = (percent) => (percent === null ? "not told" : `${percent} of 100`);

// Name, value and why, as the rows of the reader: first what was coded from the sentence, then what is known besides.
function codedRows(event, report) {
  const [definition, , modes] = DATA.types[code("event_type", event)] || ["", 0, {}];
  const mode = code("mode", event);
  const cues = EVENTS.cues[event] || [];
  const trigger = wordsOf(report, "trigger");
  return [
    ["who", EVENTS.actors[event].map(partyInWords).join("; ") || "not told", inWords(wordsOf(report, "actor"))],
    ["did", typeOf(event), [trigger.length ? `By ${quoted(trigger)}: ` : "", definition, mode && modes[mode] ? ` ${mode}: ${modes[mode]}` : ""]],
    ["to whom", EVENTS.recipients[event].map(partyInWords).join("; "), inWords(wordsOf(report, "recipient"))],
    ["when", between(EVENTS.first_on[event], EVENTS.last_on[event]), datedEvent(event, report)],
    ["where", placeName(event) || "unknown", [placedBy(event, report) || "nothing tells where", EVENTS.place[event] !== null && DATA.places[EVENTS.place[event]][4] ? `. ${DATA.places[EVENTS.place[event]][4]}` : ""]],
    ["happened", [code("factuality", event), code("certainty", event) ? `, ${code("certainty", event)}` : ""], [HAPPENED[code("factuality", event)], cues.length ? ` So say the words ${quoted(cues)}.` : ""]],
    ...Object.entries(EVENTS.counts[event] || {}).map(([name, number]) => [name, count(number), inWords(wordsOf(report, "number"))]),
  ];
}

function knownRows(event, report, own) {
  const isStanding = report === REPORTS[event][0];
  const said = own && own.said;
  const sure = ["what", "who", "when", "where"].map((field) => `${field} ${surely(EVENTS[`percent_${field}`][event])}`).join(", ");
  return [
    ["says so", ASSERTED[reported("asserted_by", report)] || reported("asserted_by", report), said && `${said[0] || "the speaker marked in the text"} ${said[1]}${said[2] ? ", in a weakened form" : ""}; the statement is underlined with dots`],
    ["class", QUADS[EVENTS.quad_class[event]], `score ${EVENTS.score[event]}, from -10 conflict to 10 cooperation`],
    ["how sure", surely(EVENTS.percent[event]), `Of the whole; of ${sure}. Of so many such codings that many are expected to be right.`],
    isStanding && ["coded by", el("code", null, code("rule", event)), "The entry of the ontology, or the part of the model, that found the marked trigger."],
    ["key", el("code", null, EVENTS.event_id[event]), "entente explain with this key shows it on a terminal"],
  ].filter(Boolean);
}

const rowsOf = (rows) => rows.filter(([, value]) => value).map(([name, value, why]) => [el("dt", null, name), el("dd", null, value, why && el("small", null, why))]);

function facts(event, report, own) {
  return [el("dl", { class: "coding" }, rowsOf(codedRows(event, report))), el("dl", null, rowsOf(knownRows(event, report, own)))];
}

// The reports in rows, what each says in columns; what differs from the event stands out.
function reportsBeside(event, report, all) {
  const other = (value, own) => (value === own ? value || DASH : el("strong", null, value || DASH));
  const row = (one) => {
    const [words, counted] = [(part) => wordsOf(one, part).join("; ") || DASH, TOLD.counts[one] || {}];
    const numbers = Object.entries(counted).map(([name, number]) => `${count(number)} ${name}`).join(", ");
    return el("tr", { "aria-current": one === report ? "true" : null },
      el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: () => openReader(event, one) }, DATA.sources[sourceOf(one)][0]), el("small", null, publishedOf(one), TOLD.percent[one] === null ? "" : `, ${surely(TOLD.percent[one])}`)),
      el("td", null, words("actor"), " → ", words("recipient")),
      el("td", null, other([reported("event_type", one), reported("mode", one)].filter(Boolean).join(" / "), typeOf(event)), el("small", null, words("trigger"))),
      el("td", null, other(between(TOLD.first_on[one], TOLD.last_on[one]), between(EVENTS.first_on[event], EVENTS.last_on[event])), el("small", null, datedBy(one))),
      el("td", null, other(reported("factuality", one), code("factuality", event)), el("small", null, ASSERTED[reported("asserted_by", one)])),
      el("td", null, numbers || DASH),
      el("td", { class: "wordy" }, shortened(sentenceOf(one) || headlineOf(one) || DASH, 200)));
  };
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "What each report says" }, el("table", { class: "beside" },
    el("thead", null, el("tr", null, ["report", "who → to whom", "did", "when", "happened", "people", "in words"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", null, all.map(row))));
}

function reportsOf(event, report) {
  const eventLine = (other) => el("li", null, el("button", { type: "button", class: "link", onclick: () => openReader(other) },
    `${DATA.sources[sourceOf(REPORTS[other][0])][0]}: ${names(EVENTS.actors[other]) || "somebody"}, ${typeOf(other)}`), `, ${between(EVENTS.first_on[other], EVENTS.last_on[other])}, confidence ${(EVENTS.percent[other] / 100).toFixed(2)}`);
  const all = REPORTS[event];
  const more = EVENTS.reports[event] - Math.min(all.length, MOST_BESIDE);
  const denials = DENIALS.get(event) || [];
  const denied = EVENTS.denied[event];
  return [
    el("h3", null, all.length > 1 ? "What each report says" : "The only report"),
    el("p", { class: "note" }, `${many(EVENTS.reports[event], "report")} in all; ${many(EVENTS.independent_sources[event], "source")} told it otherwise than as the word of a party.${EVENTS.has_rival_claims[event] ? " Somebody asserts it and somebody else denies it." : ""}`),
    all.length > 1 && reportsBeside(event, report, all.slice(0, MOST_BESIDE)),
    more > 0 && el("p", { class: "note" }, `and ${count(more)} more`),
    denials.length > 0 && [el("h3", null, "Denied by"), el("ol", { class: "reports" }, denials.slice(0, 12).map(eventLine))],
    denied !== null && [el("h3", null, "Denies"), el("ol", { class: "reports" }, eventLine(denied))],
  ];
}
