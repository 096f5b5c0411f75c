// Rifts and thaws as the views of the warehouse find them: a story each, told by its pieces of evidence.

const PARTS_OF_RIFT = [
  ["baseline", { rift: "Why they were thought to stand together", thaw: "Why they were thought to stand against each other" }],
  ["turn", { rift: "The conflict", thaw: "The cooperation" }],
  ["reversal", { rift: "The way back", thaw: "The way back" }],
  ["counter", { rift: "What speaks against it", thaw: "What speaks against it" }],
];
const RIFTS_AT_ONCE = 10;
const PIECES_AT_ONCE = 3;
const FORCES = { material: "deed", verbal: "words", stated: "said of the two", possible: "may come" };

// Told by at least two independent documents: a release may be asked for fewer, the page never shows them.
function fittingRifts() {
  const from = dayOf(asked.from);
  const to = dayOf(asked.to);
  const text = asked.actor.trim().toLowerCase();
  const fits = (rift) =>
    rift.independent_documents >= 2 &&
    (from === null || rift.last_on === null || rift.last_on >= from) &&
    (to === null || rift.first_on === null || rift.first_on <= to) &&
    (!text || [rift.a, rift.b].some((side) => side.toLowerCase().includes(text))) &&
    (!asked.country || [rift.a_id, rift.b_id].includes(asked.country));
  return DATA.rifts.filter(fits);
}

function drawRifts() {
  const found = fittingRifts();
  const all = DATA.rifts.length ? DATA.rifts[0].all_rifts : 0;
  put(
    byId("rifts-note"),
    "A rift is conflict between sides that stand together, a thaw is cooperation between sides that stand against each other. ",
    "Counted over the whole release from a confidence of 0.30; of the filters, days, actor and country apply. ",
    `Strength runs from 0 to 1. ${count(found.length)} of ${count(all)} shown${all > DATA.rifts.length ? `, the page has the ${count(DATA.rifts.length)} strongest; the view rifts has all` : ""}.`,
  );
  if (!found.length) {
    put(byId("rifts"), empty(all ? "No rift fits the filters." : "No rift was found: no two sides that are said to stand together, or against each other, did the opposite."));
    return;
  }
  const cards = pairsOfRifts(found).map((rifts, place) => riftCard(rifts, place === 0));
  const rest = cards.length > RIFTS_AT_ONCE + 2 ? cards.splice(RIFTS_AT_ONCE) : [];
  put(byId("rifts"), cards, rest.length > 0 && el("details", null, el("summary", { class: "more" }, `${rest.length} weaker ones`), rest));
}

// The rifts of two sides, or their thaws, are one story with the strongest of them first.
function pairsOfRifts(rifts) {
  const pairs = new Map();
  for (const rift of rifts) {
    const key = [rift.kind, rift.a_id, rift.b_id].join(" ");
    pairs.set(key, [...(pairs.get(key) || []), rift]);
  }
  return [...pairs.values()];
}

function riftCard([rift, ...others], isOpen) {
  const turn = rift.pieces.find((piece) => piece.part === "turn");
  const what = rift.kind === "rift" ? "✕ rift" : "○ thaw";
  const sums = [many(rift.material, "deed"), many(rift.verbal, "statement"), many(rift.documents, "document")].join(", ");
  return el("details", { class: "rift", open: isOpen },
    el("summary", null,
      el("span", { class: "pair" }, el("span", { class: "kind" }, what), `${rift.a} and ${rift.b}`),
      el("span", { class: "note" }, between(rift.first_on, rift.last_on), el("br"), `strength ${rift.strength.toFixed(2)}: ${sums}`, el("br"), `told, with why, by ${many(rift.independent_documents, "independent document")}`, others.length > 0 && [el("br"), `and ${many(others.length, "other time")}`]),
      el("span", { class: "words note" }, turn && turn.words ? shortened(turn.words, 150) : "")),
    el("div", { class: "story" }, PARTS_OF_RIFT.map(([part, titles]) => riftPart(rift, part, titles[rift.kind]))),
    others.length > 0 && el("div", { class: "other-times" }, el("h3", null, "Other times"), others.map((other) => riftCard([other], false))));
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most).replace(/\s\S*$/, "")} …` : text);

function riftPart(rift, part, title) {
  const pieces = rift.pieces.filter((piece) => piece.part === part);
  if (!pieces.length) return null;
  const more = pieces[0].of - pieces.length;
  const told = pieces.map((piece) => {
    const from = piece.document === null ? null : DATA.documents[piece.document];
    const line = [piece.on === null ? null : iso(piece.on), FORCES[piece.force] || piece.force, from && DATA.sources[from[1]][0]].filter(Boolean).join(", ");
    return el("li", null, el("span", { class: "note" }, line, piece.weight === 0 && part !== "reversal" ? ", counted with another report" : ""), el("blockquote", null, piece.words || "derived from the events of the two"),
      piece.event !== null && el("button", { type: "button", class: "link", onclick: () => openReader(piece.event, piece.report) }, "evidence"));
  });
  const rest = told.length > PIECES_AT_ONCE + 1 ? told.splice(PIECES_AT_ONCE) : [];
  return el("div", null, el("h3", null, title), el("ul", null, told),
    rest.length > 0 && el("details", null, el("summary", { class: "more" }, `${rest.length} more`), el("ul", null, rest)), more > 0 && el("p", { class: "note" }, `and ${count(more)} more in the view rift_evidence`));
}
