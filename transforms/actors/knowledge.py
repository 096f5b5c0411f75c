"""Knowledge: words in, what the lexicons know of the things and people that they name on a day out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from transforms.actors.codes import (
    CIVILIANS,
    CODED,
    ELITE,
    GOVERNMENT,
    KNOWN,
    NOBODY,
    PLACED,
    UNIDENTIFIED,
    ActorCode,
    Piece,
    lasts,
    role_on,
)
from transforms.actors.words import NAME_WORDS, Words
from transforms.lexicons import LexiconEntity, NameEntry, Role, normalise
from transforms.lexicons.classes import prepositions_of, sectors_of
from transforms.tables import INERT

OFFICES = sectors_of("state")
"""Sectors of which somebody who has left them is ELI."""
FULL = 4  # words of a name of which the lexicon may know all but the last: "Jam Kamal Khan Alyani"
SPELT = frozenset({"person", "gpe", "norp", "armed"})
SPELLABLE = 7  # letters; of shorter names two that differ in one letter are often two things
LIKELY_HOWS = {
    "person": frozenset({"name", "alias"}),
    "norp": frozenset({"demonym", "name", "alias"}),
    "org": frozenset({"name", "alias", "government_name", "capital"}),
    "armed": frozenset({"name", "alias"}),
}
"""How a name of each kind of the engine may mean an entity; other kinds may in every way."""
LOCATIVE = prepositions_of("of_a_name")
ACTS = frozenset({"nsubj", "nsubj:outer", "obl:agent", "nmod:poss"})


@dataclass(frozen=True)
class Knowledge:
    """What the lexicons know of the words of a sentence."""

    sentence: Words
    _said: dict[int, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Countries that the words before a name give, as far as they have been asked for."""

    def known(self, first: int, last: int, kind: str) -> ActorCode | None:
        """Return what the lexicon knows of a name on the day; null when it knows nothing that fits the kind."""
        entries = self.sentence.lexicons.candidates(self.sentence.words(first, last))
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
        words = self.sentence.words(first, last)
        return self.sentence.lexicons.near(words) if words[:1].isupper() and len(words) >= SPELLABLE else ()

    def of_part(self, first: int, last: int) -> ActorCode | None:
        """Return the country of a province, or of a people that lives in one country; null for other words."""
        words = self.sentence.words(first, last)
        part = self.sentence.lexicons.parts.get(normalise(words)) if words[:1].isupper() else None
        if part is None:
            return None
        sector = self.of_people(self.sentence.head_in(first, last)) if part.is_people else None
        return ActorCode(part.country, sector, None, None, f"{part.name}, part of {part.country}", PLACED)

    def fits(self, entry: NameEntry, kind: str) -> bool:
        hows, entity = LIKELY_HOWS.get(kind), self.sentence.lexicons.entities[entry.entity_id]
        return (hows is None or entry.how in hows) and (entity.kind == "person") == (kind == "person")

    def may_be_taken_for_person(self, entry: NameEntry) -> bool:
        """Whether an entity is of a kind that the engine may mistake for a person: groups, but no places and things."""
        return self.sentence.lexicons.entities[entry.entity_id].kind not in {"state", "place", *INERT}

    def best(self, entries: Sequence[NameEntry], first: int, last: int, kind: str) -> ActorCode:
        """Return the code of the candidate that is most likely meant on the day; the first of those alike."""
        codes = [self.of_entry(entry, first, last, kind) for entry in entries]
        if len(codes) == 1:
            return codes[0]
        country = self.said_country(first) or self.sentence.place
        return max(codes, key=lambda code: (bool(country) and code.country == country, code.confidence, self.end(code)))

    def end(self, code: ActorCode) -> date:
        """Return the last day of which the lexicon knows of a person; of two namesakes the later is likelier meant."""
        roles = self.sentence.lexicons.officials.get(code.entity.entity_id, ()) if code.entity else ()
        return max((role.valid_last_on or date.max for role in roles), default=date.min)

    def said_country(self, first: int) -> str | None:
        """Return the country that the words before a name give."""
        # Each name before this one may itself depend on those before it: asked anew every time, "U.S.-U.S.-U.S.-" would
        # double the work with every name.
        if first not in self._said:
            left = self.sentence.left_edge(first, first + 1)
            countries = (piece.code.country for piece in self.each_piece(left, first) if piece.code.country)
            self._said[first] = next(countries, None)
        return self._said[first]

    def of_entry(self, entry: NameEntry, first: int, last: int, kind: str) -> ActorCode:
        entity = self.sentence.lexicons.entities[entry.entity_id]
        if entity.kind == "person":
            return self.of_person(entity)
        if entity.entity_id in self.sentence.lexicons.states:
            return self.of_state(entity, entry, first, last, kind)
        row = self.sentence.lexicons.at(entity.entity_id, self.sentence.on)
        how_coded = f"{entity.name} in {row.file}" + (f", {row.note}" if row.note else "")
        is_current = lasts(row.valid_first_on, row.valid_last_on, self.sentence.on)
        return ActorCode(row.country, row.sector, None, entity.row, how_coded, KNOWN if is_current else KNOWN - 0.1)

    def of_person(self, entity: LexiconEntity) -> ActorCode:
        """Return the code of a person by the role of the day: former when the last office has ended."""
        roles = self.sentence.lexicons.officials.get(entity.entity_id, ())
        role, is_former = role_on(roles, self.sentence.on)
        if role is None:
            first = roles[0] if roles else None
            country = entity.country or (first.country if first else None)
            return ActorCode(country, None, None, entity.row, f"{entity.name}, before any office", KNOWN - 0.3)
        sector = ELITE if is_former and role.sector in OFFICES else role.sector
        how_coded = f"{entity.name}, {'formerly ' if is_former else ''}{role.role} in {role.file}"
        sureness = KNOWN - (0.1 if is_former else 0.0)
        return ActorCode(role.country, sector, None, entity.row, how_coded, sureness)

    def of_state(self, entity: LexiconEntity, entry: NameEntry, first: int, last: int, kind: str) -> ActorCode:
        """Return the code of a state by the way in which the words name it: as a state, a people or a capital."""
        state = self.sentence.lexicons.states[entity.entity_id]
        head = self.sentence.tree.head_of(first, last)
        sector: str | None = GOVERNMENT
        if entry.how == "demonym":
            sector = self.of_people(head)
        elif entry.how == "capital":
            sector = self.of_town(head)
        is_current = lasts(state.valid_first_on, state.valid_last_on, self.sentence.on)
        how_coded = f"{entry.how.replace('_', ' ')} of {entity.name}"
        if state.sector and entry.how in {"name", "alias"}:
            sector = state.sector
        return ActorCode(entity.country, sector, None, entity.row, how_coded, KNOWN if is_current else KNOWN - 0.1)

    def of_people(self, head: int) -> str | None:
        """Return the sector of a people: none for an adjective; government where "the Russians" act as one."""
        token = self.sentence.tree.token(head)
        if self.sentence.modified(head) is not None:
            return None
        is_definite = any(self.sentence.tree.lemma(at) == "the" for at in self.sentence.tree.below[head])
        is_counted = any(self.sentence.tree.token(at).pos == "NUM" for at in self.sentence.tree.below[head])
        acts = token.relation in ACTS and not self.sentence.tree.children(head, {"amod", "acl", "acl:relcl", "nmod"})
        return GOVERNMENT if is_definite and acts and not is_counted else CIVILIANS

    def of_town(self, head: int) -> str | None:
        """Return the sector of a capital: its state's government, none where it is a place."""
        return None if LOCATIVE & set(self.sentence.tree.markers(head)) else GOVERNMENT

    def pieces(self, first: int, last: int) -> list[Piece]:
        """Return the words between two tokens that a lexicon knows, the longest from the left, in their order."""
        return list(self.each_piece(first, last))

    def each_piece(self, first: int, last: int) -> Iterator[Piece]:
        """Yield the pieces between two tokens one by one."""
        before: Piece | None = None
        at = first
        while at < last:
            piece = next(
                (one for end in range(min(last, at + NAME_WORDS), at, -1) if (one := self.piece(at, end))),
                None,
            )
            if piece is None:
                at += 1
                continue
            before = self.bound(piece, last, before)
            yield before
            at = piece.last

    def bound(self, piece: Piece, last: int, before: Piece | None) -> Piece:
        """Return a piece without its code where a word joined to it says that it does not give one."""
        estranged = (
            before is not None and before.modifier and self.sentence.lexicons.modifiers[before.modifier].estranges
        )
        if estranged and before and before.last >= piece.first - 1:
            return replace(piece, code=NOBODY, kind="state")
        if piece.last + 1 < last and self.sentence.is_dash(piece.last) and piece.kind in {"state", "body", "person"}:
            joined = self.sentence.lexicons.modifiers.get(
                normalise(self.sentence.words(piece.last + 1, piece.last + 2))
            )
            if joined and joined.lends:
                return replace(piece, code=replace(piece.code, sector=None, entity=None))
            if self.entity(piece.last + 1, piece.last + 2) is None:
                return replace(piece, code=NOBODY, kind="state")
        return piece

    def piece(self, first: int, last: int) -> Piece | None:
        """Return what exactly these tokens say."""
        if not (self.sentence.is_word(first) and self.sentence.is_word(last - 1)):
            return None
        if found := self.entity(first, last):
            return found
        words = normalise(self.sentence.words(first, last))
        if words in self.sentence.lexicons.modifiers:
            return Piece(first, last, "modifier", NOBODY, words)
        if body := self.sentence.lexicons.institutions.get(words):
            return Piece(first, last, "institution", ActorCode(None, body.sector, None, None, body.name, CODED))
        role = self.role(words, first, last, last - 1)
        if role and role.sector != UNIDENTIFIED:
            code = ActorCode(None, role.sector, role.secondary, None, f"role {role.phrase}", CODED)
            return Piece(first, last, "role", code)
        return None

    def entity(self, first: int, last: int) -> Piece | None:
        """Return the entity that exactly these tokens name; a sea named after a country is no entity of it."""
        if self.sentence.is_of_water(first, last):
            return None
        entries = self.sentence.lexicons.candidates(self.sentence.words(first, last))
        if not entries:
            code = self.of_part(first, last) if self.sentence.tree.token(last - 1).pos in {"PROPN", "ADJ"} else None
            return Piece(first, last, "state", code) if code else None
        if entries[0].entity_id not in self.sentence.lexicons.states and self.is_inside_name(first, last):
            return None
        if last - first == 1 and self.sentence.tree.token(first).pos not in {"PROPN", "ADJ", "NOUN", "X"}:
            return None
        kinds = {self.sentence.lexicons.entities[entry.entity_id].kind for entry in entries}
        if kinds == {"media"} and (name := self.sentence.named.get(first)) and name[1] > last:
            return None  # the Independent Residents' Association is no newspaper's
        if kinds == {"person"}:
            if last - first == 1 and self.sentence.tree.token(first).pos != "PROPN":
                return None
            return Piece(first, last, "person", self.best(entries, first, last, "person"))
        others = [entry for entry in entries if self.sentence.lexicons.entities[entry.entity_id].kind != "person"]
        entity = self.sentence.lexicons.entities[others[0].entity_id]
        code = self.best(others, first, last, "")
        is_state = entity.entity_id in self.sentence.lexicons.states and others[0].how != "government_name"
        return Piece(first, last, "state" if is_state else "body", code)

    def is_inside_name(self, first: int, last: int) -> bool:
        """Whether one word is torn from the middle of a longer name: the Nation of "Umma (Nation) Party"."""
        name = self.sentence.named.get(first)
        if last - first > 1 or name is None or name[0] == first:
            return False
        before = self.sentence.lexicons.candidates(self.sentence.words(name[0], first))
        return not any(entry.entity_id in self.sentence.lexicons.states for entry in before)

    def role(self, words: str, first: int, last: int, head: int) -> Role | None:
        """Return the role that a phrase names, its head as written or in the singular."""
        if role := self.sentence.lexicons.roles.get(words):
            return role
        lemma = self.sentence.tree.token(head).lemma
        if lemma.casefold() == self.sentence.tree.word(head):
            return None
        before = self.sentence.words(first, head) if first < head else ""
        after = self.sentence.words(head + 1, last) if head + 1 < last else ""
        return self.sentence.lexicons.roles.get(normalise(f"{before} {lemma} {after}"))

    def is_title(self, first: int, last: int) -> bool:
        words = normalise(self.sentence.words(first, last))
        return words in self.sentence.lexicons.titles or words in self.sentence.lexicons.roles

    def is_honorific(self, position: int) -> bool:
        title = self.sentence.lexicons.titles.get(normalise(self.sentence.words(position, position + 1)))
        return title is not None and title.is_honorific

    def is_estranged(self, position: int) -> bool:
        """Whether a word before the name of a people says that its country is not theirs."""
        before = normalise(self.sentence.words(position - 1, position)) if position else ""
        modifier = self.sentence.lexicons.modifiers.get(before)
        return modifier is not None and modifier.estranges

    def is_office(self, first: int, last: int) -> bool:
        """Whether a name is that of an office: "the Archbishop of Canterbury"."""
        cut = next((at for at in range(first + 1, last) if self.sentence.tree.token(at).pos == "ADP"), None)
        return cut is not None and self.is_title(first, cut)

    def parts(self, first: int, last: int, kind: str) -> Iterator[tuple[int, int]]:
        """Yield smaller spans of a name that may be the name proper: without title, apposition or brackets."""
        cuts = [at for at in range(first + 1, last) if self.sentence.tree.token(at).pos == "PUNCT"]
        for cut in cuts:
            if self.sentence.words(cut, cut + 1) in {",", "(", "["}:
                yield first, cut
        if kind == "person":
            for start in range(first + 1, last):
                if self.is_title(first, start):
                    yield start, last
            if last - first >= FULL:
                yield first, last - 1

    def wholes(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield larger spans of which a name may be a part, where the reading cut it short: "Jean-[Marc X]"."""
        for start in range(first - 1, max(-1, first - 4), -1):
            if self.sentence.tree.token(start).pos not in {"PROPN", "PUNCT"} or not self.sentence.is_namelike(start):
                break
            yield start, last
        if last < len(self.sentence.tree.reading.tokens) and self.sentence.tree.token(last).pos == "PROPN":
            yield first, last + 1
