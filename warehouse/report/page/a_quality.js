// What was read, rejected, removed, checked and found wanting in the release.

const GROUPS = [
  ["Read", ["files", "documents", "documents superseded", "publication day known by"]],
  ["Set aside", ["rejections", "removed spans"]],
  ["Understood", ["sentences", "sentences with a report", "mentions", "mentions of a known entity"]],
  ["Coded", ["reports", "events"]],
  ["By type", ["events by type"]],
];

const COVERAGE = [
  "source", "documents", "without a report", "sentences", "with a report", "with a statement alone", "silent", "mentions of actors",
  "of whom, unknown", "places unknown", "times unread",
];

// What was read and not coded, so that silence can be told from absence.
function coverageTable() {
  const row = (values) => el("tr", null, values.map((value, at) => el("td", { class: at ? "number" : "" }, at ? count(value ?? 0) : value)));
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Read and not coded, by source" }, el("table", { class: "coverage" },
    el("thead", null, el("tr", null, COVERAGE.map((name, at) => el("th", { scope: "col", class: at ? "number" : "" }, name)))),
    el("tbody", null, DATA.coverage.map(row))));
}

function drawQuality() {
  const { run, quality, findings, rejections } = DATA;
  const known = new Set(GROUPS.flatMap(([, measures]) => measures).concat("findings"));
  const rest = [...new Set(quality.map(([measure]) => measure))].filter((measure) => !known.has(measure));
  const groups = rest.length ? [...GROUPS, ["More", rest]] : GROUPS;
  const table = (title, rows) => el("table", null, el("tbody", null, rows.map(([measure, detail, number]) => el("tr", null, el("td", { class: "wrap" }, detail === null ? measure : [title.startsWith("By") ? "" : `${measure}: `, detail.replace(/_/g, " ")]), el("td", { class: "number" }, count(number))))));
  put(
    byId("quality"),
    el("p", { class: "note" }, `Release ${run.release}, made by Entente ${run.version} with the engine ${run.engine}: ${many(run.files, "file")} found, ${many(run.documents, "document")} in the release, ${count(run.documents_read)} read in its run of ${run.seconds.toFixed(1)} seconds, which ended ${run.ended_at.slice(0, 16).replace("T", " ")} UTC.`),
    el("div", { class: "quality" }, groups.map(([title, measures]) => {
      const rows = measures.flatMap((measure) => quality.filter(([name]) => name === measure));
      return el("div", null, el("h3", null, title), rows.length ? table(title, rows) : empty("Nothing."));
    })),
    el("h3", null, "Read and not coded, by source"),
    DATA.coverage.length ? coverageTable() : empty("No document was read."),
    el("h3", null, "Checked"),
    findings.length
      ? [el("p", { class: "note" }, `${many(findings.length, "expectation")} not quite met; what breaks a rule outright is never published.`),
        el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Findings" }, el("table", null, el("thead", null, el("tr", null, ["where", "expected", "found"].map((name) => el("th", { scope: "col" }, name)))), el("tbody", null, findings.map((row) => el("tr", null, row.map((value) => el("td", { class: "wrap" }, value)))))))]
      : el("p", null, "Every declaration, expectation and rule is met."),
    el("h3", null, "Files and records that did not become documents"),
    rejections.length
      ? el("details", null, el("summary", null, many(run.rejections, "rejection"), rejections.length < run.rejections ? `, the first ${rejections.length} of them` : ""), el("div", { class: "scroll" }, el("table", null, el("tbody", null, rejections.map(([path, reason, detail]) => el("tr", null, el("td", { class: "wrap" }, path), el("td", null, reason.replace(/_/g, " ")), el("td", { class: "wrap" }, detail)))))))
      : el("p", null, "None."),
  );
}
