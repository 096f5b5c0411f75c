// The evidence reader: one event, a document that reports it with its words marked, and why it was coded so.

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
  put(byId("reader-facts"), facts(event, report, told));
  put(byId("reader-reports"), reportsOf(event, report));
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
    if (start === told.at[0]) pieces.push(sentence, el("dl", { class: "coding beside-sentence" }, rowsOf(codedRows(opened, report))));
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
