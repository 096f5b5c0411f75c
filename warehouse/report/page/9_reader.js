// The evidence reader: one event, a document that reports it with its words marked, and why it was coded so.

const ASSERTED = {
  document: "the document, in its own voice",
  actor: "a party to the event: who did it, or who speaks for them",
  recipient: "a party to the event: to whom it was done, or who speaks for them",
  source: "another source, by name",
  unnamed: "a source without a name",
};
const PART_NAMES = { time: "date", statement: "" };
let opened = null;
let openedReport = null;

// Opens an event on one of its reports, or on the one that stands for it.
function openReader(event, report = null) {
  openedReport = report;
  ask({ event: EVENTS.event_id[event] });
  showReader();
}

// Shows the event that the address names, or closes the reader when it names none.
function showReader() {
  const dialog = byId("reader");
  const event = asked.event ? EVENTS.event_id.findIndex((key) => key.startsWith(asked.event)) : -1;
  if (event < 0) {
    if (dialog.open) dialog.close();
    return;
  }
  opened = event;
  const report = REPORTS[event].includes(openedReport) ? openedReport : REPORTS[event][0];
  const document_ = evidence().documents[TOLD.document[report]];
  const told = document_ && document_.reports[report];
  put(byId("reader-title"), quadMark(EVENTS.quad_class[event]), `${names(EVENTS.actors[event]) || "somebody"} · ${typeOf(event)}${EVENTS.recipients[event].length ? ` · ${names(EVENTS.recipients[event])}` : ""}`);
  put(byId("reader-text"), told ? markedDocument(report, document_, told) : withoutText(event, report));
  put(byId("reader-facts"), facts(event, report, told), otherReports(event, report));
  const place = listed.indexOf(event);
  byId("reader-previous").disabled = place <= 0;
  byId("reader-next").disabled = place < 0 || place >= listed.length - 1;
  if (!dialog.open) {
    dialog.showModal();
    byId("reader-text").focus();
  }
  byId("reader-text").scrollTop = 0;
  const sentence = byId("reader-text").querySelector(".sentence");
  if (sentence) sentence.scrollIntoView({ block: "center" });
}

function sourceLine(report) {
  const [title, source, first, last, basis, copies, independent] = DATA.documents[TOLD.document[report]];
  const published = first === null && last === null ? "day of publication unknown" : `published ${between(first, last)} (known by ${basis})`;
  return [DATA.sources[source][0], published, title ? `“${title}”` : "untitled",
    copies > 1 ? `one of ${count(copies)} documents that tell the same story, ${many(independent, "source")} of which did not copy` : null].filter(Boolean).join(" · ");
}

function withoutText(event, report) {
  return [el("p", { class: "source-line" }, sourceLine(report)),
    el("p", { class: "source-line" }, "This document is not among those that the page carries: to stay small it holds a sample. The warehouse has it; ask for it with"),
    el("p", { class: "source-line" }, el("code", null, `entente explain ${EVENTS.event_id[event]}`))];
}

function markedDocument(report, document_, told) {
  // Offsets count code points, as the warehouse does; a string of JavaScript counts units of two bytes.
  const signs = Array.from(document_.text);
  const parts = evidence().parts;
  const spans = told.spans.map(([part, start, end]) => ({ name: parts[part], start, end }));
  const edges = [...new Set([0, signs.length, ...told.at, ...spans.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const pieces = [];
  const sentence = el("span", { class: "sentence" });
  for (let at = 0; at + 1 < edges.length; at += 1) {
    const [start, end] = [edges[at], edges[at + 1]];
    const piece = markedPiece(signs.slice(start, end).join(""), end, spans.filter((span) => span.start <= start && span.end >= end));
    if (start === told.at[0]) pieces.push(sentence);
    if (told.at[0] <= start && end <= told.at[1]) sentence.append(piece);
    else pieces.push(piece);
  }
  const where = /^https?:\/\//.test(document_.url || "")
    ? el("a", { href: document_.url, rel: "noopener noreferrer", target: "_blank" }, document_.url)
    : document_.url || document_.path;
  return [el("p", { class: "source-line" }, sourceLine(report), el("br"), where), pieces];
}

function markedPiece(text, end, covering) {
  const marks = covering.filter(({ name }) => name !== "statement");
  const isSaid = covering.length > marks.length;
  let node = document.createTextNode(plain(text));
  if (marks.length) {
    const shortest = Math.min(...marks.map((span) => span.end - span.start));
    const inner = marks.filter((span) => span.end - span.start === shortest);
    const label = inner[0].end === end ? [...new Set(inner.map(({ name }) => PART_NAMES[name] || name))].join(", ") : null;
    node = el("mark", { "data-part": inner[0].name, "data-label": label }, node);
  }
  return isSaid ? el("span", { class: "said" }, node) : node;
}

function facts(event, report, told) {
  const [definition, , modes] = DATA.types[code("event_type", event)] || ["", 0, {}];
  const mode = code("mode", event);
  const rows = [];
  const row = (name, value, small) => value && rows.push(el("dt", null, name), el("dd", null, value, small && el("small", null, small)));
  const meaning = (column) => (DATA.meanings[column] || "").replace(/`/g, "");
  const party = (pair) => {
    const [name, country] = [partyName(pair), countryName(pair[1])];
    return country && country !== name ? `${name} (${country})` : name;
  };
  row("event", typeOf(event), [definition, mode && modes[mode] ? ` ${mode}: ${modes[mode]}` : ""]);
  row("class", QUADS[EVENTS.quad_class[event]], `score ${EVENTS.score[event]}, from -10 conflict to 10 cooperation`);
  row("actor", EVENTS.actors[event].map(party).join("; ") || "not told");
  row("recipient", EVENTS.recipients[event].map(party).join("; "));
  row("when", between(EVENTS.first_on[event], EVENTS.last_on[event]), `${code("occurred_basis", event)}. ${meaning("occurred_basis")}`);
  const place = EVENTS.place[event];
  row("where", place === null ? "unknown" : DATA.places[place][0], place === null ? null
    : [`known to: ${code("place_precision", event)}; ${code("place_basis", event)}. `, meaning("place_basis"), DATA.places[place][4] ? ` ${DATA.places[place][4]}` : ""]);
  row("happened", [code("factuality", event), code("certainty", event) ? `, ${code("certainty", event)}` : ""],
    [EVENTS.cues[event] ? `As the words tell: ${EVENTS.cues[event].join(", ")}. ` : "", meaning("factuality")]);
  // What only one report tells is shown with that report.
  const isStanding = report === REPORTS[event][0];
  const said = told && told.said;
  if (isStanding) row("asserted by", ASSERTED[code("asserted_by", event)] || code("asserted_by", event),
    said && `${said[0] || "the speaker marked in the text"} ${said[1]}${said[2] ? ", in a weakened form" : ""}; the statement is underlined with dots`);
  for (const [name, number] of Object.entries(EVENTS.counts[event] || {})) row(name, count(number), meaning(name));
  row("confidence", (EVENTS.percent[event] / 100).toFixed(2), meaning("confidence"));
  for (const field of ["what", "who", "when", "where"]) {
    const percent = EVENTS[`percent_${field}`][event];
    row(`sure of ${field}`, percent === null ? "not told" : (percent / 100).toFixed(2), meaning(`confidence_${field}`));
  }
  if (isStanding) row("coded so by", el("code", null, code("rule", event)), `${meaning("rule")} ${told ? "The marked trigger is what it found." : ""}`);
  row("key", el("code", null, EVENTS.event_id[event]), "entente explain with this key shows it on a terminal");
  return el("dl", null, rows);
}

function otherReports(event, report) {
  const line = (other) => el("li", null, el("button", { type: "button", class: "link", onclick: () => openReader(event, other) },
    `${DATA.sources[sourceOf(other)][0]}: ${shortened(DATA.documents[TOLD.document[other]][0] || "untitled", 90)}`), `, confidence ${(TOLD.percent[other] / 100).toFixed(2)}`);
  const eventLine = (other) => el("li", null, el("button", { type: "button", class: "link", onclick: () => openReader(other) },
    `${DATA.sources[sourceOf(REPORTS[other][0])][0]}: ${names(EVENTS.actors[other]) || "somebody"}, ${typeOf(other)}`), `, ${between(EVENTS.first_on[other], EVENTS.last_on[other])}, confidence ${(EVENTS.percent[other] / 100).toFixed(2)}`);
  const others = REPORTS[event].filter((other) => other !== report);
  const more = EVENTS.reports[event] - 1 - Math.min(others.length, 12);
  const denials = DENIALS.get(event) || [];
  const denied = EVENTS.denied[event];
  return [
    el("h3", null, "Other reports of the event"),
    el("p", { class: "note" }, `${many(EVENTS.reports[event], "report")} in all; ${many(EVENTS.independent_sources[event], "source")} told it otherwise than as the word of a party.${EVENTS.has_rival_claims[event] ? " Somebody asserts it and somebody else denies it." : ""}`),
    others.length ? el("ol", { class: "reports" }, others.slice(0, 12).map(line)) : el("p", { class: "note" }, "No other one is known."),
    more > 0 && el("p", { class: "note" }, `and ${count(more)} more`),
    denials.length > 0 && [el("h3", null, "Denied by"), el("ol", { class: "reports" }, denials.slice(0, 12).map(eventLine))],
    denied !== null && [el("h3", null, "Denies"), el("ol", { class: "reports" }, eventLine(denied))],
  ];
}

function readyReader() {
  const dialog = byId("reader");
  const step = (by) => {
    const next = listed[listed.indexOf(opened) + by];
    if (next !== undefined) openReader(next);
  };
  byId("reader-previous").addEventListener("click", () => step(-1));
  byId("reader-next").addEventListener("click", () => step(1));
  byId("reader-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    if (asked.event) ask({ event: "" });
  });
}
