"""The tables of rename.py: what moves, which names, strings and words change where. What comes later goes first."""

# ------------------------------------------------------------------------------------------------------------ files

MOVES: dict[str, str] = {
    # evaluation: what `entente evaluate` needs, and the wheel ships
    "benchmarks/yardstick/ours.py": "evaluation/pipeline_answers.py",
    "benchmarks/yardstick/reports.py": "evaluation/results.py",
    # benchmarks: what measures this code, and no wheel ships
    "benchmarks/coding.py": "benchmarks/coders.py",
    "docs/coding.md": "docs/coders.md",
    "benchmarks/gazetteer.py": "benchmarks/gazetteer_loading.py",
    "benchmarks/lexicons.py": "benchmarks/lexicon_loading.py",
    "benchmarks/pages.py": "benchmarks/page_reading.py",
    "benchmarks/reading.py": "benchmarks/engine_accuracy.py",
    "benchmarks/reading_bars.csv": "benchmarks/engine_bars.csv",
    "benchmarks/triggers.py": "benchmarks/trigger_accuracy.py",
    "benchmarks/silence.py": "benchmarks/false_positives.py",
    "benchmarks/standing.py": "benchmarks/scoreboard.py",
    "benchmarks/standing.csv": "benchmarks/scoreboard.csv",
    "benchmarks/made_documents.py": "benchmarks/synthetic_documents.py",
    "benchmarks/made_warehouse.py": "benchmarks/synthetic_warehouse.py",
    "benchmarks/scale/corpora.py": "benchmarks/scale/synthetic_corpora.py",
    "benchmarks/scale/page.py": "benchmarks/scale/figures_page.py",
    # tools: chores, and what makes data files anew
    "scripts/house.py": "tools/chores.py",
    "transforms/places/building.py": "tools/gazetteer_builder.py",
    "transforms/lexicons/subdivisions.py": "tools/subdivision_names.py",
    "transforms/lexicons/territories.py": "tools/territory_names.py",
    # training
    "training/heads.py": "training/classifiers.py",
    "training/told.py": "training/event_sentences.py",
    "training/triggers.py": "training/trigger_examples.py",
    "training/units.py": "training/trigger_words.py",
    "training/export.py": "training/model_export.py",
    "training/batches.py": "training/tensors.py",
    "training/kinds.csv": "training/corpus_kinds.csv",
    # transforms
    "transforms/actors/coding.py": "transforms/actors/coder.py",
    "transforms/actors/spans.py": "transforms/actors/actor_spans.py",
    "transforms/coding/candidates.py": "transforms/coding/event_candidates.py",
    "transforms/coding/claims.py": "transforms/coding/claimants.py",
    "transforms/coding/claims.yaml": "transforms/coding/claimants.yaml",
    "transforms/coding/cues.py": "transforms/coding/factuality_cues.py",
    "transforms/coding/parties.py": "transforms/coding/participant_words.py",
    "transforms/coding/parties.yaml": "transforms/coding/participant_words.yaml",
    "transforms/coding/units.py": "transforms/coding/trigger_patterns.py",
    "transforms/coreference/names.py": "transforms/coreference/name_matching.py",
    "transforms/coreference/resolving.py": "transforms/coreference/referents.py",
    "transforms/corpus/former.py": "transforms/corpus/former_keys.py",
    "transforms/documents/reading.py": "transforms/documents/record_reading.py",
    "transforms/documents/rules.py": "transforms/documents/boilerplate.py",
    "transforms/former.py": "transforms/former_names.py",
    "transforms/language/spans.py": "transforms/language/tagged_spans.py",
    "transforms/language/units.py": "transforms/language/trigger_words.py",
    "transforms/lexicons/spelling.py": "transforms/lexicons/name_forms.py",
    "transforms/lexicons/things.py": "transforms/lexicons/named_entities.py",
    "transforms/lexicons/wording.py": "transforms/lexicons/role_words.py",
    "transforms/phrases/finding.py": "transforms/phrases/phrase_extraction.py",
    "transforms/phrases/names.py": "transforms/phrases/name_spans.py",
    "transforms/places/candidates.py": "transforms/places/place_candidates.py",
    "transforms/places/data/kinds.csv": "transforms/places/data/place_kinds.csv",
    "transforms/places/entities.py": "transforms/places/entity_countries.py",
    "transforms/places/reports.py": "transforms/places/event_places.py",
    "transforms/places/resolving.py": "transforms/places/toponym_resolution.py",
    "transforms/quotes/cues.py": "transforms/quotes/attribution_cues.py",
    "transforms/quotes/drafts.py": "transforms/quotes/quote_drafts.py",
    "transforms/quotes/finding.py": "transforms/quotes/quote_extraction.py",
    "transforms/quotes/wording.py": "transforms/quotes/reporting_words.py",
    "transforms/relations/acted.py": "transforms/relations/event_relations.py",
    "transforms/relations/finding.py": "transforms/relations/relation_extraction.py",
    "transforms/relations/placed.py": "transforms/relations/location_relations.py",
    "transforms/relations/told.py": "transforms/relations/stated_relations.py",
    "warehouse/purging/finding.py": "warehouse/purging/document_lookup.py",
    # flows: what a command shows
    "flows/coding.py": "flows/coded_text.py",
    "flows/dating.py": "flows/dated_text.py",
    "flows/seeing.py": "flows/parsed_text.py",
    "flows/knowing.py": "flows/actor_lookup.py",
    "flows/placing.py": "flows/place_lookup.py",
    "flows/explaining.py": "flows/event_explanation.py",
    "flows/reporting.py": "flows/release_report.py",
    "flows/prompting.py": "flows/sql_prompt.py",
    "flows/printing.py": "flows/query_output.py",
    "flows/serving.py": "flows/prefect_service.py",
    "flows/parentage.py": "flows/child_processes.py",
    "flows/versions.py": "flows/code_versions.py",
    # tests
    "tests/benchmarks/test_answering.py": "tests/evaluation/test_answering.py",
    "tests/benchmarks/test_filling.py": "tests/evaluation/test_filling.py",
    "tests/benchmarks/test_gold.py": "tests/evaluation/test_gold.py",
    "tests/benchmarks/test_pages.py": "tests/evaluation/test_pages.py",
    "tests/benchmarks/test_referents.py": "tests/evaluation/test_referents.py",
    "tests/benchmarks/test_rows.py": "tests/evaluation/test_rows.py",
    "tests/benchmarks/test_scoring.py": "tests/evaluation/test_scoring.py",
    "tests/benchmarks/worked_examples.py": "tests/evaluation/worked_examples.py",
    "tests/benchmarks/test_made_warehouse.py": "tests/benchmarks/test_synthetic_warehouse.py",
    "tests/flows/test_coding.py": "tests/flows/test_coded_text.py",
    "tests/flows/test_dating.py": "tests/flows/test_dated_text.py",
    "tests/flows/test_reporting.py": "tests/flows/test_release_report.py",
    "tests/flows/test_versions.py": "tests/flows/test_code_versions.py",
    "tests/test_house.py": "tests/test_architecture.py",
    "tests/training/test_told.py": "tests/training/test_event_sentences.py",
    "tests/training/test_triggers.py": "tests/training/test_trigger_examples.py",
    "tests/transforms/coding/test_claims.py": "tests/transforms/coding/test_claimants.py",
    "tests/transforms/coding/test_sides.py": "tests/transforms/coding/test_participants.py",
    "tests/transforms/documents/test_reading.py": "tests/transforms/documents/test_record_reading.py",
    "tests/transforms/documents/test_rules.py": "tests/transforms/documents/test_boilerplate.py",
    "tests/transforms/language/test_decoding.py": "tests/transforms/language/test_tree_decoding.py",
    "tests/transforms/places/test_building.py": "tests/tools/test_gazetteer_builder.py",
    "tests/transforms/places/test_reports.py": "tests/transforms/places/test_event_places.py",
    "tests/transforms/places/test_resolving.py": "tests/transforms/places/test_toponym_resolution.py",
    "tests/transforms/quotes/test_wording.py": "tests/transforms/quotes/test_reporting_words.py",
    "tests/transforms/test_former.py": "tests/transforms/test_former_names.py",
}

DIRECTORIES = {
    "benchmarks/yardstick": "evaluation",
    "benchmarks/mappings": "evaluation/mappings",
    "benchmarks/gold": "evaluation/examples",
}
"""Whatever stands below the one goes below the other, unless MOVES names it."""

ENSURED = ("tests/evaluation/__init__.py", "tests/tools/__init__.py", "tools/__init__.py")

SKIPPED = (
    "seeds/*", "training/stories/*.txt", "training/events/*.txt", "training/sentences/*.txt", "training/unlabelled/*",
    "tests/golden/*", "tests/releases/*", "transforms/language/model/*", "CODEBOOK.md", "LICENSE*", "*.onnx", "*.npz",
    "evaluation/examples/*.jsonl", "benchmarks/gold/*.jsonl", "docs/images/*", "*.svg", "CHANGELOG.md",
)

# ------------------------------------------------------------------------------------------------- names in Python

CODING = (
    "transforms/coding/*.py transforms/reports.py transforms/ontology/__init__.py transforms/ontology/*.py "
    "flows/coded_text.py flows/event_explanation.py tests/transforms/test_ontology.py tests/flows/test_coded_text.py "
    "benchmarks/coders.py benchmarks/calibration.py benchmarks/own_sentences.py training/calibration.py "
    "tests/transforms/coding/*.py"
)

NAMES: list[tuple[str, dict[str, str]]] = [
    # A trigger pattern is what the ontology asks of a word; it was a unit.
    (CODING, {
        "Unit": "TriggerPattern", "unit": "pattern", "units": "patterns", "_units": "_patterns",
        "units_by_lemma": "patterns_by_lemma", "unit_of": "pattern_of",
    }),
    (r"if:from transforms\.ontology import (?:\([^)]*|[^\n]*)\b(?:Unit|TriggerPattern)\b", {
        "Unit": "TriggerPattern", "unit": "pattern", ".units": "patterns", "units_by_lemma": "patterns_by_lemma"}),
    ("training/trigger_words.py", {"unit": "pattern"}),
    ("training/train.py", {"units": "trigger_words"}),
    ("transforms/language/engine.py::load_engine", {"unit": "pattern", "units": "patterns"}),
    ("transforms/language/engine.py::*", {}),
    # The words by which the model knows events are a file of the model, `units.csv`.
    ("transforms/language/trigger_words.py transforms/language/engine.py transforms/language/windows.py "
     "training/*.py tests/training/*.py tests/transforms/language/test_triggers.py",
     {"Units": "TriggerWords", "UNITS": "TRIGGER_WORDS", "_units": "_trigger_words",
      "unit_weights": "trigger_word_weights", "write_units": "write_trigger_words"}),
    ("transforms/language/windows.py training/tensors.py training/measure.py training/probe.py training/event_scores.py "
     "training/losses.py training/classifiers.py training/distil.py tests/training/test_encoders.py "
     "tests/transforms/language/test_triggers.py",
     {"units": "trigger_words"}),
    # Classifiers of events; the heads of syntax and those of attention keep their name.
    ("training/*.py tests/training/*.py", {"TriggerHeads": "TriggerClassifiers"}),
    ("training/losses.py::hint_losses|event_losses training/event_scores.py::triggers_in|measure_events "
     "training/probe.py::train|told|main", {"heads": "classifiers"}),
    ("training/probe.py", {"told": "found_by"}),
    ("training/weights.py", {"heads": "classifiers"}),
    ("training/train.py tests/training/test_resume.py", {"heads=@Rates(": "classifiers"}),
    ("benchmarks/coders.py", {"by_heads": "by_classifiers"}),
    ("tests/flows/test_coded_text.py", {
        "test_a_rule_of_the_heads_alone_has_no_unit": "test_a_rule_of_the_classifiers_alone_has_no_pattern"}),
    ("tests/transforms/test_ontology.py", {
        "test_each_type_has_units_examples_and_near_misses_enough": "test_each_type_has_patterns_examples_and_near_misses_enough",
        "test_each_mode_has_an_example_and_a_unit_or_words_that_select_it": "test_each_mode_has_an_example_and_a_pattern_or_words_that_select_it",
        "test_a_trigger_of_an_example_holds_the_word_of_a_unit": "test_a_trigger_of_an_example_holds_the_word_of_a_pattern",
        "test_no_two_units_of_different_types_are_indistinguishable": "test_no_two_patterns_of_different_types_are_indistinguishable",
        "test_units_by_lemma_holds_every_unit_and_the_most_specific_first": "test_patterns_by_lemma_holds_every_pattern_and_the_most_specific_first",
    }),
    ("tests/training/test_trigger_examples.py", {
        "test_the_words_of_units_are_known_in_all_their_forms": "test_the_words_of_patterns_are_known_in_all_their_forms"}),
    ("tests/transforms/language/test_triggers.py", {
        "test_units_are_known_whatever_their_case": "test_trigger_words_are_known_whatever_their_case"}),
    # Participants fill the roles of a report; a side (of a conflict) is what views call side.
    ("transforms/coding/slots.py transforms/reports.py", {"sides": "participants_of", "Sides": "ActorsAndRecipients"}),
    ("transforms/coding/learned.py", {"_side": "_participants_in"}),
    ("transforms/coding/contexts.py", {"_of_sides": "_of_participants"}),
    ("transforms/coding/contexts.py::load_cues", {"sides": "by_role", "side": "role", "told": "declaration"}),
    ("transforms/coding/contexts.py::_of_sides|_of_participants|_sectors", {"side": "participants"}),
    ("transforms/coding/contexts.py::contexts_of", {"told": "found"}),
    ("transforms/coding/contexts.py transforms/coding/*.py tests/transforms/coding/test_contexts.py", {"Cues": "ContextCues"}),
    ("transforms/coding/magnitudes.py", {"sides": "slots", "side": "slot"}),
    ("transforms/nationality.py", {"sides": "of_report", "told": "mention_of"}),
    ("flows/coded_text.py", {"_side": "_participants_of", "side": "role"}),
    ("benchmarks/coders.py", {"_sides": "_participant_counts", "told": "annotated"}),
    ("tests/transforms/coding/test_participants.py", {"sides": "participants"}),
    ("tests/transforms/test_attribution.py", {"side": "participant", "voice": "asserted"}),
    ("tests/transforms/test_reports.py", {"side": "participants_in"}),
    ("tests/warehouse/test_rifts.py::event", {"sides": "participants"}),
    # Attribution: the statements of a document, and whose a report is.
    ("transforms/attribution.py", {
        "Telling": "Statements", "telling": "statements", "_voice": "_asserted_by", "_tells_reports": "_is_reporting"}),
    ("transforms/attribution.py::attribute_reports", {"sides": "of_report", "told": "reporting"}),
    ("transforms/attribution.py::_voice|_asserted_by", {"sides": "participants", "side": "participant"}),
    ("transforms/attribution.py::_governs", {"side": "participant"}),
    ("tests/transforms/test_reports.py", {
        "test_the_rule_says_which_voice_spoke": "test_the_rule_says_which_classifier_decided"}),
    # Progress of a run.
    ("flows/pipeline.py", {"tell": "progress", ".progress()": "stage"}),
    ("flows/progress.py", {"def progress": "stage"}),
    ("warehouse/asking.py", {"telling": "errors_in_words", "told": "said"}),
    # Linking: what of a report is looked at, and the event that reports of one document tell.
    ("transforms/corpus/*.py transforms/drafts.py tests/transforms/corpus/*.py", {"Told": "LinkedReport", "Thing": "DocumentEvent"}),
    ("transforms/corpus/events.py", {
        "told_reports": "reports_to_link", "told_of": "linked_report", "things_told": "document_events",
        "thing": "document_event", "told": "members"}),
    ("transforms/corpus/events.py::Party", {"told": "acting"}),
    ("transforms/corpus/changes.py", {"told": "rows_of_changes"}),
    ("transforms/corpus/entities.py", {"told": "corrected"}),
    ("transforms/corpus/corrections.py", {"told": "by_target", "standing": "current"}),
    # Coreference: what phrases refer to.
    ("transforms/coreference/*.py training/coreference.py tests/transforms/test_coreference.py",
     {"Thing": "Referent", "thing": "referent", "things": "referents", "thing_of": "referent_of"}),
    ("transforms/mentions.py", {".thing": "referent", "thing": "referent", "is_thing": "is_object", "told": "known_names", "names_told": "names_known"}),
    ("transforms/mentions.py::_is_of_own_country|*", {}),
    ("transforms/phrases/*.py", {"names_told": "names_known", "Told": "KnownNames", "told": "known_names",
                                 "named_thing": "named_object", "THINGS": "OBJECT_KINDS", "_is_telling": "_is_distinctive"}),
    ("training/coreference.py", {"things": "known"}),
    ("tests/transforms/test_lexicons.py", {"things": "named_entities"}),
    # A place is on the map; what counts is an index.
    ("training/tensors.py training/coreference.py training/predict.py training/corpora.py evaluation/rows_documents.py "
     "transforms/coreference/*.py", {"place": "index", "places": "indices"}),
    # Quotes and factuality: attribution cues and factuality cues.
    ("transforms/coding/factuality_cues.py transforms/coding/factuality.py tests/transforms/coding/*.py",
     {"Cue": "FactualityCue", "CueRow": "FactualityRow"}),
    ("transforms/coding/claimants.py transforms/reports.py", {"CLAIMS": "CLAIMANTS", "claimed": "with_claimants", "_claim": "_claiming_verb"}),
    ("transforms/coding/participant_words.py transforms/coding/*.py transforms/relations/*.py", {
        "Parties": "ParticipantWords", "load_parties": "load_participant_words", "PARTIES": "PARTICIPANT_WORDS"}),
    # Relations.
    ("transforms/relations/*.py", {"told": "stated_relations", "placed": "location_relations"}),
    ("transforms/relations/relation_extraction.py", {}),
    ("transforms/relations/ends.py", {"told": "spotted"}),
    ("transforms/relations/location_relations.py::location_relations|placed", {"told": "named"}),
    ("tests/transforms/test_relations.py", {"told": "relations_in", "import told": "stated_relations", "placed": "location_relations", "told_as": "worded_as", "relations_told": "relations_stated"}),
    # Places.
    ("transforms/places/toponyms.py", {"Told": "EngineName"}),
    ("transforms/places/toponyms.py::_spans|_without_article|inside_body|_toponyms_of|_names_of|names_in|_found", {"told": "named"}),
    ("transforms/places/toponyms.py", {"told": "named"}),
    ("transforms/places/event_places.py::place_reports", {"told": "of_sentence"}),
    ("transforms/places/event_places.py::_with_place", {"told": "fields"}),
    ("transforms/places/event_places.py::engine_says", {"told": "trigger_read"}),
    ("transforms/places/event_places.py::link", {"told": "meanings"}),
    ("transforms/places/toponym_resolution.py", {"telling": "qualified", "tells": "qualified_by", "told": "reasons"}),
    ("transforms/places/place_candidates.py", {"told": "worded"}),
    ("transforms/places/metonyms.py", {"told": "meanings"}),
    ("transforms/places/neighbours.py", {"told": "how"}),
    # Actors: how a code came about.
    ("transforms/actors/coder.py transforms/actors/knowledge.py", {"told": "how_coded", "first_told": "first_coded", "is_told": "is_stated"}),
    ("transforms/actors/words.py", {"tells": "is_relational"}),
    # Evaluation.
    ("evaluation/*.py benchmarks/*.py flows/cli/evaluate.py tests/evaluation/*.py",
     {"our_answerers": "pipeline_answerers", "Teller": "TemplateFiller"}),
    ("evaluation/rows_judging.py", {"told": "given"}),
    ("evaluation/rows_scoring.py tests/evaluation/test_rows.py", {".told": "happening_told", "def told": "happening_told"}),
    ("evaluation/rows_answering.py", {"told": "event_of"}),
    ("evaluation/filling.py", {"told": "of_label"}),
    ("evaluation/templates.py", {"told": "filled"}),
    ("evaluation/identities.py", {"told": "differing", "told_right": "right_where_given"}),
    ("evaluation/clusterings.py", {"thing": "mention", "things": "mentions", "told": "answered"}),
    ("evaluation/clusterings.py::_agreement|_pairwise|_pairs|clusters_of|_b_cubed|_lea|_muc", {"told": "answered"}),
    ("tests/evaluation/test_filling.py", {"told": "filled"}),
    # Synthetic data.
    ("benchmarks/synthetic_*.py tests/benchmarks/test_synthetic_warehouse.py", {
        "Made": "SyntheticRows", "made": "synthetic", "Told": "SyntheticEvent", "told": "event", "tell": "add_event",
        "test_every_span_of_made_rows_stands_in_its_text": "test_every_span_of_synthetic_rows_stands_in_its_text",
        "test_a_made_warehouse_has_as_many_reports_as_asked_and_is_the_same_every_time":
            "test_a_synthetic_warehouse_has_as_many_reports_as_asked_and_is_the_same_every_time",
    }),
    ("benchmarks/synthetic_warehouse.py", {"told": "together"}),
    # Training.
    ("training/*.py tests/training/*.py benchmarks/*.py", {"Told": "AnnotatedEvent", "read_told": "read_event_sentences"}),
    ("benchmarks/synthetic_*.py", {"Told": "SyntheticEvent"}),
    ("training/story_lines.py", {"told": "happening"}),
    ("training/story_marks.py", {"told": "factualities"}),
    ("training/story_rows.py", {"told": "marked"}),
    ("training/stories.py", {"telling": "documents", "told": "about"}),
    ("training/trigger_examples.py", {"told": "event"}),
    ("training/encoders.py", {"told": "config"}),
    ("training/event_figures.py", {"told": "happenings"}),
    ("training/event_scores.py", {"told": "decoded"}),
    ("training/train.py", {"told": "sentences"}),
    ("training/wheel.py", {"told": "metadata"}),
    ("training/coreference.py", {"told": "by_sort"}),
    ("training/corpora.py", {"told": "factuality"}),
    ("benchmarks/calibration.py training/calibration.py", {"told": "annotated"}),
    ("benchmarks/own_sentences.py training/own_sentences.py", {"told": "event"}),
    ("benchmarks/trigger_accuracy.py tests/training/test_event_figures.py tests/benchmarks/*.py",
     {"Believed": "Calibration", "believed": "calibrations", "told": "annotated"}),
    ("training/*.py", {"believed_trees": "likeliest_trees"}),
    # Flows.
    ("flows/diff_lines.py", {"told": "parts"}),
    ("flows/sql_prompt.py", {"told": "answer"}),
    ("flows/pipeline.py", {"told": "line"}),
    ("flows/resolution.py", {"told": "queries"}),
    ("flows/staging.py", {"told": "named"}),
    ("warehouse/report/data.py", {"told": "known_as"}),
    ("warehouse/report/evidence.py", {"told": "shown"}),
    ("warehouse/releases.py", {"told": "numbers"}),
    ("warehouse/export/describing.py", {"told": "described"}),
    ("warehouse/listing.py", {"told": "facts_of"}),
    ("warehouse/resolved.py", {"told": "corrections"}),
    ("transforms/extraction.py", {"told": "times"}),
    ("transforms/language/engine.py", {"told": "decoded"}),
    ("transforms/documents/stat_cache.py", {"told": "held"}),
    ("transforms/documents/inventory.py", {"told": "reason"}),
    ("transforms/corrections.py", {"told": "reason"}),
    ("transforms/coding/relevance.py", {"told": "mention_of"}),
    ("transforms/coding/bearers.py", {"told": "kept", "load_cues": "load_bearer_words", "cues": "words"}),
    ("transforms/coding/slots.py", {"told": "acting", "_tells": "_says_more"}),
    ("transforms/occurrence.py", {"voices": "signals", "told": "earlier"}),
    ("transforms/times/dates.py", {"told": "tensed"}),
    ("tests/transforms/coding/test_police.py", {"Told": "Coding", "told": "codings"}),
    ("tests/transforms/corpus/test_claims.py", {"told": "claim"}),
    ("tests/transforms/test_occurrence.py", {"told": "dated"}),
    ("tests/test_pipeline.py", {"told": "texts"}),
    ("tests/flows/test_unchanged.py tests/flows/test_querying.py tests/flows/test_cli.py tests/flows/test_releasing.py", {"told": "answer"}),
    ("tests/flows/test_cli.py", {"ROOMS": "PACKAGES", "room": "package"}),
    ("tests/test_architecture.py", {}),
]

ALLOWED: set[tuple[str, str]] = set()
"""Clashes that have been looked at: file and new name."""

KEEPS_ONE: dict[str, tuple[str, ...]] = {}

INDEXES = (
    "transforms/places/*", "evaluation/places.py", "flows/place_lookup.py", "flows/cli/places.py", "flows/query_output.py",
    "transforms/coding/factuality_cues.py",
)
"""Files in which a variable `place` is a place even where it counts."""

OF_TYPES: dict[str, tuple[tuple[str, str], ...]] = {
    "Spotted": (("*", "mention"),), "Type": (("*", "kind"),), "Here": (("*", "toponym"),), "Stated": (("*", "relation"),),
    "Found": (("transforms/times/*", "match"), ("tests/transforms/times/*", "match"), ("*", "")),
    "Quoted": (("*", "stretch"),), "Judged": (("transforms/documents/*", "piece"), ("*", "event")), "Shown": (("*", "shown_report"),),
    "Said": (("*", ""),), "Met": (("*", "sentence"),), "Bin": (("*", ""),), "Any": (("*", ""),), "Path": (("*", "path"),),
    "Pair": (("*", "pair"),), "Row": (("*", "row"),), "Part": (("*", "part"),), "Tensor": (("*", ""),), "Held": (("*", "held"),),
    "Read": (("*", ""),), "Seen": (("*", ""),), "Coded": (("*", ""),), "Piece": (("*", "piece"),), "Span": (("*", "span"),),
    "Value": (("*", ""),), "Known": (("*", ""),), "Cut": (("*", "cut"),), "Heard": (("*", ""),), "Text": (("*", "text"),),
    "Counted": (("*", "number"),), "Encoded": (("*", "encoded"),), "Figures": (("*", ""),), "Batch": (("*", "batch"),),
    "Kinds": (("*", ""),), "Object": (("*", ""),),
}
"""What a member of some class is called where its list does not say; by file, the first that fits; empty for nothing."""

SINGULARS = {
    "people": "person", "children": "child", "bodies": "body", "news": "", "series": "", "always": "", "times": "time",
    "days": "day", "others": "other", "things": "", "does": "", "says": "", "tells": "", "holds": "", "gives": "",
    "stands": "", "basis": "", "speakers": "speaker", "hearers": "hearer", "undergoers": "undergoer", "doers": "doer",
    "axes": "axis", "analyses": "analysis", "indices": "index", "vertices": "vertex", "matches": "match",
    "addresses": "address", "classes": "", "types": "", "ids": "", "lists": "", "sets": "", "dicts": "", "strings": "",
    "args": "", "kwargs": "", "ranges": "", "inputs": "", "objects": "", "bytes": "", "lines": "line", "files": "file",
    "sum": "", "words": "word", "names": "name", "rows": "row", "tokens": "token", "ands": "", "passes": "",
    "chars": "character", "hits": "hit", "whites": "", "values": "value", "keys": "key", "items": "", "counts": "count",
    "alternatives": "alternative", "heads": "head", "men": "", "women": "", "criteria": "", "data": "", "has": "",
    "nouns": "noun", "contents": "content", "forms": "form", "places": "place", "means": "", "species": "", "cues": "cue",
    "seats": "seat", "stairs": "", "years": "year", "years_of": "", "events_of": "event", "reads": "read",
    "fires": "", "takes": "", "lasts": "", "firsts": "", "was": "", "is": "", "as": "", "parts": "part", "ones": "",
    "plurals": "", "outs": "", "ends": "end", "kids": "", "spelt": "", "sides": "side", "bars": "bar", "axes_of": "",
    "yes": "", "finds": "", "reaches": "", "wishes": "", "moves": "", "names_of": "name", "adds": "", "meets": "",
    "agrees": "", "fits": "", "counts_of": "count", "leaves": "", "shows": "", "reports_of": "report",
}

# ------------------------------------------------------------------------- code that knows where its own file lies

CODE: list[tuple[str, list[tuple[str, str]]]] = [
    ("evaluation/mappings.py", [(r'Path\(__file__\)\.parent\.parent / "mappings"', 'Path(__file__).parent / "mappings"')]),
    ("tests/evaluation/*.py", [(r'parents\[2\] / "benchmarks" / "gold"', 'parents[2] / "evaluation" / "examples"')]),
    ("tests/flows/test_readme.py", [(r'\(folder / "benchmarks"\)\.symlink_to\(ROOT / "benchmarks"\)', '(folder / "evaluation").symlink_to(ROOT / "evaluation")')]),
    ("tools/*_names.py", [
        (r'^FILE = Path\(__file__\)\.with_name\(("[^"]*")\)$', r'FILE = FOLDER / \1'),
        (r"^from pathlib import Path\n", ""),
        (r"^from transforms\.lexicons import normalise$", "from transforms.lexicons import FOLDER, normalise"),
    ]),
    ("tools/territory_names.py", [(r"^import re\n\nFILE", "import re\n\nfrom transforms.lexicons import FOLDER\n\nFILE")]),
    ("tests/test_architecture.py", [
        (r'^    "evaluation": \{"transforms", "benchmarks"\},', '    "evaluation": {"transforms", "evaluation"},'),
        (r'^    "benchmarks": \{"transforms", "warehouse", "benchmarks", "training"\},', '    "benchmarks": {"transforms", "warehouse", "evaluation", "training", "benchmarks"},'),
        (r'^    "flows": \{"transforms", "expectations", "warehouse", "benchmarks", "flows"\},', '    "flows": {"transforms", "expectations", "warehouse", "evaluation", "flows"},\n    "tools": {"transforms", "tools"},'),
        (r'for package in \("transforms", "expectations", "warehouse", "benchmarks", "flows"\)', 'for package in ("transforms", "expectations", "warehouse", "evaluation", "benchmarks", "flows")'),
    ]),
]

# --------------------------------------------------------------------------------------------------------- strings

STRINGS: list[tuple[str, list[tuple[str, str]]]] = [
    ("transforms/coding/claimants.py", [(r"claims\.yaml", "claimants.yaml")]),
    ("transforms/coding/participant_words.py", [(r'"parties\.yaml"', '"participant_words.yaml"')]),
    ("transforms/coding/confidence.py", [(r'^"unit"$', '"pattern"'), (r'^"no_unit"$', '"no_pattern"')]),
    ("flows/coded_text.py flows/event_explanation.py", [(r'^"unit"$', '"pattern"'), (r"confidence of the unit", "confidence of the pattern")]),
    ("flows/cli/__init__.py", [(r"--predictions out\.jsonl --errors 5", "--errors 5")]),
    ("transforms/ontology/__init__.py", [(r"; join the entries or let another word come first", "; join the entries or begin with another word")]),
    ("benchmarks/coders.py", [(r" sentences of ours, which the (heads|classifiers) did not learn from and which tell ", " sentences of ours, held out from training, which tell ")]),
    ("flows/coded_text.py", [(r"(\{)unit(\[)", r"\1pattern\2"), (r"^\['confidence'\]$", "['confidence']")]),
    ("tests/flows/test_coded_text.py", [(r'^"unit"$', '"pattern"')]),
    ("benchmarks/coders.py", [(r'^"heads"$', '"classifiers"'), (r"the learned (heads|classifiers) read", "the classifiers read"),
                              (r"which the heads did not learn from", "which the classifiers did not learn from"),
                              (r"\bheads\b", "classifiers"), (r"docs/coding\.md", "docs/coders.md")]),
    ("transforms/places/*.py", [(r'^"kinds\.csv"$', '"place_kinds.csv"')]),
    ("training/corpora.py", [(r'^"kinds\.csv"$', '"corpus_kinds.csv"')]),
    ("benchmarks/engine_accuracy.py", [(r'"reading_bars\.csv"', '"engine_bars.csv"')]),
    ("benchmarks/scoreboard.py", [(r'"standing\.csv"', '"scoreboard.csv"'), (r"the walk", "the pipeline")]),
    ("benchmarks/false_positives.py", [(r'^"silence"$', '"false_positives"')]),
    ("benchmarks/synthetic_*.py", [(r"^\"made/", '"synthetic/'), (r"^made/", "synthetic/"), (r"\bMade (document|Source)\b", r"Synthetic \1"), (r"^Made document ", "Synthetic document "),
                                   (r"^made\.", "synthetic."), (r"^Made Source ", "Synthetic Source ")]),
    ("tools/subdivision_names.py", []),
    ("tools/chores.py", [(r"scripts/house\.py", "tools/chores.py")]),
    ("tests/flows/test_cli.py", [(r'"benchmarks"', '"evaluation"')]),
    ("training/*.py", [(r"\bits folder has labels and units\b", "its folder has labels and trigger words")]),
]

# ----------------------------------------------------------------------------------------- comments and docstrings

PROSE: list[tuple[str, list[tuple[str, str]]]] = [
    ("*.py", [
        (r"\b(?P<a>[Tt])he walk\b", r"\g<a>he pipeline"),
        (r"\bin the walk\b", "in the pipeline"),
        (r"\blearned heads\b", "learned classifiers"),
        (r"\btrained heads\b", "trained classifiers"),
        (r"\blexical units\b", "trigger patterns"),
        (r"\b(?P<a>[Aa]) lexical unit\b", r"\g<a> trigger pattern"),
        (r"\bthe yardstick\b", "the evaluation"),
        (r"\bscripts/house\.py\b", "tools/chores.py"),
    ]),
    (CODING, [
        (r"\b(?P<a>[Aa]) unit's\b", r"\g<a> pattern's"),
        (r"\bunits'(?= )", "patterns'"),
        (r"\bunit\b(?!s)", "pattern"), (r"\bunits\b", "patterns"), (r"\bUnit\b", "Pattern"), (r"\bUnits\b", "Patterns"),
        (r"\bUNIT\b", "PATTERN"), (r"`units_by_lemma`", "`patterns_by_lemma`"), (r"\bunits_by_lemma\b", "patterns_by_lemma"),
        (r"\bthe heads'", "the classifiers'"),
        (r"\bthe heads(?= (mark|say|hear|alone|find|must|is|did|think|on)\b)", "the classifiers"),
        (r"\bThe heads(?= (mark|say|hear|alone|find)\b)", "The classifiers"),
        (r"\bof the heads(?= (is|alone)\b)", "of the classifiers"),
        (r"\bby the heads\b", "by the classifiers"),
        (r"\bthe heads whatever\b", "the classifiers whatever"),
        (r"\bwhatever the heads say\b", "whatever the classifiers say"),
        (r"\bcues and heads say\b", "cues and classifiers say"),
        (r"\btype of the heads\b", "type of the classifiers"),
        (r"\bwithout the heads\b", "without the classifiers"),
        (r"\bby either voice\b", "by either classifier"),
        (r"\ba voice is not believed\b", "a source is not believed"),
        (r"\bthat no head\b", "that no classifier"),
        (r"\bthe heads did not learn\b", "the classifiers did not learn"),
        (r"\btraining of the heads\b", "training of the classifiers"),
        (r"`claims\.yaml`", "`claimants.yaml`"), (r"`parties\.yaml`", "`participant_words.yaml`"),
        (r"\bfills their sides\b", "fills their participants"),
        (r"\bit leaves a side empty\b", "it leaves a role empty"),
        (r"\bnames its sides beside it\b", "names its participants beside it"),
        (r"\bwith the sides\b", "with the participants"),
        (r"`cues\.py`", "`factuality_cues.py`"),
        (r"null for one that is the classifiers' alone or is no more", "null for one of the classifiers or of before"),
        (r"^\"\"\"Takes what may be events of a sentence, gives them with those as actors who say that they did it: `claimants\.yaml`", '"""Takes events of a sentence, gives them with those as actors who say that they did it: `claimants.yaml`'),
        (r"Of the patterns that fire on one token that of the highest\n", "Of those that fire on one token that of the highest\n"),
        (r"on the other side\.", "in the other role."),
        (r", on either side\.", ", in either role."),
    ]),
    ("transforms/coding/__init__.py", [(r"`patterns` finds", "`trigger_patterns` finds"), (r"`units` finds", "`trigger_patterns` finds"),
                                       (r"`claims`", "`claimants`")]),
    ("training/trigger_words.py", [
        (r"\bconfidence of a unit\b", "confidence of a pattern"), (r"\bwhen the unit asks\b", "when the pattern asks"),
        (r"\bits surest unit is\b", "its surest pattern is"), (r"\bthe word of a unit that\b", "the word of a pattern that"),
        (r"\bWrite the units to a file\b", "Write the trigger words to a file")]),
    ("transforms/language/*.py training/*.py benchmarks/*.py", [
        (r"\bthe heads of events\b", "the classifiers of events"),
        (r"\btrains heads of events\b", "trains classifiers of events"),
        (r"\bscores of the heads of events\b", "scores of the classifiers of events"),
        (r"\blabels the heads have\b", "labels the classifiers have"),
        (r"\bthat the heads did not learn from\b", "that the classifiers did not learn from"),
        (r"\bso that heads are trained\b", "so that classifiers are trained"),
        (r"\bby the heads alone\b", "by the classifiers alone"),
        (r"\bReturn heads trained\b", "Return classifiers trained"),
        (r"\band a head for each task\b", "and a classifier for each task"),
        (r"\bWidths of the heads of the tasks\b", "Widths of the classifiers of the tasks"),
        (r"\bEncoder and heads\.", "Encoder and classifiers."),
        (r"\bthe forms of units\b", "the forms of trigger words"),
        (r"\bforms of lexical units\b", "forms of trigger words"),
        (r"\bReturn the units of a file\b", "Return the trigger words of a file"),
        (r"\bforms of trigger patterns, each with its weight\b", "forms of the words of trigger patterns, each with its weight"),
    ]),
    ("transforms/occurrence.py", [(r"What learned (heads|classifiers), semantic roles and syntax", "What classifiers, semantic roles and syntax")]),
    ("transforms/attribution.py", [(r"a speaker and a side are arms", "a speaker and a participant are arms"),
                                   (r"the others tell themselves", "the others stand outside statements")]),
    ("evaluation/__init__.py", [
        (r"The evaluation: takes a set of texts", "Evaluation: takes a set of texts"),
        (r"The yardstick: takes a set of texts", "Evaluation: takes a set of texts")]),
    ("benchmarks/__init__.py", [
        (r"What measures the (walk|pipeline): .*?\"\"\"", "Benchmarks: how well this code reads and what it costs, measured by its developers; no wheel ships them.\"\"\"")]),
    ("benchmarks/*_loading.py", [(r"\bThe yardstick\b", "The baseline"), (r"\bThe evaluation of loading\b", "The baseline of loading"),
                                 (r"\bThe evaluation is reading\b", "The baseline is reading")]),
    ("benchmarks/scoreboard.py", [(r"Where the (walk|pipeline) stands:", "The scoreboard of the pipeline:"), (r"`standing\.csv`", "`scoreboard.csv`")]),
    ("benchmarks/false_positives.py", [
        (r"^\"\"\"How often the coder speaks where nothing political happens:", '"""The false-positive rate of the coder, where nothing political happens:')]),
    ("benchmarks/synthetic_documents.py", [(r"^\"\"\"Made documents:", '"""Synthetic documents:'), (r"made_warehouse\.py", "synthetic_warehouse.py"), (r"rows made so far", "rows so far")]),
    ("benchmarks/synthetic_warehouse.py", [(r"\bmade towns\b", "synthetic towns")]),
    ("evaluation/pipeline_answers.py", [(r"as the evaluation asks for it", "as the tasks of the evaluation ask for it")]),
    ("evaluation/answering.py evaluation/mappings.py evaluation/*.py", [(r"`benchmarks/mappings`", "`evaluation/mappings`")]),
    ("evaluation/filling.py", [(r"Tells the incidents of a text", "Fills the templates of a text")]),
    ("transforms/quotes/attribution_cues.py", [(r'^"""Cues: the tree', '"""Attribution cues: the tree')]),
    ("transforms/coreference/*.py training/coreference.py tests/transforms/test_coreference.py transforms/mentions.py", [
        (r"\bto the same thing\b", "to the same referent"), (r"\bto one thing\b", "to one referent"),
        (r"\bname one thing\b", "name one referent"), (r"\bThe thing that a phrase refers to\b", "The referent of a phrase"),
        (r"\bsays is the same thing\b", "says has the same referent"), (r"\bthe named thing that\b", "the named referent that"),
        (r"\bthe thing of the antecedent\b", "the referent of the antecedent"), (r"\bor a new thing\b", "or a new one"),
        (r"\bnumber of the thing of each name\b", "number of the referent of each name"),
        (r"\bthe codes of their thing\b", "the codes of their referent"), (r"\bentity of each thing\b", "entity of each referent"),
        (r"\bentity of a thing\b", "entity of a referent"), (r"\bWhat the phrases that refer to one referent say of it\b", "What the phrases of one referent say of it"),
    ]),
    ("transforms/corpus/events.py", [
        (r"\bthings of one type told before a report among which it may find its own\b", "events of one type before a report among which it may find its own"),
        (r"\bReturn the things that the reports of a document tell\b", "Return the events that the reports of a document tell of"),
        (r"\bTwo things of one document were told apart there\b", "Two events of one document were told apart there"),
        (r"\bReturn what two things of two documents have in common when they are one event\b", "Return what events of two documents have in common when they are one"),
        (r"\bwith each report as one telling of an event\b", "with each report linked to its event"),
        (r"\bReports of one document that tell of the same thing\b", "An event of one document: the reports that tell of it"),
        (r"\bReturn the telling of a report\b", "Return the link of a report"), (r"\bYield the tellings of\b", "Yield the links of"),
        (r"`Told`", "`LinkedReport`"),
    ]),
    ("transforms/relations/__init__.py", [(r"\(`told`\)", "(`stated_relations`)"), (r"\(`placed`\)", "(`location_relations`)"), (r"\(`acted`\)", "(`event_relations`)")]),
    ("warehouse/purging/__init__.py", [(r"`finding` says", "`document_lookup` says")]),
    ("tests/evaluation/*.py", [(r"\bthe evaluation share\b", "the evaluation share")]),
    ("tests/flows/test_release_report.py", [(r"the report in the (walk|pipeline)", "the report in the pipeline")]),
    ("tools/*.py", [(r"`python -m transforms\.lexicons\.", "`python -m tools."), (r"`data/gazetteer\.npz`", "`transforms/places/data/gazetteer.npz`")]),
    ("transforms/places/gazetteer.py transforms/tables.py", [(r"data/kinds\.csv", "data/place_kinds.csv")]),
    ("flows/progress.py", [(r"Only flows tell; everything below them returns", "Only flows print; everything below them returns")]),
    ("tests/*.py", [(r"^\"\"\"Tests of the tree itself:", '"""Tests of the tree itself:')]),
    ("benchmarks/engine_accuracy.py", [
        (r'^\\"\\"\\"Measures the reading engine: `(python -m benchmarks\\.engine_accuracy [^`]*)`\\.\\n\\n', '"""Measures the reading engine.\n\n    \\1\n\n'),
    ]),
    ("benchmarks/false_positives.py", [
        (r'^\\"\\"\\"(The false-positive rate of the coder, where nothing political happens|How often the coder speaks where nothing political happens): (`[^`]*`)\\.\\n\\nIts sentences', '"""The false-positive rate of the coder: \\2.\n\nHow often it finds an event where nothing political happens. Its sentences'),
    ]),
    ("benchmarks/gazetteer_loading.py", [
        (r'prints time and memory of loading, and the time of names\\.', 'prints time and memory of loading and naming.'),
    ]),
    ("benchmarks/lexicon_loading.py", [
        (r'^\\"\\"\\"What loading the lexicons costs, which every command pays: (`[^`]*`) prints it as a ratio\\.', '"""What loading the lexicons costs every command, as a ratio: \\1.'),
    ]),
    ("benchmarks/scoreboard.py", [
        (r'^\\"\\"\\"(The scoreboard of the pipeline|Where the walk stands|Where the pipeline stands): (`[^`]*`) scores it on gold sets\\.', '"""The scoreboard of the pipeline on gold sets: \\2.'),
    ]),
    ("benchmarks/synthetic_documents.py", [
        (r': sentences put together from names of countries and event types, with', ': sentences of names of countries and event types, with'),
    ]),
    ("benchmarks/trigger_accuracy.py", [
        (r'^\\"\\"\\"Measures the (heads|classifiers) of events as they ship: ', '"""Measures the classifiers of events: '),
    ]),
    ("tools/gazetteer_builder.py", [
        (r'^\\"\\"\\"Takes the GeoNames data that packages carry, gives `[^`]*`: every place', '"""Takes the GeoNames data that packages carry, gives the gazetteer: every place'),
    ]),
    ("transforms/coding/contexts.py", [
        (r'^\\"\\"\\"Takes an event, gives its contexts: what its (unit|pattern) and the learned (heads|classifiers) say, and', '"""Takes an event, gives its contexts: what its pattern and classifiers say, and'),
    ]),
    ("transforms/quotes/attribution_cues.py", [
        (r'the tree of a sentence in, who is said in it to say, think or want what out, as tokens', 'the tree of a sentence in, who says, thinks or wants what in it out, as tokens'),
    ]),
    ("transforms/coding/rulings.py", [
        (r'is a word of a bare list that names its (sides|participants) beside it', 'is a word of a bare list with its participants beside it'),
        (r'Whether the (heads|classifiers) alone take for an event that something is said, or that one of these events is made known', 'Whether classifiers alone take for an event that something is said, or that an event is made known'),
    ]),
    ("transforms/coding/sharing.py", [
        (r'Return an event with the (sides|participants) that it lacks from', 'Return an event with the participants it lacks from'),
    ]),
    ("transforms/tables.py", [
        (r'one of `transforms/places/data/(place_)?kinds\\.csv`, such as', 'one of `place_kinds.csv`, such as'),
    ]),
    ("training/*.py", [
        (r'of the heads that read, of the classifiers of events', 'of the classifiers that read, of those of events'),
        (r'of the heads that read\\b', 'of the classifiers that read'),
    ]),
]

# ----------------------------------------------------------------------------------------------------- other files

TEXT: list[tuple[str, list[tuple[str, str]]]] = [
    ("*.md */*.md", [
        (r"\blearned heads\b", "learned classifiers"),
        (r"\bcoding\.md\b", "coders.md"),
        (r"\bthe yardstick\b", "the evaluation"),
    ]),
    ("README.md", [(r"python3 scripts/house\.py", "python3 tools/chores.py")]),
    ("docs/coders.md", [(r"the learned (heads|classifiers) read", "the classifiers read"), (r"sentences of ours, which the (heads|classifiers) did not learn from and which tell", "sentences of ours, held out from training, which tell"), (r"\| heads: P", "| classifiers: P")]),
    ("docs/where.md", [(r"`candidates\.py`", "`place_candidates.py`"), (r"`resolving\.py`", "`toponym_resolution.py`")]),
    ("docs/design.md", [(r"`claims\.py` \| `claims\.yaml`", "`claimants.py` | `claimants.yaml`"), (r"`parties\.yaml`", "`participant_words.yaml`"),
                        (r"`cues\.py`", "`factuality_cues.py`"), (r"`warehouse` and `benchmarks` import `transforms`", "`warehouse` and `evaluation` import `transforms`")]),
    ("docs/design.md", [(r"units of the ontology, which ask for", "trigger patterns of the ontology, which ask for")]),
    ("docs/model-card.md", [
        (r"forms of lexical units with their types", "forms of trigger words with their types"),
        (r"\bfor the heads, batches\b", "for the classifiers, batches"), (r"trains heads of events", "trains classifiers of events"),
        (r"begins with them, since heads$", "begins with them, since classifiers"), (r"^heads that read\b", "classifiers that read"),
        (r"\(the heads of events come", "(the classifiers of events come"), (r"and its heads began", "and its classifiers began"),
        (r"^heads alone on sets", "classifiers alone on sets"), (r"`training\.probe`: heads on", "`training.probe`: classifiers on"),
        (r"The heads find contexts", "The classifiers find contexts"), (r"forms of units and vocabulary", "trigger words and vocabulary"),
    ]),
    ("docs/claims.md", [(r"how a report gets its voice", "who asserts a report"), (r"whose voice that is:", "who that is:")]),
    ("CONTRIBUTING.md", [(r"scripts/house\.py", "tools/chores.py"), (r"`warehouse`, `benchmarks` -> `transforms`", "`warehouse`, `evaluation` -> `transforms`")]),
    ("docs/where.md", [(r"`transforms/places/building\.py`", "`tools/gazetteer_builder.py`")]),
    ("Makefile", [(r"scripts/house\.py", "tools/chores.py")]),
    ("requirements.lock", [(r"scripts/house\.py", "tools/chores.py")]),
    ("pyproject.toml", [
        (r'^packages = \["flows", "transforms", "expectations", "warehouse", "benchmarks"\]', 'packages = ["flows", "transforms", "expectations", "warehouse", "evaluation"]'),
        (r'^"scripts/\*\*" = \["T20"\]', '"tools/**" = ["T20"]'),
    ]),
    ("transforms/coding/confidence.csv", [(r"^unit,", "pattern,"), (r"^no_unit,", "no_pattern,")]),
    ("transforms/ontology/*.yaml transforms/coding/*.yaml", [(r"(^\s*#.*)\bunits\b", r"\1patterns"), (r"(^\s*#.*)\bunit\b", r"\1pattern")]),
    ("docs/*.md", [(r"made_warehouse made`", "synthetic_warehouse synthetic`")]),
    ("evaluation/examples/README.md", [(r"formats of the (yardstick|evaluation)", "formats of the evaluation"), (r"benchmarks/mappings/", "evaluation/mappings/")]),
]
