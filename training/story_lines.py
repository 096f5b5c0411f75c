"""Takes the lines of a happening in a story, gives the happening; what is not understood is refused by place."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from training.story import Claim, Happening, MalformedStory, Party, Place
from training.story_marks import FACTUALITIES, HAPPENING
from transforms.lexicons import load_lexicons
from transforms.ontology import load_ontology
from transforms.tables import SECTORS

TIERS = ("core", "background")
COUNTS = ("deaths", "injured", "arrested")
CLAIMED = (*COUNTS, "days", "actor", "recipient", "place", "factuality")
UNKNOWN = "?"
NONE = "none"


def parse_happening(line: str, block: list[tuple[str, str]], where: str) -> Happening:
    parts = split_parts(line[2:], where, "= e1 | ASSAULT/firearms, COERCE | actual | core", (4,))
    if not HAPPENING.fullmatch(parts[0]):
        raise MalformedStory(f"{where}: happening {parts[0]!r}; number the happenings e1, e2 and so on")
    types, mode = _types(parts[1], where)
    check_known("factuality", parts[2], FACTUALITIES, where)
    check_known("tier", parts[3], TIERS, where)
    happening = Happening(parts[0], types, mode, parts[2], parts[3])
    seen: dict[str, str] = {}
    for place, raw in block:
        if raw == "mutual":
            happening = replace(happening, mutual=True)
            continue
        key, value = split_pair(raw, place, tuple(FIELDS))
        if key not in REPEATED:
            put_once(seen, key, value, place)
        happening = FIELDS[key](happening, key, value, place)
    for key in ("days", "place"):
        if key not in seen:
            raise MalformedStory(
                f"{where}: {happening.id} has no line `{key}:`; write `{key}: none` where it is not knowable"
            )
    if happening.mutual and not happening.actors:
        raise MalformedStory(
            f"{where}: {happening.id} is mutual and has no actor; write all who act on each other as actors"
        )
    return happening


def _types(value: str, where: str) -> tuple[tuple[str, ...], str | None]:
    known = load_ontology().types
    first, slash, mode = value.split(", ")[0].partition("/")
    types = (first, *value.split(", ")[1:])
    for event_type in types:
        check_known("type", event_type, tuple(known), where)
    if slash:
        check_known(f"mode of {first}", mode, tuple(known[first].modes), where)
    return types, mode or None


def _add_party(happening: Happening, key: str, value: str, where: str) -> Happening:
    parts = split_parts(value, where, f"{key}: name; another name | COL | REB CRM, and `| optional`", (3, 4))
    if len(parts) == 4 and parts[3] != "optional":
        raise MalformedStory(f"{where}: {parts[3]!r} at the end of a party; write `optional` or nothing")
    sectors = None if parts[2] == UNKNOWN else tuple(parts[2].split())
    for sector in sectors or ():
        check_known("sector", sector, SECTORS, where)
    party = Party(_names(parts[0]), _countries(parts[1], where), sectors, len(parts) == 4)
    if key == "actor":
        return replace(happening, actors=(*happening.actors, party))
    return replace(happening, recipients=(*happening.recipients, party))


def _set_days(happening: Happening, _: str, value: str, where: str) -> Happening:
    first, last = parse_days(value, where)
    return replace(happening, first=first, last=last)


def parse_days(value: str, where: str) -> tuple[date | None, date | None]:
    """Return the interval of `1988-03-14`, `1988-03-14..1988-03-15`, `..1988-03-15`, `1988-03-14..` or `none`."""
    if value == NONE:
        return None, None
    first, dots, last = value.partition("..")
    start = parse_day(first, where) if first else None
    end = (parse_day(last, where) if last else None) if dots else start
    if start and end and start > end:
        raise MalformedStory(f"{where}: the first day {start} is after the last {end}; write the earlier day first")
    if start is end is None:
        raise MalformedStory(f"{where}: {value!r} has no day; write `none` where it is not knowable")
    return start, end


def _set_place(happening: Happening, _: str, value: str, where: str) -> Happening:
    if value == NONE:
        return replace(happening, place=None)
    parts = split_parts(
        value, where, "place: Medellín; another name | COL | 6.25 -75.57 | 20, or `place: Colombia | COL`", (2, 4)
    )
    countries = _countries(parts[1], where)
    if countries is None:
        raise MalformedStory(f"{where}: a place without a country; write its code")
    place = Place(_names(parts[0]), countries)
    if len(parts) == 4:
        numbers = [_number(word, where) for word in (*parts[2].split(), parts[3])]
        if len(numbers) != 3 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180 or numbers[2] <= 0:
            raise MalformedStory(f"{where}: {parts[2:]} is no point with a radius; write `6.25 -75.57 | 20`")
        place = replace(place, latitude=numbers[0], longitude=numbers[1], radius_km=numbers[2])
    return replace(happening, place=place)


def _set_count(happening: Happening, key: str, value: str, where: str) -> Happening:
    return replace(happening, counts={**happening.counts, key: parse_count(value, where)})


def parse_count(value: str, where: str) -> tuple[int, int]:
    """Return lowest and highest of `5` or `5..7`."""
    low, dots, high = value.partition("..")
    if not low.isdecimal() or (dots and not high.isdecimal()) or (dots and int(high) < int(low)):
        raise MalformedStory(f"{where}: {value!r} is no number; write `5`, or `5..7` with the lower number first")
    return int(low), int(high or low)


def _set_says(happening: Happening, _: str, value: str, __: str) -> Happening:
    return replace(happening, says=value)


def _set_link(happening: Happening, key: str, value: str, where: str) -> Happening:
    if not HAPPENING.fullmatch(value) or value == happening.id:
        raise MalformedStory(f"{where}: {key} {value!r}; write another happening of the story, as e2")
    return replace(happening, part_of=value) if key == "part of" else replace(happening, content_of=value)


def _add_claim(happening: Happening, _: str, value: str, where: str) -> Happening:
    parts = split_parts(value, where, "claim: d2 | deaths 7 | the police, or without the last part", (2, 3))
    column, _space, claimed = parts[1].partition(" ")
    check_known("claimed field", column, CLAIMED, where)
    if column in COUNTS:
        parse_count(claimed, where)
    elif column == "days":
        parse_days(claimed, where)
    elif column == "factuality":
        check_known("factuality", claimed, FACTUALITIES, where)
    claim = Claim(parts[0], column, claimed, parts[2] if len(parts) == 3 else None)
    return replace(happening, claims=(*happening.claims, claim))


FIELDS: dict[str, Callable[[Happening, str, str, str], Happening]] = {
    "actor": _add_party,
    "recipient": _add_party,
    "days": _set_days,
    "place": _set_place,
    **dict.fromkeys(COUNTS, _set_count),
    "says": _set_says,
    "part of": _set_link,
    "content of": _set_link,
    "claim": _add_claim,
}
REPEATED = ("actor", "recipient", "claim")


def split_parts(value: str, where: str, right: str, numbers: tuple[int, ...]) -> list[str]:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) not in numbers or not all(parts):
        raise MalformedStory(f"{where}: {value!r} has {len(parts)} parts or an empty one; write {right}")
    return parts


def split_pair(line: str, where: str, keys: tuple[str, ...]) -> tuple[str, str]:
    key, colon, value = line.partition(": ")
    if not colon or key not in keys or not value.strip():
        raise MalformedStory(
            f"{where}: {line!r} is not understood; write one of {', '.join(keys)}, a colon and a value"
        )
    return key, value.strip()


def put_once(seen: dict[str, str], key: str, value: str, where: str) -> None:
    if key in seen:
        raise MalformedStory(f"{where}: {key!r} stands twice; write it once")
    seen[key] = value


def check_known(what: str, value: str, codes: Iterable[str], where: str) -> None:
    if value not in codes:
        raise MalformedStory(f"{where}: {what} {value!r} is unknown; use one of {', '.join(codes)}")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(";"))


def _countries(value: str, where: str) -> tuple[str, ...] | None:
    if value == UNKNOWN:
        return None
    for code in value.split():
        if code not in _country_codes():
            right = "use a code of states.csv or pseudo_countries.csv"
            raise MalformedStory(f"{where}: country {code!r} is unknown; {right}, or ? where no reader could know")
    return tuple(value.split())


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    lexicons = load_lexicons()
    return frozenset(lexicons.countries) | frozenset(lexicons.pseudo_countries)


def parse_day(value: str, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise MalformedStory(f"{where}: {value!r} is no day; write it as 1988-03-15") from error


def _number(value: str, where: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise MalformedStory(f"{where}: {value!r} is no number; write degrees and kilometres as 6.25") from error
