"""What we know before reading: the lexicons load, agree with one another, and refuse a row that breaks a rule."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.finding import each
from tools.territory_names import FILE, write_territories
from transforms.lexicons import FOLDER, HOWS, Lexicons, load_lexicons, named_entities, normalise, plurals
from transforms.own_knowledge import KnowledgeInvalid


@pytest.fixture(scope="module")
def known() -> Lexicons:
    return load_lexicons()


def ids(known: Lexicons, name: str) -> list[str]:
    return list(dict.fromkeys(entry.entity_id for entry in known.candidates(name)))


def load_with(folder: Path, file: str, row: str) -> Lexicons:
    """Load a copy of the lexicons in which a file has one more row."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(row + "\n")
    if not named_entities.ENTITY_FILES or not named_entities.OFFICIAL_FILES:
        # Most of those who share a name are not there then.
        (folder / "shared_names.csv").write_text("name,entity_ids,source\n", encoding="utf-8")
    return load_lexicons(folder)


def test_every_member_of_the_united_nations_is_a_state(known: Lexicons) -> None:
    statuses = [state.status for state in known.states.values()]
    assert statuses.count("member") == 193
    assert statuses.count("observer") == 2


def test_every_iso_territory_counts_for_one_country(known: Lexicons) -> None:
    isos = {line.split(",")[0] for line in FILE.read_text(encoding="utf-8").splitlines()[1:]}
    assert isos <= {state.iso for state in known.states.values()}


def test_every_state_has_an_adjective(known: Lexicons) -> None:
    without = [state.name for state in known.states.values() if state.status == "member" and not state.demonyms]
    assert without == ["Dominica"], "its demonym is that of the Dominican Republic"


@pytest.mark.parametrize(
    ("name", "code", "how"),
    [
        ("Syrian Arab Republic", "SYR", "alias"),
        ("Kiev", "UKR", "capital"),
        ("Kyiv", "UKR", "capital"),
        ("the Kremlin", "RUS", "government_name"),
        ("Downing Street", "GBR", "government_name"),
        ("Élysée", "FRA", "government_name"),
        ("Frenchmen", "FRA", "demonym"),
        ("Burma", "MMR", "alias"),
        ("Zaire", "COD", "name"),
        ("Soviet", "RUS", "demonym"),
        ("Greenland", "DNK", "name"),
        ("U.S.", "USA", "alias"),
        ("Cote d'Ivoire", "CIV", "alias"),
        ("Côte d’Ivoire", "CIV", "alias"),
        ("Scottish", "GBR", "demonym"),
    ],
)
def test_a_name_of_a_state_gives_its_code_and_how_it_means_it(known: Lexicons, name: str, code: str, how: str) -> None:
    entry = known.candidates(name)[0]
    assert (known.entities[entry.entity_id].country, entry.how) == (code, how)


def test_a_common_word_is_not_an_acronym(known: Lexicons) -> None:
    assert known.candidates("us") == ()
    assert ids(known, "US") == ["state.united-states"]


def test_a_name_that_two_states_share_gives_both(known: Lexicons) -> None:
    assert ids(known, "Congolese") == ["state.democratic-republic-of-the-congo", "state.republic-of-the-congo"]
    assert ids(known, "Korean") == ["state.south-korea", "state.north-korea"]


def test_a_historic_state_has_its_years_and_the_code_of_today(known: Lexicons) -> None:
    germany = known.states["state.east-germany"]
    assert (germany.code, germany.valid_first_on, germany.valid_last_on) == (
        "DEU",
        date(1949, 10, 7),
        date(1990, 10, 2),
    )


def test_a_partially_recognised_entity_counts_for_its_territory_and_is_marked(known: Lexicons) -> None:
    found = {known.states[f"state.{name}"].code for name in ("abkhazia", "south-ossetia")}
    assert found == {"GEO"}
    assert known.states["state.transnistria"].sector == "PRE"


def test_a_region_is_no_country(known: Lexicons) -> None:
    for name in ("European", "Arab", "African", "Western"):
        assert normalise(name) in known.regions
        assert not any(known.entities[entry.entity_id].kind == "state" for entry in known.candidates(name))


def test_a_name_is_of_a_known_entity_and_names_go_before_aliases(known: Lexicons) -> None:
    for entries in each(known.names.values()):
        assert all(entry.entity_id in known.entities for entry in each(entries))
        assert [HOWS.index(entry.how) for entry in entries] == sorted(HOWS.index(entry.how) for entry in entries)


def test_the_roles_of_political_news_are_there(known: Lexicons) -> None:
    assert len({role.phrase for role in known.roles.values()}) >= 1500
    sectors = {name: known.roles[name].sector for name in ("riot police", "insurgents", "gunmen", "spies", "villagers")}
    assert sectors == {"riot police": "COP", "insurgents": "REB", "gunmen": "UAF", "spies": "SPY", "villagers": "CVL"}
    lawmaker = known.roles["opposition lawmakers"]
    assert (lawmaker.sector, lawmaker.secondary) == ("LEG", "OPP")


def test_spellings_of_both_sides_of_the_atlantic_give_the_same_sector(known: Lexicons) -> None:
    for british, american in (("defence minister", "defense minister"), ("labour leader", "labor leader")):
        assert known.roles[british].sector == known.roles[american].sector
    assert known.institutions["ministry of defence"] is known.institutions["ministry of defense"]


@pytest.mark.parametrize(
    ("phrase", "many"),
    [
        ("minister of defence", ["ministers of defence"]),
        ("commander-in-chief", ["commanders in chief"]),
        ("attorney general", ["attorneys general", "attorney generals"]),
        ("policewoman", ["policewomen"]),
        ("deputy", ["deputies"]),
        ("monarch", ["monarchs"]),
        ("spokesperson", ["spokespeople"]),
        ("shaman", ["shamans"]),
    ],
)
def test_a_role_is_found_in_the_plural(phrase: str, many: list[str]) -> None:
    assert plurals(phrase) == many


def test_a_modifier_shifts_the_sector_of_its_role(known: Lexicons) -> None:
    shift = known.modifiers
    assert shift["former"].apply("GOV") == ("ELI", None)
    assert shift["former"].apply("CVL") == ("CVL", None)
    assert shift["opposition"].apply("LEG") == ("LEG", "OPP")
    assert shift["opposition"].apply("MIL") == ("REB", "OPP")
    assert shift["pro government"].apply("UAF") == ("PRM", None)
    assert shift["senior"].apply("MIL", "GOV") == ("MIL", "GOV")


def test_an_honorific_gives_no_sector_and_a_rank_does(known: Lexicons) -> None:
    assert (known.titles["mr"].is_honorific, known.titles["mr"].sector) == (True, None)
    assert known.titles[normalise("Lt. Gen.")].sector == "MIL"


def test_an_institution_is_that_of_a_country(known: Lexicons) -> None:
    ministry = known.institutions[normalise("Ministry of Foreign Affairs")].of("SYR")
    assert (ministry.entity_id, ministry.country, ministry.sector) == ("government.SYR.foreign-ministry", "SYR", "GOV")


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("al-Assad", "Al Assad"),
        ("al-Sisi", "as-Sisi"),
        ("El Baradei", "al-Baradei"),
        ("Sana’a", "Sanaa"),
        ("Guinea–Bissau", "Guinea-Bissau"),
        ("Łódź", "Lodz"),
        ("the Kremlin", "Kremlin"),
        ("U.S.A.", "USA"),
    ],
)
def test_spellings_of_a_name_normalise_alike(spelling: str, other: str) -> None:
    assert normalise(spelling) == normalise(other)


@given(st.text(max_size=40))
def test_any_text_normalises_to_folded_words(text: str) -> None:
    assert normalise(text) == " ".join(normalise(text).split())


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        ("states.csv", "state.x,XYZ,,historic,,X,,,,,,,,public record,", "code 'XYZ' is unknown"),
        (
            "states.csv",
            "state.x,SYR,,historic,,X,,,,,,1990,1980,public record,",
            "1980-12-31 is before valid_first_on 1990",
        ),
        ("states.csv", "state.x,SYR,,historic,,X,,,,,,May 1990,,public record,", "'May 1990' is no day; write YYYY"),
        ("states.csv", "state.x,SYR,,historic,,X,,,,,,,,,", "no source"),
        (
            "states.csv",
            "state.syria,SYR,,historic,,Syria,,,,,,,,public record,",
            "stands in line ",
        ),
        ("states.csv", "state.y,SYR,,historic,,X,,,,,,,,public record,", "write 'state.x'"),
        ("states.csv", "state.x,SYR,,gone,,X,,,,,,,,public record,", "status 'gone' is unknown; use one of member"),
        ("states.csv", "state.x,SYR,,historic,,X,A||B,,,,,,,public record,", "'A||B' has an empty part"),
        ("states.csv", "state.x,SYR", "2 cells; a row has 15"),
        ("roles.csv", "chief weaver,XXX,,person,public record,", "sector 'XXX' is unknown; use one of COP"),
        ("roles.csv", "prime  minister,GOV,,person,public record,", "stands in this file already"),
        ("roles.csv", "chief weaver,GOV,,robot,public record,", "head 'robot' is unknown"),
        ("titles.csv", "Grand Weaver,GOV,yes,public record,", "a bare honorific gives no sector"),
        ("institutions.csv", "looms,Loom Office,,weavers,GOV,public record,", "kind 'weavers' is unknown"),
        ("modifiers.csv", "woven,GOV ELI,REL,,,public record,", "sectors 'GOV ELI' is unknown; use one of COP"),
        ("modifiers.csv", "woven,GOV|MIL,,,,public record,", "'woven' has only one of sectors and becomes"),
        ("modifiers.csv", "woven,,,,lent,public record,", "country 'lent' is unknown; use one of lends, estranges"),
        ("memberships.csv", "weaver,maybe,*,,,,public record,", "belongs 'maybe' is unknown; use one of yes, no"),
        ("memberships.csv", "weaver,yes,,GOV,,,public record,", "'weaver' has only one of turns and into"),
        ("memberships.csv", "weaver,yes,MIL,GOV|MIL,ELI,,public record,", "'weaver' keeps MIL and turns it"),
        ("memberships.csv", "weaver,yes,,,,GOV,public record,", "'weaver' belongs to a body of no sector"),
        ("memberships.csv", "weaver,no,,,,GOV,public record,", "'weaver' has a sector of a body to which it does not"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_file_and_line(
    tmp_path: Path, file: str, row: str, message: str
) -> None:
    with pytest.raises(KnowledgeInvalid, match=rf"^transforms/lexicons/{file}:\d+: ") as refusal:
        load_with(tmp_path, file, row)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("row", "sector", "becomes"),
    [
        ("woven,GOV|MIL,ELI,,,own,", "MIL", ("ELI", None)),
        ("woven,GOV|MIL,ELI,,,own,", "CVL", ("CVL", None)),
        ("woven,*,ELI,OPP,,own,", None, ("ELI", "OPP")),
        ("woven,,,OPP,,own,", "GOV", ("GOV", "OPP")),
    ],
)
def test_a_modifier_turns_sectors_and_adds_one(
    tmp_path: Path, row: str, sector: str | None, becomes: tuple[str, str | None]
) -> None:
    assert load_with(tmp_path, "modifiers.csv", row).modifiers["woven"].apply(sector) == becomes


@pytest.mark.parametrize(
    ("row", "sectors"),
    [
        ("weaver,yes,MIL,GOV,ELI,,own,", {"MIL": "MIL", "GOV": "ELI", "REB": None}),
        ("weaver,yes,*,,,,own,", {"MIL": "MIL", "GOV": "GOV"}),
        ("weaver,yes,*,GOV,ELI,,own,", {"MIL": "MIL", "GOV": "ELI"}),
        ("weaver,no,,,,,own,", {"MIL": None}),
    ],
)
def test_a_member_keeps_or_turns_the_sector_of_its_body(
    tmp_path: Path, row: str, sectors: dict[str, str | None]
) -> None:
    membership = load_with(tmp_path, "memberships.csv", row).memberships["weavers"]
    assert {sector: membership.within(sector) for sector in sectors} == sectors


ENTITY = "entity_id,name,aliases,kind,country,sector,valid_first_on,valid_last_on,source,note\n"
OFFICIAL = "entity_id,name,aliases,role,organisation,country,sector,valid_first_on,valid_last_on,source\n"


def test_a_file_of_entities_joins_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "ENTITY_FILES", ("looms.csv",))
    monkeypatch.setattr(named_entities, "OFFICIAL_FILES", ())
    row = "organisation.looms,Union of Looms,UOL|Loom Union,organisation,SYR,LAB,1990,,public record,"
    found = load_with(tmp_path, "looms.csv", ENTITY + row)
    assert ids(found, "Loom Union") == ["organisation.looms"]
    assert found.entities["organisation.looms"].valid_first_on == date(1990, 1, 1)
    assert found.entities["organisation.looms"].file == "transforms/lexicons/looms.csv:2"


def test_an_entity_of_an_unknown_country_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "ENTITY_FILES", ("looms.csv",))
    monkeypatch.setattr(named_entities, "OFFICIAL_FILES", ())
    row = "organisation.looms,Union of Looms,,organisation,SYX,LAB,,,public record,"
    with pytest.raises(
        KnowledgeInvalid, match=r"^transforms/lexicons/looms\.csv:2: country 'SYX' is unknown; use an ISO"
    ):
        load_with(tmp_path, "looms.csv", ENTITY + row)


def test_a_person_has_a_role_for_each_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "ENTITY_FILES", ())
    monkeypatch.setattr(named_entities, "OFFICIAL_FILES", ("weavers.csv",))
    rows = (
        "person.a-weaver,A Weaver,,president,state.syria,SYR,GOV,2001-02-03,2004,public record\n"
        "person.a-weaver,A Weaver,Weaver,rebel leader,,SYR,REB,1999,2000,public record"
    )
    found = load_with(tmp_path, "weavers.csv", OFFICIAL + rows)
    assert [role.role for role in found.officials["person.a-weaver"]] == ["rebel leader", "president"]
    assert found.officials["person.a-weaver"][1].valid_last_on == date(2004, 12, 31)
    assert found.entities["person.a-weaver"].aliases == ("Weaver",)


def test_a_person_under_two_names_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "ENTITY_FILES", ())
    monkeypatch.setattr(named_entities, "OFFICIAL_FILES", ("weavers.csv",))
    rows = (
        "person.a-weaver,A Weaver,,president,,SYR,GOV,,,public record\n"
        "person.a-weaver,B Weaver,,governor,,SYR,GOV,,,public record"
    )
    with pytest.raises(KnowledgeInvalid, match=r"weavers\.csv:3: 'person\.a-weaver' is named 'B Weaver' here"):
        load_with(tmp_path, "weavers.csv", OFFICIAL + rows)


def test_an_unknown_organisation_of_a_role_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_entities, "OFFICIAL_FILES", ("weavers.csv",))
    row = "person.a-weaver,A Weaver,,minister,government.SYR.loom-ministry,SYR,GOV,,,public record"
    with pytest.raises(
        KnowledgeInvalid, match=r"weavers\.csv:2: organisation 'government\.SYR\.loom-ministry' is unknown"
    ):
        load_with(tmp_path, "weavers.csv", OFFICIAL + row)


def test_a_missing_file_and_another_header_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeInvalid, match=r"pseudo_countries\.csv: no such file; write it"):
        load_lexicons(tmp_path)
    (tmp_path / "pseudo_countries.csv").write_text("code;name\n", encoding="utf-8")
    with pytest.raises(
        KnowledgeInvalid, match=r"pseudo_countries\.csv:1: columns are 'code;name'; they should be 'code,"
    ):
        load_lexicons(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pseudo_countries.csv").write_bytes(b"code,name,source,note\nIGO,\xff,PLOVER,\n")
    with pytest.raises(KnowledgeInvalid, match=r"pseudo_countries\.csv:2: .*a lexicon is a CSV file in UTF-8"):
        load_lexicons(tmp_path)


def test_the_names_of_territories_are_those_that_the_packages_hold() -> None:
    """Write them anew with `python -m tools.territory_names`."""
    assert FILE.read_text(encoding="utf-8") == write_territories()
