// The front page: what happened lately, what is told most widely, what changed since the release before, and between whom.

const LATELY = [7, 31, 92, 366]; // days: the first span that holds enough stories is "lately"; without one the latest are shown
const FRONT_LINES = 5;
const FEWEST_LATELY = 3;

// The last day on which a document may have been published; null where no document has a day.
const newestPublication = () => {
  const days = DATA.documents.map(([, , first, last]) => last ?? first).filter((day) => day !== null);
  return days.length ? days.reduce((one, other) => Math.max(one, other)) : null;
};
const isOfSides = (event) => EVENTS.actors[event].some(([party]) => isPolitical(party));
// Who takes part, without victims, counts and accounts.
const sidesNamed = (members) => members.filter(([party]) => isSide(party)).map(partyName).join(", ");

// By how many told it that did not copy, then by how many documents and sentences, then by how surely it is coded.
const widely = (one, other) =>
  EVENTS.independent_sources[other] - EVENTS.independent_sources[one] ||
  documentsOf(other).length - documentsOf(one).length ||
  EVENTS.reports[other] - EVENTS.reports[one] ||
  EVENTS.percent[other] - EVENTS.percent[one] || one - other;

// The first event of each story in an order; what else the story holds is merged into it.
function mergedByStory(events, order = widely) {
  const stories = new Map();
  for (const event of [...events].sort(order)) {
    const document_ = TOLD.document[REPORTS[event][0]];
    const key = storyOf(document_) ?? `document ${document_}`;
    if (stories.has(key)) stories.get(key).others += 1;
    else stories.set(key, { event, others: 0 });
  }
  return [...stories.values()];
}

function lately(events) {
  const newest = newestPublication();
  for (const days of newest === null ? [] : LATELY) {
    const stories = mergedByStory(events.filter((event) => newest - firstDay(event) < days && EVENTS.first_on[event] !== null));
    if (stories.length >= FEWEST_LATELY) return { days, newest, stories };
  }
  const latest = (one, other) => firstDay(other) - firstDay(one) || widely(one, other);
  return { days: null, newest, stories: mergedByStory(events.filter((event) => EVENTS.first_on[event] !== null), latest) };
}

function sentenceLine(event, others = 0, after = null) {
  const recipients = sidesNamed(EVENTS.recipients[event]);
  const story = storyOf(TOLD.document[REPORTS[event][0]]);
  return el("li", null,
    quadMark(EVENTS.quad_class[event]),
    el("button", { type: "button", class: "link", onclick: () => openReader(event) }, `${sidesNamed(EVENTS.actors[event])}: ${typeOf(event)}${recipients ? ` → ${recipients}` : ""}`),
    el("span", { class: "words" }, shortened(wordsOfEvent(event), 170)),
    el("span", { class: "note" }, [between(EVENTS.first_on[event], EVENTS.last_on[event]), placeName(event), many(EVENTS.independent_sources[event], "independent source"), many(documentsOf(event).length, "document"), after].filter(Boolean).join(" · "),
      others > 0 && story !== null && [el("br"), el("button", { type: "button", class: "link", onclick: () => ask({ story: DATA.stories[story][0] }) }, `${count(others)} more of this story`)],
      others > 0 && story === null && ` · ${count(others)} more in this document`));
}

const frontColumn = (title, note, lines) => el("div", null, el("h3", null, title), el("p", { class: "note" }, note), lines);
const storyLines = (stories) => (stories.length ? el("ul", null, stories.slice(0, FRONT_LINES).map(({ event, others }) => sentenceLine(event, others))) : empty("No event between sides fits the filters."));

function drawFront(found) {
  const events = found.filter(isOfSides);
  const recent = lately(events);
  const since = recent.days === null ? "The latest" : `In the ${recent.days} days up to ${iso(recent.newest)}, the last day of publication`;
  put(
    byId("front"),
    frontColumn("What happened lately?", `${since}; one event of each story.`, storyLines(recent.stories)),
    frontColumn("What is told most widely?", "By sources that did not copy each other, then by documents; one event of each story.", storyLines(mergedByStory(events))),
    changedColumn(new Set(found)),
    riftColumn(),
  );
}

const CHANGE_WORDS = { came: "came", changed: "changed", went: "went" };
const REASONS = {
  document: "new documents", version: "new versions of documents", withdrawal: "withdrawn documents", source: "what is declared of sources",
  correction: "corrections", code: "our code", lexicon: "our lexicons and models", entity: "other documents on who somebody is",
};
// What says how often an event is told and how surely, and not what happened.
const OF_COUNTING = /^(documents|reports|independent_sources|confidence\w*|\w+_published_on|cameo_root|quad_class|score)$/;

// A party as the table of changes has it: by its key, or as kind, country and sector of one without a name.
function partyOfChange(text) {
  const party = DATA.parties.find(([, , , key]) => key === text);
  if (party) return party[0];
  const [kind, country] = text.split("/");
  const known = DATA.countries.find(([key]) => key === country);
  return known ? `${kind.replace(/_/g, " ")} of ${known[1]}` : text;
}

function changedColumn(found) {
  const title = "What changed since the release before?";
  if (DATA.run.release === 1) return null;
  const { counts: sums, events } = DATA.changes;
  if (!sums.length) return frontColumn(title, `Release ${DATA.run.release} says of events what the one before it said.`, null);
  const note = sums.map(([kind, reason, number]) => `${many(number, "event")} ${CHANGE_WORDS[kind]} by ${REASONS[reason] || reason}`).join("; ");
  const of = (kind) => events.filter((change) => change[1] === kind && found.has(change[0]) && isOfSides(change[0]));
  const came = mergedByStory(of("came").map(([event]) => event)).slice(0, 3);
  const others = of("changed").map(([event, , , fields]) => [event, fields.filter(([field]) => !OF_COUNTING.test(field))]).filter(([, fields]) => fields.length);
  const valueOf = (value) => (value === null ? "nobody" : value.split("; ").map(partyOfChange).join("; "));
  const told = (field, before, after) => (field === "actors" || field === "recipients" ? `${field}: ${valueOf(before)}, now ${valueOf(after)}` : `${field.replace(/_/g, " ")}: ${before ?? "unknown"}, now ${after ?? "unknown"}`);
  return frontColumn(title, `${note}.`, el("ul", null,
    came.map(({ event, others: more }) => sentenceLine(event, more, "new")),
    others.slice(0, 3).map(([event, fields]) => sentenceLine(event, 0, fields.map((field) => told(...field)).join("; ")))));
}

function riftColumn() {
  const pairs = pairsOfRifts(fittingRifts()).slice(0, FRONT_LINES);
  const line = ([rift, ...others]) => {
    const turn = rift.pieces.find((piece) => piece.part === "turn" && piece.event !== null);
    const text = `${rift.kind === "rift" ? "✕ Rift" : "○ Thaw"}: ${rift.a} and ${rift.b}`;
    return el("li", null, turn ? el("button", { type: "button", class: "link", onclick: () => openReader(turn.event, turn.report) }, text) : text,
      turn && turn.words && el("span", { class: "words" }, shortened(turn.words, 170)),
      el("span", { class: "note" }, [between(rift.first_on, rift.last_on), many(rift.independent_documents, "independent document"), others.length && `and ${many(others.length, "other time")}`].filter(Boolean).join(" · ")));
  };
  return frontColumn("Who fell out, who made up?", "Political sides alone, told by at least two documents that did not copy.", pairs.length ? el("ul", null, pairs.map(line)) : empty("No rift and no thaw."));
}

// The contents: not as addresses, because the address of the page keeps the filters.
function drawContents() {
  const titles = [...document.querySelectorAll("main .panel > h2")];
  put(byId("contents"), titles.map((title) => el("a", {
    href: `#${title.id}`,
    onclick: (event) => {
      event.preventDefault();
      title.scrollIntoView();
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    },
  }, title.textContent)));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("events-title").scrollIntoView();
    byId("events-title").focus({ preventScroll: true });
  });
}
