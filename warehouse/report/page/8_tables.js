// Tables: the numbers at the top and the actors.

// On a telephone a row is a block of lines, so there are fewer.
const PER_PAGE = matchMedia("(max-width: 640px)").matches ? 10 : 25;
const MOST_ACTORS = PER_PAGE === 10 ? 8 : 15;

function drawCounts(found) {
  const reports = found.reduce((sum, event) => sum + EVENTS.reports[event], 0);
  const documents = new Set(found.flatMap(documentsOf));
  const sources = new Set(found.flatMap(sourcesOf));
  const parties = new Set(found.flatMap((event) => members(event).filter(([party]) => isNamed(party)).map(([party]) => DATA.parties[party][3])));
  const claims = found.filter((event) => code("asserted_by", event) !== "document").length;
  const dated = found.filter((event) => ["stated", "narrative"].includes(code("occurred_basis", event))).length;
  const tile = (number, name, meaning) => el("div", { class: "tile" }, el("b", null, number), el("span", null, name), el("small", null, meaning));
  const share = (number) => (found.length ? `${Math.round((100 * number) / found.length)}%` : "–");
  put(
    byId("counts"),
    tile(count(found.length), "events", "What somebody did, once each, however many sentences of however many documents tell it."),
    tile(count(reports), "reports", "Sentences that tell them: two sentences on one event are two."),
    tile(count(documents.size), "documents", `Texts that report them, from ${many(sources.size, "source")}.`),
    tile(count(parties.size), "named parties", "People, states, groups and organisations that act or are acted upon."),
    tile(share(claims), "as claims", "Share of the events that somebody asserts other than the document in its own voice, by their surest report."),
    tile(share(dated), "dated by the text", "Share of the events whose days words of the text tell; of the others tense and publication do, or nothing."),
  );
}

function drawActors(found) {
  const rows = new Map();
  for (const event of found) {
    for (const role of ["actors", "recipients"]) {
      const own = new Set(EVENTS[role][event].filter(([party]) => isSide(party)).map(([party]) => party));
      for (const party of own) {
        if (!rows.has(party)) rows.set(party, { party, actors: [0, 0, 0, 0, 0], recipients: [0, 0, 0, 0, 0], total: 0 });
        rows.get(party)[role][EVENTS.quad_class[event]] += 1;
        rows.get(party).total += 1;
      }
    }
  }
  const ranked = [...rows.values()].sort((one, other) => other.total - one.total || one.party - other.party).slice(0, MOST_ACTORS);
  if (!ranked.length) {
    put(byId("actors-note"), "");
    put(byId("actors"), empty("No named party takes part in these events."));
    return;
  }
  put(byId("actors-note"), `The first ${ranked.length} of ${many(rows.size, "political or civil side")} by events in which they act or are acted upon; victims, players and accounts are none. From left to right: material and verbal cooperation, verbal and material conflict.`);
  const most = Math.max(...ranked.flatMap((row) => [row.actors, row.recipients].map((quads) => quads.reduce((one, other) => one + other, 0))));
  const total = (quads) => count(quads.reduce((one, other) => one + other, 0));
  put(byId("actors"), el("table", { class: "stacked" },
    el("thead", null, el("tr", null, ["party", "kind", "acts", "", "acted upon", ""].map((name, at) => el("th", { scope: "col", class: at === 2 || at === 4 ? "number" : "" }, name)))),
    el("tbody", null, ranked.map(({ party, actors, recipients }) => {
      const [name, kind] = DATA.parties[party];
      return el("tr", null,
        el("td", { "data-name": "party" }, el("button", { type: "button", class: "link", onclick: () => ask({ actor: name }) }, name)),
        el("td", { "data-name": "kind" }, kind.replace(/_/g, " ")),
        el("td", { "data-name": "acts", class: "number" }, total(actors)), el("td", { class: "split", "data-name": "" }, quadBar(actors, most)),
        el("td", { "data-name": "acted upon", class: "number" }, total(recipients)), el("td", { class: "split", "data-name": "" }, quadBar(recipients, most)));
    }))));
}
