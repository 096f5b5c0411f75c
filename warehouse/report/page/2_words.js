// The words of events: the sentence that tells one where the page carries its document, else the headline of it.

const SPLIT = new Map(); // documents with signs of two units, as the code points by which the warehouse counts

function textBetween(document_, start, end) {
  if (!/[\ud800-\udfff]/.test(document_.text)) return document_.text.slice(start, end);
  if (!SPLIT.has(document_)) SPLIT.set(document_, Array.from(document_.text));
  return SPLIT.get(document_).slice(start, end).join("");
}

// The document of a report and where its words stand in it; null where the page does not carry it.
function evidenceOf(report) {
  const document_ = evidence().documents[TOLD.document[report]];
  const own = document_ && document_.reports[report];
  return own ? { document_, own } : null;
}

function sentenceOf(report) {
  const found = evidenceOf(report);
  return found && textBetween(found.document_, ...found.own.at).replace(/\s+/g, " ").trim();
}

// The words of a report that show one part of it, such as its time, in the order of the text.
function wordsOf(report, part) {
  const found = evidenceOf(report);
  if (!found) return [];
  const number = evidence().parts.indexOf(part);
  const spans = found.own.spans.filter(([own]) => own === number);
  return [...new Set(spans.map(([, start, end]) => textBetween(found.document_, start, end).replace(/\s+/g, " ")))];
}

const headlineOf = (report) => DATA.documents[TOLD.document[report]][0];
const wordsOfEvent = (event) => sentenceOf(REPORTS[event][0]) || headlineOf(REPORTS[event][0]) || "";

const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

let searchable = null;
function searchableWords() {
  if (searchable) return searchable;
  searchable = EVENTS.event_id.map((key, event) => {
    const place = EVENTS.place[event];
    const parties = members(event).map((member) => `${DATA.parties[member[0]][0]} ${partyName(member)}`);
    const texts = REPORTS[event].flatMap((report) => [sentenceOf(report), headlineOf(report)]);
    return folded([...new Set([...texts, ...parties, typeOf(event), place === null ? null : DATA.places[place][0]])].filter(Boolean).join("\n"));
  });
  return searchable;
}

// A search for all words of a question, each anywhere; what stands in quotation marks is one phrase.
function searchFor(question) {
  const terms = [...folded(question).matchAll(/"([^"]+)"|[^\s"]+/g)].map(([word, phrase]) => phrase || word);
  const words = searchableWords();
  return (event) => terms.every((term) => words[event].includes(term));
}
