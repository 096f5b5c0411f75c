"""Actors: the tokens of a mention in, the country and PLOVER sector out that its words give on a day, and who it is.

What counts, in this order: the mention's own name in the lexicons, with the affiliation of the day; the title, the
modifiers and the apposition around a name; the role phrase of a nominal with its modifiers, possessors and complements.
`actor_at` reads the sentence around a span first; `lookup` tells what the lexicons know of a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from transforms.language.engine import load_engine
from transforms.language.reading import ROOT
from transforms.lexicons import (
    LexiconEntity,
    Lexicons,
    Membership,
    NameEntry,
    OfficialRole,
    Role,
    load_lexicons,
    normalise,
)
from transforms.sentences import split_sentences
from transforms.syntax import Tree
from transforms.tables import INERT, Document, Entity

NOMINAL = "nominal"

NAME_WORDS, ROLE_WORDS = 9, 7  # tokens of the longest names and phrases of the lexicons that the press writes out
REACH = 12  # tokens before a head that may still be its modifiers
DEPTH = 3  # complements within complements: "envoy of the president of the council of"
SLACK = timedelta(days=45)  # days by which lexicons and news may differ on the beginning or end of an office

KNOWN, TITLED, CODED, PLACED, GUESSED, UNKNOWN = 0.9, 0.8, 0.7, 0.5, 0.4, 0.0
"""Confidence of a known name, of one with a title, of a role, of a country alone, of one from around, of nothing."""

NOUNS = frozenset({"NOUN", "PROPN"})

OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP"})
"""Sectors of which somebody who has left them is ELI."""
INTERNATIONAL = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
LOCAL = frozenset({"CVL", "UAF", "REB", "CRM", "REF", "PRM", "LAB", "EDU", "AGR", "REL", "MED", "OPP"})
"""Sectors of people who are mostly of the country in which they act; officials and business travel."""
ELITE, GOVERNMENT, CIVILIANS, UNIDENTIFIED = "ELI", "GOV", "CVL", "UNK"

FULL = 4  # words of a name of which the lexicon may know all but the last: "Jam Kamal Khan Alyani"
MANY = "organisation"  # kind of generic bodies of which a state has many: its universities are not one entity
SPELT = frozenset({"person", "gpe", "norp", "armed"})
SPELLABLE = 7  # letters; of shorter names two that differ in one letter are often two things
ORGANISED = frozenset({"org", "armed"})
PLACES = frozenset({"gpe", "loc", "fac"})
LIKELY_HOWS = {
    "person": frozenset({"name", "alias"}),
    "norp": frozenset({"demonym", "name", "alias"}),
    "org": frozenset({"name", "alias", "government_name", "capital"}),
    "armed": frozenset({"name", "alias"}),
}
"""How a name of each kind of the engine may mean an entity; other kinds may in every way."""

WITHIN = frozenset({"in", "inside", "throughout", "across", "within", "from", "of", "near", "around", "outside"})
"""Prepositions after a noun whose complement tells its country."""
BELONGING = frozenset({"of", "for", "from", "with", "at", "within", "in"})
"""Prepositions after a noun whose complement tells its body."""
LOCATIVE = frozenset({"in", "near", "at", "around", "outside", "inside", "across", "throughout", "through", "from"})
ACTS = frozenset({"nsubj", "nsubj:outer", "obl:agent", "nmod:poss"})
LOOSE = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ", "INTJ", "PUNCT", "DET", "CCONJ", "SYM", "X", "ADV"})
"""Parts of speech that stand before a nominal only where they depend on it."""


@dataclass(frozen=True)
class ActorCode:
    """What the words of a mention say of who acts."""

    country: str | None
    """ISO 3166 alpha-3 or a pseudo-country; null when the words give none."""
    sector: str | None
    secondary: str | None
    entity: Entity | None
    """Entity of a lexicon, or body of a state such as `government.SYR.foreign-ministry`; null for a bare nominal."""
    how: str
    """What gave the code, in words."""
    confidence: float


NOBODY = ActorCode(None, None, None, None, "nothing that a lexicon knows", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some tokens that a lexicon knows, and what they say of the noun beside them."""

    first: int
    last: int
    kind: str
    """What they name: `state`, `body`, `person`, `institution`, `role` or `modifier`."""
    code: ActorCode
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The role phrase or generic body that a nominal is."""

    first: int
    last: int
    sector: str
    secondary: str | None
    is_role: bool
    body: str | None
    """Key of a generic body in the lexicon; null for a role that is none."""


def code_actor(
    tree: Tree, first: int, last: int, kind: str, on: date | None, lexicons: Lexicons, place: str | None = None
) -> ActorCode:
    """Return the code of tokens `first` up to `last`: a name of the engine's `kind`, or a "nominal".

    `on` is the day that affiliations are asked for; without it the longest one counts. `place` is the country that the
    document is about, where there is one: offices and bodies of which the words give no country are taken to be its.
    """
    if not 0 <= first < last <= len(tree.reading.tokens):
        return NOBODY
    coder = _Coder(tree, on, lexicons, place)
    first, last = coder.trimmed(first, last)
    code = coder.nominal(first, last) if kind == NOMINAL else coder.name(first, last, kind)
    return coder.placed(code, first, last)


@dataclass(frozen=True)
class _Coder:
    """Codes the mentions of one sentence on one day."""

    tree: Tree
    on: date | None
    lexicons: Lexicons
    place: str | None

    @cached_property
    def named(self) -> dict[int, tuple[int, int, str]]:
        """First token, last token and kind of the name at each token that is part of one."""
        return {
            at: (name.first, name.last, name.kind)
            for name in self.tree.reading.names
            for at in range(name.first, name.last)
        }

    def words(self, first: int, last: int) -> str:
        return self.tree.reading.words(first, last)

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Return a span without articles and quotation marks before and what follows its last word."""
        while last - first > 1 and self.tree.token(first).pos in {"DET", "PUNCT"}:
            first += 1
        while last - first > 1 and (self.tree.token(last - 1).pos == "PUNCT" or self.is_possessive(last - 1)):
            last -= 1
        return first, last

    def is_word(self, position: int) -> bool:
        """Whether a token may begin or end a phrase: "boy's" is not the boys."""
        return self.tree.token(position).pos not in {"PUNCT", "PART"} and not self.is_possessive(position)

    def is_possessive(self, position: int) -> bool:
        return self.words(position, position + 1) in {"'s", "’s", "'", "’"}

    def placed(self, code: ActorCode, first: int, last: int) -> ActorCode:
        """Return a code with the country where its clause is set, or that of the document, where it has none."""
        if code.country or code.sector in {None, UNIDENTIFIED, *INTERNATIONAL}:
            return code
        if code.sector in LOCAL and (around := self.around(self.head_in(first, last))):
            return replace(
                code, country=around.country, how=f"{code.how}; place of the clause: {around.how}", confidence=GUESSED
            )
        if self.place:
            told = f"{code.how}; country of the document"
            return replace(code, country=self.place, how=told, confidence=min(code.confidence, GUESSED))
        return code

    def around(self, head: int) -> ActorCode | None:
        """Return the country in which the clause of a mention is set: "gunmen attacked a hotel in Kabul"."""
        at = head
        for _ in range(DEPTH):
            at = self.tree.token(at).head
            if at == ROOT:
                return None
            if self.tree.token(at).pos in {"VERB", "AUX"}:
                break
        inside = [position for position in self.tree.inside(at) if position not in {at, head}]
        for position in sorted(inside):
            name = self.named.get(position)
            if name and name[2] in PLACES and LOCATIVE & set(self.tree.markers(position)):
                code = self.known(*name)
                if code and code.country:
                    return code
        return None

    def name(self, first: int, last: int, kind: str, depth: int = 0) -> ActorCode:
        """Return the code of a name: what the lexicon knows, else what its own words and those around it say."""
        if self.is_estranged(first):
            return ActorCode(None, self.of_people(last - 1), None, None, "a people by descent", PLACED)
        if found := self.known(first, last, kind):
            return self.in_context(found, first, last, kind)
        for start, end in (*self.parts(first, last, kind), *self.wholes(first, last)):
            if found := self.known(start, end, kind):
                return self.in_context(found, start, end, kind)
        if kind == "person" and (self.is_title(first, last) or self.is_office(first, last)):
            head = self.head_in(first, last)
            return self.phrase(self.left_edge(head, head + 1), max(last, self.right_edge(head)), head, depth)
        if kind == "person":
            if last - first == 1 and (found := self.titled_surname(first)):
                return self.in_context(found, first, last, kind)
            return self.titled(NOBODY, first, last, depth)
        is_long = any(self.tree.token(at).pos == "ADP" for at in range(first, last))
        inner = self.phrase(
            self.left_edge(first, last), last, self.head_in(first, last) if is_long else last - 1, depth
        )
        if inner.sector is None or inner.country is None:
            inner = self.titled(inner, first, last, depth)
        return inner

    def titled_surname(self, first: int) -> ActorCode | None:
        """Return who a surname with a title is: "President" goes with the one official so named who was president."""
        anchor = self.title_before(first)
        if anchor is None:
            return None
        title = normalise(self.words(anchor.first, anchor.last))
        found = []
        for entity_id in self.lexicons.surnames.get(normalise(self.words(first, first + 1)), ()):
            roles = self.lexicons.officials[entity_id]
            fitting = [role for role in roles if title in normalise(role.role).split(" for ")[0]]
            if fitting and (self.on is None or role_on(fitting, self.on)[0]):
                found.append(self.of_person(self.lexicons.entities[entity_id]))
        active = [code for code in found if code.sector != ELITE] or found
        said = self.said_country(anchor.first)
        active = [code for code in active if said in {None, code.country}]
        return replace(active[0], confidence=TITLED) if len(active) == 1 else None

    def parts(self, first: int, last: int, kind: str) -> Iterator[tuple[int, int]]:
        """Yield smaller spans of a name that may be the name proper: without title, apposition or brackets."""
        cuts = [at for at in range(first + 1, last) if self.tree.token(at).pos == "PUNCT"]
        for cut in cuts:
            if self.words(cut, cut + 1) in {",", "(", "["}:
                yield first, cut
        if kind == "person":
            for start in range(first + 1, last):
                if self.is_title(first, start):
                    yield start, last
            if last - first >= FULL:
                yield first, last - 1

    def is_office(self, first: int, last: int) -> bool:
        """Whether a name is that of an office: "the Archbishop of Canterbury"."""
        cut = next((at for at in range(first + 1, last) if self.tree.token(at).pos == "ADP"), None)
        return cut is not None and self.is_title(first, cut)

    def wholes(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield larger spans of which a name may be a part, where the reading cut it short: "Jean-[Marc X]"."""
        for start in range(first - 1, max(-1, first - 4), -1):
            if self.tree.token(start).pos not in {"PROPN", "PUNCT"} or not self.is_namelike(start):
                break
            yield start, last
        if last < len(self.tree.reading.tokens) and self.tree.token(last).pos == "PROPN":
            yield first, last + 1

    def is_namelike(self, position: int) -> bool:
        return self.is_dash(position) or self.tree.token(position).pos == "PROPN"

    def is_title(self, first: int, last: int) -> bool:
        words = normalise(self.words(first, last))
        return words in self.lexicons.titles or words in self.lexicons.roles

    def known(self, first: int, last: int, kind: str) -> ActorCode | None:
        """Return what the lexicon knows of a name on the day; null when it knows nothing that fits the kind."""
        entries = self.lexicons.candidates(self.words(first, last))
        if not entries and (part := self.of_part(first, last)):
            return part
        if not entries and kind in SPELT and (kind != "person" or last - first > 1):
            entries = self.misspelt(first, last)
        if not entries:
            return None
        fitting = [entry for entry in entries if self.fits(entry, kind)]
        if not fitting:
            fitting = [entry for entry in entries if kind != "person" or self.may_be_taken_for_person(entry)]
        if not fitting:
            return None
        return self.best(fitting, first, last, kind)

    def misspelt(self, first: int, last: int) -> tuple[NameEntry, ...]:
        """Return what a name may mean that is one letter off one of the lexicons: Ghaddafi, Khatmandu."""
        words = self.words(first, last)
        return self.lexicons.near(words) if words[:1].isupper() and len(words) >= SPELLABLE else ()

    def of_part(self, first: int, last: int) -> ActorCode | None:
        """Return the country of a province, or of a people that lives in one country; null for other words."""
        words = self.words(first, last)
        part = self.lexicons.parts.get(normalise(words)) if words[:1].isupper() else None
        if part is None:
            return None
        sector = self.of_people(self.head_in(first, last)) if part.is_people else None
        return ActorCode(part.country, sector, None, None, f"{part.name}, part of {part.country}", PLACED)

    def fits(self, entry: NameEntry, kind: str) -> bool:
        hows, entity = LIKELY_HOWS.get(kind), self.lexicons.entities[entry.entity_id]
        return (hows is None or entry.how in hows) and (entity.kind == "person") == (kind == "person")

    def may_be_taken_for_person(self, entry: NameEntry) -> bool:
        """Whether an entity is of a kind that the engine may mistake for a person: groups, but no places and things."""
        return self.lexicons.entities[entry.entity_id].kind not in {"state", "place", *INERT}

    def best(self, entries: Sequence[NameEntry], first: int, last: int, kind: str) -> ActorCode:
        """Return the code of the candidate that is most likely meant on the day; the first of those alike."""
        codes = [self.of_entry(entry, first, last, kind) for entry in entries]
        if len(codes) == 1:
            return codes[0]
        country = self.said_country(first) or self.place
        return max(codes, key=lambda code: (bool(country) and code.country == country, code.confidence, self.end(code)))

    def end(self, code: ActorCode) -> date:
        """Return the last day of which the lexicon knows of a person; of two namesakes the later is likelier meant."""
        roles = self.lexicons.officials.get(code.entity.entity_id, ()) if code.entity else ()
        return max((role.valid_last_on or date.max for role in roles), default=date.min)

    def said_country(self, first: int) -> str | None:
        """Return the country that the words before a name give."""
        left = self.left_edge(first, first + 1)
        return next((piece.code.country for piece in self.pieces(left, first) if piece.code.country), None)

    def of_entry(self, entry: NameEntry, first: int, last: int, kind: str) -> ActorCode:
        entity = self.lexicons.entities[entry.entity_id]
        if entity.kind == "person":
            return self.of_person(entity)
        if entity.entity_id in self.lexicons.states:
            return self.of_state(entity, entry, first, last, kind)
        row = self.lexicons.at(entity.entity_id, self.on)
        told = f"{entity.name} in {row.file}" + (f", {row.note}" if row.note else "")
        lasts = _lasts(row.valid_first_on, row.valid_last_on, self.on)
        return ActorCode(row.country, row.sector, None, entity.row, told, KNOWN if lasts else KNOWN - 0.1)

    def of_person(self, entity: LexiconEntity) -> ActorCode:
        """Return the code of a person by the role of the day: former when the last office has ended."""
        roles = self.lexicons.officials.get(entity.entity_id, ())
        role, is_former = role_on(roles, self.on)
        if role is None:
            first = roles[0] if roles else None
            country = entity.country or (first.country if first else None)
            return ActorCode(country, None, None, entity.row, f"{entity.name}, before any office", KNOWN - 0.3)
        sector = ELITE if is_former and role.sector in OFFICES else role.sector
        told = f"{entity.name}, {'formerly ' if is_former else ''}{role.role} in {role.file}"
        sureness = KNOWN - (0.1 if is_former else 0.0)
        return ActorCode(role.country, sector, None, entity.row, told, sureness)

    def of_state(self, entity: LexiconEntity, entry: NameEntry, first: int, last: int, kind: str) -> ActorCode:
        """Return the code of a state by the way in which the words name it: as a state, a people or a capital."""
        state = self.lexicons.states[entity.entity_id]
        head = self.tree.head_of(first, last)
        sector: str | None = GOVERNMENT
        if entry.how == "demonym":
            sector = self.of_people(head)
        elif entry.how == "capital":
            sector = self.of_town(head)
        lasts = _lasts(state.valid_first_on, state.valid_last_on, self.on)
        told = f"{entry.how.replace('_', ' ')} of {entity.name}"
        if state.sector and entry.how in {"name", "alias"}:
            sector = state.sector
        return ActorCode(entity.country, sector, None, entity.row, told, KNOWN if lasts else KNOWN - 0.1)

    def of_people(self, head: int) -> str | None:
        """Return the sector of a people: none for an adjective; government where "the Russians" act as one."""
        token = self.tree.token(head)
        if self.modified(head) is not None:
            return None
        is_definite = any(self.tree.lemma(at) == "the" for at in self.tree.below[head])
        is_counted = any(self.tree.token(at).pos == "NUM" for at in self.tree.below[head])
        acts = token.relation in ACTS and not self.tree.children(head, {"amod", "acl", "acl:relcl", "nmod"})
        return GOVERNMENT if is_definite and acts and not is_counted else CIVILIANS

    def modified(self, head: int) -> int | None:
        """Return the noun that an adjective or the name of a people modifies; null when it stands by itself."""
        seen = 0
        while self.tree.token(head).relation == "conj" and seen < DEPTH:
            head, seen = self.tree.token(head).head, seen + 1
        token = self.tree.token(head)
        is_before = token.head != ROOT and token.head > head
        return token.head if is_before and token.relation in {"amod", "compound", "nmod:desc", "nmod"} else None

    def of_town(self, head: int) -> str | None:
        """Return the sector of a capital: its state's government, none where it is a place."""
        return None if LOCATIVE & set(self.tree.markers(head)) else GOVERNMENT

    def in_context(self, code: ActorCode, first: int, last: int, kind: str) -> ActorCode:
        """Return the code of a known name with what the words around it change."""
        if code.entity is None or code.entity.kind != "person":
            return code
        said = self.titled(NOBODY, first, last, 0)
        if said.sector is None:
            return code
        if self.on is None and said.country and said.country != code.country:
            roles = self.lexicons.officials.get(code.entity.entity_id, ())
            if held := next((role for role in roles if role.country == said.country), None):
                code = replace(code, country=held.country, sector=held.sector, how=f"{code.how}; {said.how}")
        if said.sector == ELITE and code.sector in OFFICES:
            return replace(code, sector=ELITE, secondary=said.secondary, how=f"{code.how}; {said.how}")
        # The text tells an office that the lexicon does not know of, or knows as past.
        if code.sector in {None, ELITE} and said.sector in OFFICES:
            country = code.country or said.country
            return replace(code, country=country, sector=said.sector, how=f"{code.how}; {said.how}")
        return code

    def titled(self, code: ActorCode, first: int, last: int, depth: int) -> ActorCode:
        """Return the code of a name with what its title, its complement and its apposition add where it has none."""
        found = []
        if anchor := self.title_before(first):
            left = self.left_edge(anchor.first, last)
            found.append(self.composed(anchor, left, first, depth))
        else:
            left = self.left_edge(first, last)
            pieces = self.pieces(left, first)
            if near := [piece for piece in pieces if piece.kind in {"state", "body"} and piece.code.country]:
                nearest = near[-1].code
                sector = nearest.sector if near[-1].kind == "body" and code.entity is None else None
                found.append(ActorCode(nearest.country, sector, None, None, f"before it {nearest.how}", PLACED))
        if depth < DEPTH:
            found += [self.at(position, depth + 1) for position in self.appositions(first, last)]
            if not any(one.country for one in found):
                found += [
                    ActorCode(of.country, None, None, None, f"of {of.how}", PLACED)
                    for of in self.complements(first, last, WITHIN, depth)
                ]
        country = code.country or next((one.country for one in found if one.country), None)
        coded = next((one for one in found if one.sector and one.sector != UNIDENTIFIED), NOBODY)
        if not any(one.country or one.sector for one in found):
            return code
        told = "; ".join(one.how for one in found if one.country or one.sector)
        return ActorCode(
            *(country, self.first_told(code, coded), code.secondary or coded.secondary),
            *(code.entity, told, max(code.confidence, TITLED if coded.sector else PLACED)),
        )

    def first_told(self, code: ActorCode, around: ActorCode) -> str | None:
        """Return the sector of a name, that of what is said around it where its own words leave it open."""
        if code.entity:
            return around.sector
        return code.sector if code.sector not in {None, UNIDENTIFIED} else around.sector or code.sector

    def title_before(self, first: int) -> Anchor | None:
        """Return the title that ends where a name begins; of "Deputy Minister Colonel X" the first that tells."""
        found: Anchor | None = None
        end = first
        while end > 0:
            while end > 0 and self.is_honorific(end - 1):
                end -= 1
            anchor = self.anchor_ending(end)
            if anchor is None or (found and (anchor.sector == UNIDENTIFIED or self.is_modifier(anchor))):
                return found
            found = replace(anchor, last=anchor.last)
            end = anchor.first
        return found

    def is_modifier(self, anchor: Anchor) -> bool:
        return normalise(self.words(anchor.first, anchor.last)) in self.lexicons.modifiers

    def is_honorific(self, position: int) -> bool:
        title = self.lexicons.titles.get(normalise(self.words(position, position + 1)))
        return title is not None and title.is_honorific

    def anchor_ending(self, end: int) -> Anchor | None:
        """Return the longest title or role of one person that ends before a token."""
        if end == 0 or not self.is_word(end - 1):
            return None
        for first in range(max(0, end - ROLE_WORDS), end):
            if any(
                self.tree.token(at).pos in {"PUNCT", "VERB", "AUX"} and self.words(at, at + 1) not in "-.–"
                for at in range(first, end - 1)
            ):
                continue
            if not self.is_word(first):
                continue
            words = normalise(self.words(first, end))
            if (role := self.lexicons.roles.get(words)) and role.head == "person" and self.is_singular(end - 1):
                return Anchor(first, end, role.sector, role.secondary, is_role=True, body=None)
            if (title := self.lexicons.titles.get(words)) and title.sector:
                return Anchor(first, end, title.sector, None, is_role=True, body=None)
        return None

    def is_singular(self, position: int) -> bool:
        token = self.tree.token(position)
        return token.pos not in {"VERB", "AUX"} and (
            token.pos == "PROPN" or token.lemma.casefold() == self.tree.word(position)
        )

    def appositions(self, first: int, last: int) -> Iterator[int]:
        """Yield the heads of what stands in apposition to a name: after it, or as that which it names."""
        for at in range(first, last):
            for position in self.tree.children(at, {"appos"}):
                if not first <= position < last and position not in self.named:
                    yield position
        head = self.tree.token(self.tree.head_of(first, last))
        if head.relation == "appos" and head.head not in self.named and not first <= head.head < last:
            yield head.head

    def head_in(self, first: int, last: int) -> int:
        """Return the noun that a span is about: the last that stands under no other of the span and no preposition."""
        inside = range(first, last)
        tops = [at for at in inside if self.tree.token(at).head not in inside]
        nouns = [at for at in tops if self.tree.token(at).pos in NOUNS and not self.tree.children(at, {"case"})]
        if nouns:
            return nouns[-1]
        if tops and tops[-1] == last - 1 and last - first > 1:
            return tops[-1]  # a participle that stands for people: "the displaced"
        if tops and self.tree.token(tops[0]).pos not in {"VERB", "ADP", "PUNCT"}:
            return tops[-1] if self.tree.token(tops[-1]).pos in {"ADJ", "X"} else tops[0]
        found = [at for at in inside if self.tree.token(at).pos in NOUNS]
        return found[-1] if found else self.tree.head_of(first, last)

    def nominal(self, first: int, last: int, depth: int = 0) -> ActorCode:
        """Return the code of a nominal by its head; of the name that it is, where it is one."""
        head = self.head_in(first, last)
        token = self.tree.token(first)
        if (exact := self.named.get(first)) and exact[:2] == (first, last):
            return self.modifying(self.name(*exact, depth), head, depth)
        is_name = token.pos in NOUNS or last - first > 1 or self.words(first, last).isupper()
        whole = self.known(first, last, "") if is_name else None
        if whole:
            return self.modifying(whole, head, depth)
        if last - first == 1 and token.pos == "PRON" and token.end - token.start > 1:
            return ActorCode(None, UNIDENTIFIED, None, None, "a pronoun", PLACED)
        if (name := self.named.get(last - 1)) and name[1] == last and self.is_described(first, name):
            return self.name(*name, depth)
        return self.modifying(self.at(head, depth), head, depth)

    def is_described(self, first: int, name: tuple[int, int, str]) -> bool:
        """Whether a name at the end of a span is what the words before it describe: "the rebel Workers' Party"."""
        before = range(first, name[0])
        is_joined = any(self.tree.token(at).pos == "ADP" or self.is_possessive(at) for at in before)
        return name[2] in {*ORGANISED, "person", "gpe"} and not is_joined

    def modifying(self, code: ActorCode, head: int, depth: int) -> ActorCode:
        """Return the code of an adjective of a people with the sector of the noun that it modifies."""
        noun = self.modified(head)
        if code.sector or noun is None or not code.country or depth >= DEPTH or noun in self.named:
            return code
        whole = self.at(noun, depth + 1)
        return replace(code, sector=whole.sector, secondary=whole.secondary, how=f"{code.how}; {whole.how}")

    def at(self, head: int, depth: int = 0, named: bool = True) -> ActorCode:
        """Return the code of the nominal or the name that has its head at a token."""
        if named and (name := self.named.get(head)):
            first, last, kind = name
            if kind in {"person", "armed", "org", "gpe", "norp", "loc", "fac"}:
                return self.name(first, last, kind, depth)
        left = self.left_edge(head, head + 1)
        return self.phrase(left, self.right_edge(head), head, depth)

    def phrase(self, first: int, last: int, head: int, depth: int) -> ActorCode:
        """Return the code of the words between two tokens by the role, body or name in them that holds the head."""
        whole = self.entity_at(first, last, head)
        if whole and self.is_estranged(whole.first):
            return ActorCode(None, whole.code.sector, None, None, f"of {whole.code.how} by descent", PLACED)
        if whole:
            anchor = self.anchor(first, last, head, whole.last - whole.first)
            if anchor is None:
                return whole.code
        pieces = self.pieces(first, head)
        bodies = [piece.last for piece in pieces if piece.kind in {"body", "person"}]
        anchor = self.anchor(max(bodies, default=first), last, head, 0)
        if anchor is None:
            return self.unanchored(first, last, head, depth)
        return self.composed(anchor, first, last, depth)

    def entity_at(self, first: int, last: int, head: int) -> Piece | None:
        """Return the longest name of an entity that holds the head."""
        for length in range(min(last - first, NAME_WORDS), 0, -1):
            for start in range(max(first, head - length + 1), min(head, last - length) + 1):
                piece = self.entity(start, start + length)
                if piece and piece.kind != "person":
                    return piece
        return None

    def is_estranged(self, position: int) -> bool:
        """Whether a word before the name of a people says that its country is not theirs."""
        before = normalise(self.words(position - 1, position)) if position else ""
        modifier = self.lexicons.modifiers.get(before)
        return modifier is not None and modifier.estranges

    def anchor(self, first: int, last: int, head: int, longer_than: int) -> Anchor | None:
        """Return the longest role or generic body that holds the head, longer than so many tokens."""
        for length in range(min(last - first, ROLE_WORDS), longer_than, -1):
            for start in range(max(first, head - length + 1), min(head, last - length) + 1):
                if found := self.anchor_at(start, start + length, head):
                    return found
        return None

    def anchor_at(self, first: int, last: int, head: int) -> Anchor | None:
        if not (self.is_word(first) and self.is_word(last - 1)):
            return None
        words = normalise(self.words(first, last))
        role, body = self.role(words, first, last, head), self.lexicons.institutions.get(words)
        title = self.lexicons.titles.get(words) if self.words(first, last).isupper() else None
        if role is None and title and title.sector:  # "PM" is an office, "pm" an hour
            return Anchor(first, last, title.sector, None, is_role=True, body=None)
        if role:
            is_body = body is not None and role.head != "person"
            return Anchor(first, last, role.sector, role.secondary, is_role=True, body=words if is_body else None)
        if body:
            return Anchor(first, last, body.sector, None, is_role=False, body=words)
        is_common = self.tree.token(head).pos != "PROPN"
        if (last - first == 1 and is_common) and (
            words in self.lexicons.memberships or self.tree.lemma(head) in self.lexicons.memberships
        ):
            return Anchor(first, last, UNIDENTIFIED, None, is_role=True, body=None)
        return None

    def role(self, words: str, first: int, last: int, head: int) -> Role | None:
        """Return the role that a phrase names, its head as written or in the singular."""
        if role := self.lexicons.roles.get(words):
            return role
        lemma = self.tree.token(head).lemma
        if lemma.casefold() == self.tree.word(head):
            return None
        before = self.words(first, head) if first < head else ""
        after = self.words(head + 1, last) if head + 1 < last else ""
        return self.lexicons.roles.get(normalise(f"{before} {lemma} {after}"))

    def composed(self, anchor: Anchor, first: int, last: int, depth: int) -> ActorCode:
        """Return the code of a role with what its modifiers, its possessor and its complements say."""
        membership = self.membership(anchor)
        is_outside = membership is not None and not membership.takes
        before = [piece for piece in self.pieces(first, anchor.first) if piece.kind == "modifier" or not is_outside]
        inside = self.pieces(anchor.first, anchor.last - 1)
        within = [piece for piece in inside if piece.kind in {"state", "body"}]
        after = self.complements(anchor.first, anchor.last, BELONGING | WITHIN, depth) if depth < DEPTH else []
        hosts = [piece.code for piece in reversed(before) if piece.kind not in {"state", "modifier", "role"}]
        hosts += [
            piece.code
            for piece in reversed(before)
            if piece.kind == "role" and (anchor.sector == UNIDENTIFIED or self.is_possessive(piece.last))
        ]
        hosts += [code for code in after if code.sector]
        country = next((piece.code.country for piece in (*before, *within) if piece.code.country), None)
        country = country or next((code.country for code in after if code.country), None)
        country = country or next((one.code.country for one in self.named_after(anchor) if one.code.country), None)
        if country is None and anchor.body and depth == 0 and not self.has_host(before):
            country = self.place
        host = next((code for code in hosts if code.sector not in {None, UNIDENTIFIED}), None)
        sector, secondary = self.seated(anchor, host, country)
        told = [f"role {self.words(anchor.first, anchor.last)}"]
        for piece in reversed(before):
            if piece.modifier and not self.is_of_name(piece, before):
                changed = self.lexicons.modifiers[piece.modifier].apply(sector, secondary)
                if changed != (sector, secondary):
                    told.append(f"modifier {piece.modifier}")
                sector, secondary = changed
        told += [piece.code.how for piece in (*before, *within) if piece.kind != "modifier"]
        told += [code.how for code in after]
        entity = self.body(anchor, country) if self.is_of_state(before, after) else None
        sureness = (TITLED if country else CODED) if sector != UNIDENTIFIED else PLACED
        return ActorCode(country, sector, secondary, entity, "; ".join(told), sureness)

    def is_of_state(self, before: Iterable[Piece], after: Iterable[ActorCode]) -> bool:
        """Whether a body is that of a whole state by what is said of it, and not of a town, a province or a group."""
        beside = [piece.code for piece in before if piece.kind != "modifier"] + [
            one for one in after if one is not NOBODY
        ]
        return all(code.entity is not None and code.entity.entity_id in self.lexicons.states for code in beside)

    def named_after(self, anchor: Anchor) -> list[Piece]:
        """Return what follows a role or body within its own name: "Medical Association Northern Territory"."""
        name = self.named.get(anchor.first)
        return self.pieces(anchor.last, name[1]) if name and anchor.last < name[1] else []

    def has_host(self, before: Iterable[Piece]) -> bool:
        return any(piece.kind in {"body", "institution", "role"} for piece in before)

    def is_of_name(self, piece: Piece, pieces: Sequence[Piece]) -> bool:
        """Whether a modifier belongs to the name of a state after it: "former Soviet president"."""
        following = next((one for one in pieces if one.first == piece.last), None)
        if following is None or following.kind != "state" or following.code.entity is None:
            return False
        state = self.lexicons.states.get(following.code.entity.entity_id)
        return state is not None and state.status == "historic"

    def seated(self, anchor: Anchor, host: ActorCode | None, country: str | None) -> tuple[str | None, str | None]:
        """Return the sectors of a role, taken from the body in which it is held where its noun does so."""
        is_open, membership = anchor.sector == UNIDENTIFIED, self.membership(anchor)
        if host and host.sector:
            if membership and (taken := membership.within(host.sector)):
                return taken, host.secondary
            if is_open and not membership:
                return host.sector, host.secondary
        if country and membership and membership.of_state and is_open:
            return membership.of_state, None
        return anchor.sector, anchor.secondary

    def membership(self, anchor: Anchor) -> Membership | None:
        """Return how a role takes its sector: by its phrase, else by its noun unless the phrase tells its own."""
        memberships = self.lexicons.memberships
        found = memberships.get(normalise(self.words(anchor.first, anchor.last)))
        if found or (anchor.last - anchor.first > 1 and anchor.sector != UNIDENTIFIED):
            return found
        noun = normalise(self.words(anchor.last - 1, anchor.last))
        return memberships.get(noun) or memberships.get(self.tree.lemma(anchor.last - 1))

    def body(self, anchor: Anchor, country: str | None) -> Entity | None:
        """Return the body of a state that a phrase names, such as its foreign ministry."""
        if anchor.body is None or country is None or country not in self.lexicons.countries:
            return None
        institution = self.lexicons.institutions[anchor.body]
        if institution.kind == MANY:
            return None
        body = institution.of(country)
        return self.lexicons.entities.get(body.entity_id, body).row

    def unanchored(self, first: int, last: int, head: int, depth: int) -> ActorCode:
        """Return the code of a noun that no lexicon knows: the country around it, and whose it is."""
        before = [piece for piece in self.pieces(first, head) if piece.kind != "modifier"]
        after = self.complements(first, last, WITHIN, depth) if depth < DEPTH else []
        country = next((code.country for code in (*(piece.code for piece in before), *after) if code.country), None)
        owners = [piece.code for piece in reversed(before) if piece.kind in {"body", "institution", "person"}]
        owner = next((code for code in (*owners, *after) if code.sector not in {None, UNIDENTIFIED}), None)
        if owner and owner not in owners and owner.entity and owner.entity.kind in {"state", "place"}:
            owner = None
        if country is None and owner is None:
            return NOBODY
        told = "; ".join(code.how for code in (*(piece.code for piece in before), *after))
        sectors = (owner.sector, owner.secondary) if owner else (None, None)
        return ActorCode(country, *sectors, None, told, PLACED)

    def left_edge(self, first: int, last: int) -> int:
        """Return where the modifiers begin that stand before tokens `first` up to `last`."""
        left = first
        for position in range(first - 1, max(-1, first - 1 - REACH), -1):
            token = self.tree.token(position)
            belongs = self.leads_to(position, left, last)
            touches = position == left - 1 and token.pos in {"NOUN", "PROPN", "ADJ", "PART"}
            if not belongs and (not touches or token.pos in LOOSE or self.is_subject(position)):
                break
            if token.pos in {"ADP", "PRON", "SCONJ", "AUX", "DET", "CCONJ"} or (
                token.pos == "PUNCT" and not self.is_dash(position)
            ):
                break
            left = position
        return left

    def is_subject(self, position: int) -> bool:
        """Whether a token that touches a nominal is a phrase of its own: the object of a verb before it."""
        name = self.named.get(position)
        return name is not None and name[2] in {"date", "number", "time"}

    def leads_to(self, position: int, first: int, last: int) -> bool:
        """Whether the governors of a token lead into a span without leaving what stands just before it."""
        at = position
        for _ in range(6):
            at = self.tree.token(at).head
            if first <= at < last:
                return True
            if at == ROOT or at >= last or at < position - REACH:
                return False
        return False

    def right_edge(self, head: int) -> int:
        """Return where the words end that may be part of the phrase of a head: "minister of defence"."""
        last = head + 1
        while last < len(self.tree.reading.tokens) and last - head < ROLE_WORDS:
            token = self.tree.token(last)
            if self.leads_to(head, last, last + 1):
                break
            if token.pos in {"VERB", "AUX", "PRON", "SCONJ", "CCONJ"} or (
                token.pos == "PUNCT" and not self.is_dash(last)
            ):
                break
            last += 1
        return last

    def is_dash(self, position: int) -> bool:
        return self.words(position, position + 1) in {"-", "–", "‑"}

    def complements(self, first: int, last: int, markers: frozenset[str], depth: int) -> list[ActorCode]:
        """Return the codes of the complements after some tokens that these prepositions introduce."""
        if depth >= DEPTH:
            return []
        found = []
        for at in range(first, last):
            for position in self.tree.below[at]:
                if position < last or not self.tree.token(position).relation.startswith(("nmod", "obl", "acl")):
                    continue
                is_within = position in self.named and self.named[position] == self.named.get(at)
                if markers & set(self.tree.markers(position)) and not is_within:
                    code = self.at(position, depth + 1)
                    if not set(self.tree.markers(position)) & WITHIN:
                        code = code if code.sector else NOBODY
                    found.append(code)
        return found

    def pieces(self, first: int, last: int) -> list[Piece]:
        """Return the words between two tokens that a lexicon knows, the longest from the left, in their order."""
        found: list[Piece] = []
        at = first
        while at < last:
            piece = next(
                (one for end in range(min(last, at + NAME_WORDS), at, -1) if (one := self.piece(at, end))),
                None,
            )
            if piece is None:
                at += 1
                continue
            found.append(self.bound(piece, last, found[-1] if found else None))
            at = piece.last
        return found

    def bound(self, piece: Piece, last: int, before: Piece | None) -> Piece:
        """Return a piece without its code where a word joined to it says that it does not give one."""
        estranged = before is not None and before.modifier and self.lexicons.modifiers[before.modifier].estranges
        if estranged and before and before.last >= piece.first - 1:
            return replace(piece, code=NOBODY, kind="state")
        if piece.last + 1 < last and self.is_dash(piece.last) and piece.kind in {"state", "body", "person"}:
            joined = self.lexicons.modifiers.get(normalise(self.words(piece.last + 1, piece.last + 2)))
            if joined and joined.lends:
                return replace(piece, code=replace(piece.code, sector=None, entity=None))
            if self.entity(piece.last + 1, piece.last + 2) is None:
                return replace(piece, code=NOBODY, kind="state")
        return piece

    def piece(self, first: int, last: int) -> Piece | None:
        """Return what exactly these tokens say."""
        if not (self.is_word(first) and self.is_word(last - 1)):
            return None
        if found := self.entity(first, last):
            return found
        words = normalise(self.words(first, last))
        if words in self.lexicons.modifiers:
            return Piece(first, last, "modifier", NOBODY, words)
        if body := self.lexicons.institutions.get(words):
            return Piece(first, last, "institution", ActorCode(None, body.sector, None, None, body.name, CODED))
        role = self.role(words, first, last, last - 1)
        if role and role.sector != UNIDENTIFIED:
            code = ActorCode(None, role.sector, role.secondary, None, f"role {role.phrase}", CODED)
            return Piece(first, last, "role", code)
        return None

    def entity(self, first: int, last: int) -> Piece | None:
        """Return the entity that exactly these tokens name."""
        entries = self.lexicons.candidates(self.words(first, last))
        if not entries:
            code = self.of_part(first, last) if self.tree.token(last - 1).pos in {"PROPN", "ADJ"} else None
            return Piece(first, last, "state", code) if code else None
        if entries[0].entity_id not in self.lexicons.states and self.is_inside_name(first, last):
            return None
        if last - first == 1 and self.tree.token(first).pos not in {"PROPN", "ADJ", "NOUN", "X"}:
            return None
        kinds = {self.lexicons.entities[entry.entity_id].kind for entry in entries}
        if kinds == {"person"}:
            if last - first == 1 and self.tree.token(first).pos != "PROPN":
                return None
            return Piece(first, last, "person", self.best(entries, first, last, "person"))
        others = [entry for entry in entries if self.lexicons.entities[entry.entity_id].kind != "person"]
        entity = self.lexicons.entities[others[0].entity_id]
        code = self.best(others, first, last, "")
        is_state = entity.entity_id in self.lexicons.states and others[0].how != "government_name"
        return Piece(first, last, "state" if is_state else "body", code)

    def is_inside_name(self, first: int, last: int) -> bool:
        """Whether one word is torn from the middle of a longer name: the Nation of "Umma (Nation) Party"."""
        name = self.named.get(first)
        if last - first > 1 or name is None or name[0] == first:
            return False
        before = self.lexicons.candidates(self.words(name[0], first))
        return not any(entry.entity_id in self.lexicons.states for entry in before)


def role_on(roles: Sequence[OfficialRole], on: date | None) -> tuple[OfficialRole | None, bool]:
    """Return the role that somebody held on a day, and whether it had ended by then; null before the first.

    Of several at once it is the last to begin. Without a day, and of those that have ended, it is the one that somebody
    is known for: an office of government before others, one that has not ended before others, then the longest.
    """
    if not roles:
        return None, False
    if on is None:
        return max(roles, key=_weight), False
    if held := [role for role in roles if _lasts(role.valid_first_on, role.valid_last_on, on)]:
        return held[-1], False
    near = [role for role in roles if _lasts(_earlier(role.valid_first_on), _later(role.valid_last_on), on)]
    if near:
        return near[-1], False
    past = [role for role in roles if role.valid_last_on and role.valid_last_on < on]
    return (max(past, key=_weight), True) if past else (None, False)


def _weight(role: OfficialRole) -> tuple[bool, bool, timedelta]:
    """Return what makes a role the one that somebody is known for: government, then what lasts still, then length."""
    first_on, last_on = role.valid_first_on, role.valid_last_on
    length = last_on - first_on if first_on and last_on else timedelta(0)
    return role.sector == GOVERNMENT, last_on is None, length


def _earlier(day: date | None) -> date | None:
    return day - SLACK if day else None


def _later(day: date | None) -> date | None:
    return day + SLACK if day else None


def _lasts(first_on: date | None, last_on: date | None, on: date | None) -> bool:
    """Whether a day lies in a period; without a day, whether the period has no end."""
    if on is None:
        return last_on is None
    return (first_on is None or first_on <= on) and (last_on is None or on <= last_on)


def actor_at(document: Document, start: int, end: int) -> ActorCode | None:
    """Return the code of a span that names an actor; null when no word stands there."""
    found = next((one for one in _trees(document) if one[0] <= start < one[1]), None)
    if found is None:
        return None
    offset, _, tree = found
    inside = [
        position
        for position, token in enumerate(tree.reading.tokens)
        if token.start < end - offset and token.end > start - offset
    ]
    if not inside:
        return None
    on = document.published_last_on if document.published_first_on else None
    first, last, kind = _name_in(tree, inside[0], inside[-1] + 1)
    code = code_actor(tree, first, last, kind, on, load_lexicons(), _only_country(tree))
    # A town that is said to act or to suffer, and is no metonym of a government, stands for its people.
    return replace(code, sector=CIVILIANS) if code.sector is None and code.how.startswith("capital") else code


def head_at(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last offset of the word that a span is about; null when no word stands there."""
    found = next((one for one in _trees(document) if one[0] <= start < one[1]), None)
    if found is None:
        return None
    offset, _, tree = found
    inside = [at for at, token in enumerate(tree.reading.tokens) if start - offset < token.end <= end - offset]
    if not inside:
        return None
    coder = _Coder(tree, None, load_lexicons(), None)
    head = tree.token(coder.head_in(*coder.trimmed(inside[0], inside[-1] + 1)))
    return offset + head.start, offset + head.end


def _only_country(tree: Tree) -> str | None:
    """Return the country that a sentence names, where it names one alone."""
    lexicons = load_lexicons()
    found: set[str] = set()
    for name in tree.reading.names:
        if name.kind in {"gpe", "norp", "loc"}:
            for entry in lexicons.candidates(tree.reading.words(name.first, name.last))[:1]:
                if entry.entity_id in lexicons.states:
                    found.add(lexicons.states[entry.entity_id].code)
    return found.pop() if len(found) == 1 else None


def _name_in(tree: Tree, first: int, last: int) -> tuple[int, int, str]:
    """Return the person that a span names with a title, else the span as it is."""
    if load_lexicons().candidates(tree.reading.words(first, last)):
        return first, last, NOMINAL
    names = [name for name in tree.reading.names if first <= name.first and name.last <= last]
    people = [name for name in names if name.kind == "person"]
    exact = [name for name in names if (name.first, name.last) == (first, last)]
    chosen = next(iter(exact), None)
    if chosen is None and people:
        person = people[0]
        follows = (
            tree.reading.text[tree.token(person.last).start : tree.token(person.last).end] if person.last < last else ""
        )
        if person.last == last or follows in {",", "of"}:
            chosen = person
    if chosen and chosen.kind not in {"norp", "date", "number"}:
        return chosen.first, chosen.last, chosen.kind
    return first, last, NOMINAL


@lru_cache(maxsize=64)
def _trees(document: Document) -> tuple[tuple[int, int, Tree], ...]:
    """Return start, end and tree of each sentence of a document."""
    spans = [(sentence.sentence_start, sentence.sentence_end) for sentence in split_sentences(document)]
    readings = load_engine().read([document.text[start:end] for start, end in spans])
    return tuple((start, end, Tree(reading)) for (start, end), reading in zip(spans, readings, strict=True))


@dataclass(frozen=True)
class Known:
    """What the lexicons know of a name in one meaning."""

    entity: LexiconEntity
    how: str
    periods: tuple[LexiconEntity, ...]
    roles: tuple[OfficialRole, ...]


def lookup(name: str) -> tuple[Known, ...]:
    """Return what a name may mean, likeliest first, with its codes and roles and their days."""
    lexicons = load_lexicons()
    return tuple(
        Known(
            entity=lexicons.entities[entry.entity_id],
            how=entry.how,
            periods=lexicons.periods.get(entry.entity_id, ()),
            roles=lexicons.officials.get(entry.entity_id, ()),
        )
        for entry in lexicons.candidates(name)
    )
