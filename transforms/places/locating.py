"""Takes a report and the sites of its document, gives what speaks for each being where its event happened.

The choice is that of a logistic model over the sites and over "nowhere told": facts in words, each with a weight, which
`training/locating.py` learned on our own stories (`training/stories`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from transforms.learned_weights import probabilities, score_of
from transforms.places.acts import Act
from transforms.places.clauses import SURE
from transforms.places.gazetteer import FOLDER
from transforms.places.sites import Site, Sites, lies_in, nearest
from transforms.places.toponym_resolution import distance_km

WEIGHTS = FOLDER / "locations.csv"
NOWHERE = ""
"""The option that the document does not tell where it happened, or that it has no place."""
DISTANCES = ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (20, "20"))
POINT_KM, WIDE_KM = 100.0, 300.0
"""Kilometres from a town, and from the middle of a province or region, within which a place may lie in it."""
SOMEWHERE = frozenset({"ground", "seat"})
"""How acts are done that happen somewhere, told or not: a document that is all about one country tells that one."""
SURELY_NOWHERE, NEARLY_ALL = 0.8, 0.9


def facts_of(act: Act, sites: Sites, options: Sequence[str]) -> list[list[str]]:
    """Return what speaks for and against nowhere, then for and against each option."""
    surest = act.stated.best()
    return [nowhere_facts(act, sites), *(site_facts(act, sites, sites.sites[name], surest) for name in options)]


def nowhere_facts(act: Act, sites: Sites) -> list[str]:
    """Return what speaks for and against an act without a place that is told."""
    report, stated = act.report, act.stated
    surest = stated.best()
    link = stated.links[surest].kind if surest else "unknown" if stated.unknown else "none"
    facts = [
        "nowhere",
        f"nowhere,type={report.event_type}",
        f"nowhere,mode={report.event_type}/{report.mode}",
        f"nowhere,lemma={act.lemma}",
        f"nowhere,{act.done}",
        f"nowhere,link={link}",
        f"nowhere,{act.done},link={link}",
        f"nowhere,{act.done},dateline={bool(sites.datelines)}",
        f"nowhere,{act.done},quoted={report.quote_id is not None}",
        f"nowhere,{act.done},factuality={report.factuality}",
        f"nowhere,{act.done},recalled={act.is_recalled}",
        f"nowhere,sites={min(len(sites.sites), 6)}",
        f"nowhere,mutual={report.is_mutual},{act.done}",
        f"nowhere,title={act.position in sites.titles},{act.done}",
    ]
    facts += {f"nowhere,{act.done},{party.role}={party.sector}" for party in act.parties}
    return facts


def site_facts(act: Act, sites: Sites, site: Site, surest: str | None) -> list[str]:
    """Return what speaks for and against a site as the place of an act."""
    return [
        *_own_sentence(act, site, surest),
        *_around(act, sites, site, surest),
        *_in_document(act, sites, site),
        *_by_others(act, site),
        *_of_parties(act, site),
        *_within(act, sites, site, surest),
    ]


def _own_sentence(act: Act, site: Site, surest: str | None) -> Iterator[str]:
    name, stated = site.place.place_id, act.stated
    best = stated.links[surest].kind if surest else "none"
    if link := stated.links.get(name):
        yield "linked"
        yield f"link={link.kind}"
        yield f"link={link.kind},{site.kind}"
        yield f"link={link.kind},{act.done}"
        yield f"link={link.kind},{_binned(abs(link.away))}"
        yield f"link,best={name == surest}"
        if link.kind == best:
            yield f"link,finest={name == surest}"
    elif name in stated.beside:
        use, away, tells = stated.beside[name]
        side = "after" if away > 0 else "before"
        yield "beside"
        yield f"beside={use},{tells},{site.kind}"
        yield f"beside={use},{side},{_binned(abs(away))}"
        yield f"beside,{act.done},{tells},linked={surest is not None}"
        yield f"beside,{use},alone={len(stated.beside) + len(stated.links) == 1}"
        yield f"beside,best link={best}"
    else:
        yield f"elsewhere,{act.done},linked={surest is not None}"
        yield f"elsewhere,best link={best}"


def _around(act: Act, sites: Sites, site: Site, surest: str | None) -> Iterator[str]:
    back, ahead = nearest(site.located, act.position)
    is_linked = surest is not None
    yield f"back={_binned(back)},linked={is_linked}"
    yield f"ahead={_binned(ahead)},linked={is_linked}"
    if not is_linked:
        yield f"back={_binned(back)},{site.kind}"
        yield f"back={_binned(back)},{act.done}"
        yield f"ahead={_binned(ahead)},{act.done}"
        yield f"back={_binned(back)},continues={act.continues}"
        paragraph = sites.paragraphs[act.position]
        for side, step in (("back", -back if back else 0), ("ahead", ahead or 0)):
            if step:
                yield f"{side},same paragraph={sites.paragraphs[act.position + step] == paragraph},{site.kind}"
    if not site.located:
        near, far = nearest(site.named, act.position)
        yield f"named only,back={_binned(near)},ahead={_binned(far)},linked={is_linked}"


def _in_document(act: Act, sites: Sites, site: Site) -> Iterator[str]:
    share = site.count / sites.total
    yield f"kind={site.kind},{act.done}"
    yield f"share={_share(share)},{site.kind}"
    yield f"count={min(site.count, 5)}"
    yield f"sure={_share(site.confidence)},{site.kind}"
    yield f"title={site.in_title},{site.kind}"
    yield f"lead={site.in_lead},{site.kind}"
    yield f"dateline={site.in_dateline},{act.done},recalled={act.is_recalled}"
    if site.in_dateline:
        yield f"dateline,elsewhere={bool(site.located)},{act.done}"
        yield f"dateline,early={act.position <= sites.lead + 1},{act.done}"
        yield f"dateline,linked={act.stated.best() is not None}"
        if act.is_here:
            yield "dateline,here"
    yield f"use={max(sorted(site.uses), key=lambda use: site.uses[use])},{site.kind}"
    yield f"holds={_share(site.holds / sites.total)},{site.kind}"
    yield f"only={len(sites.sites) == 1},{site.kind}"


def _by_others(act: Act, site: Site) -> Iterator[str]:
    told = site.told
    own = told.at.get(act.position, ())
    yield f"stated by others={min(told.total - len(own), 4)}"
    if told.types[act.report.event_type] > sum(other.event_type == act.report.event_type for other in own):
        yield f"stated by its type,{act.done}"
    if told.lemmas[act.lemma] > sum(other.lemma == act.lemma for other in own):
        yield f"stated with its word,{act.done}"
    if any(told.actors[actor] > sum(actor in other.actors for other in own) for actor in act.actors):
        yield f"stated by its actor,{act.done}"
    back, ahead = nearest(told.positions, act.position)
    yield f"stated back={_binned(back)}"
    yield f"stated ahead={_binned(ahead)}"


def _of_parties(act: Act, site: Site) -> Iterator[str]:
    for role in ("actor", "recipient"):
        countries = {party.country for party in act.parties if party.role == role and party.country}
        is_same = "unknown" if not countries or not site.place.country else str(site.place.country in countries)
        yield f"{role}={is_same},{site.kind},{act.done}"


def _within(act: Act, sites: Sites, site: Site, surest: str | None) -> Iterator[str]:
    if surest and surest != site.place.place_id:
        other = sites.sites[surest]
        if lies_in(site.place, other.place):
            yield f"in the place that is stated,{act.stated.links[surest].kind},{site.kind}"
        elif lies_in(other.place, site.place):
            yield f"around the place that is stated,{site.kind}"
        else:
            is_same = site.place.country is not None and site.place.country == other.place.country
            yield f"beside the place that is stated,{is_same}"
    if act.stated.unknown:
        is_near = site.place.place_id in sites.nearby[act.stated.unknown]
        yield f"with the unknown place that is stated={is_near},{site.kind}"
        yield f"with an unknown place,dateline={site.in_dateline},{site.kind}"


def _binned(distance: int | None) -> str:
    if distance is None:
        return "none"
    return next((name for most, name in DISTANCES if distance <= most), "far")


def _share(share: float) -> str:
    return "0" if share == 0 else "1" if share < 0.1 else "2" if share < 0.25 else "3" if share < 0.5 else "4"


def choose(act: Act, sites: Sites, weights: Mapping[str, float]) -> tuple[str, float]:
    """Return where an act most likely happened, or NOWHERE, and how likely that is.

    What its own clause surely states is not overruled by a place elsewhere, only made finer by one inside it.
    """
    options = sites.options(act.position)
    chances = probabilities([score_of(facts, weights) for facts in facts_of(act, sites, options)])
    fitting = [at for at, name in enumerate(options, 1) if may_be(act, sites, name)]
    best = max([0, *fitting], key=chances.__getitem__)
    if best:
        return options[best - 1], chances[best]
    if act.done in SOMEWHERE and chances[0] <= SURELY_NOWHERE:
        return _common_country(sites, dict(zip(options, chances[1:], strict=True)))
    return NOWHERE, chances[0]


def _common_country(sites: Sites, chances: Mapping[str, float]) -> tuple[str, float]:
    """Return the country that holds nearly all that an act may have happened in, or NOWHERE, and how likely it is."""
    shares: dict[str | None, float] = defaultdict(float)
    for name, chance in chances.items():
        shares[sites.sites[name].place.country] += chance
    total = sum(shares.values())
    for name in chances:
        place = sites.sites[name].place
        if place.kind == "country" and place.country and shares[place.country] >= NEARLY_ALL * total:
            return name, shares[place.country]
    return NOWHERE, 1.0 - total


def may_be(act: Act, sites: Sites, name: str) -> bool:
    """Whether a site is what a clause states, or lies in or near it; any may be where the clause states nothing."""
    surest = act.stated.best()
    if surest is None or name in act.stated.links or act.stated.links[surest].kind not in SURE:
        return True
    stated, other = sites.sites[surest], sites.sites[name].place
    reach = POINT_KM if stated.kind == "point" else WIDE_KM if stated.kind in {"province", "region"} else 0.0
    return lies_in(other, stated.place) or distance_km(other, stated.place) <= reach
