"""Coding: the tokens of a mention in, country, sectors and entity out.

What counts, in this order: the mention's own name in the lexicons, with the affiliation of the day; the title, the
modifiers and the apposition around a name; the role phrase of a nominal with its modifiers, possessors and complements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from transforms.actors.anchors import Anchors
from transforms.actors.codes import (
    CODED,
    ELITE,
    GUESSED,
    NOBODY,
    NOMINAL,
    PLACED,
    TITLED,
    UNIDENTIFIED,
    ActorCode,
    Anchor,
    Piece,
)
from transforms.actors.knowledge import LOCATIVE, OFFICES, Knowledge
from transforms.actors.words import DEPTH, NOUNS, Words, relational_nouns
from transforms.language.reading import ROOT
from transforms.lexicons import Lexicons
from transforms.lexicons.classes import prepositions_of, sectors_of
from transforms.syntax import Tree

INTERNATIONAL = sectors_of("many_countries")
LOCAL = sectors_of("local")
"""Sectors of people who are mostly of the country in which they act; officials and business travel, refugees come."""
ORGANISED = frozenset({"org", "armed"})
PLACES = frozenset({"gpe", "loc", "fac"})
WITHIN = prepositions_of("of_a_country")
"""Prepositions after a noun whose complement tells its country."""
BELONGING = prepositions_of("of_a_body")
"""Prepositions after a noun whose complement tells its body."""


def code_actor(  # noqa: PLR0913, a span and what its document knows
    tree: Tree, first: int, last: int, kind: str, on: date | None, lexicons: Lexicons, place: str | None = None
) -> ActorCode:
    """Return the code of tokens `first` up to `last`, which may take their country from where their clause is set.

    It takes what `code_words` does. `place` is the country that the sentence is about, where there is one: those of
    whom neither words nor clause give a country are taken to be of it.
    """
    if not 0 <= first < last <= len(tree.reading.tokens):
        return NOBODY
    coder = Coder.of(tree, on, lexicons, place)
    first, last = coder.sentence.trimmed(first, last)
    return coder.placed(coder.code(first, last, kind), first, last)


def code_words(tree: Tree, first: int, last: int, kind: str, on: date | None, lexicons: Lexicons) -> ActorCode:
    """Return the code that their own words give tokens `first` up to `last`: a name of the engine's `kind`, or a
    "nominal".

    `on` is the day that affiliations are asked for; without it the longest one counts.
    """
    if not 0 <= first < last <= len(tree.reading.tokens):
        return NOBODY
    coder = Coder.of(tree, on, lexicons)
    return coder.code(*coder.sentence.trimmed(first, last), kind)


FAR = 20  # governors among which the verb of a clause is looked for


@dataclass(frozen=True)
class Coder:
    """Codes the mentions of one sentence on one day, by its words, what the lexicons know of them and their anchors."""

    sentence: Words
    knowledge: Knowledge
    anchors: Anchors

    @classmethod
    def of(cls, tree: Tree, on: date | None, lexicons: Lexicons, place: str | None = None) -> Self:
        """Return the coder of a sentence; `on` is the day, `place` the country that the sentence is about."""
        sentence = Words(tree, on, lexicons, place)
        knowledge = Knowledge(sentence)
        return cls(sentence, knowledge, Anchors(sentence, knowledge))

    def code(self, first: int, last: int, kind: str) -> ActorCode:
        """Return the code that their own words give some tokens."""
        return self.nominal(first, last) if kind == NOMINAL else self.name(first, last, kind)

    def placed(self, code: ActorCode, first: int, last: int) -> ActorCode:
        """Return a code with the country where its clause is set, or that of the document, where it has none."""
        if code.country or code.sector in {None, UNIDENTIFIED, *INTERNATIONAL}:
            return code
        if code.sector in LOCAL and (around := self.around(self.sentence.head_in(first, last))):
            return replace(
                code, country=around.country, how=f"{code.how}; place of the clause: {around.how}", confidence=GUESSED
            )
        if self.sentence.place:
            how_coded = f"{code.how}; country of the document"
            return replace(code, country=self.sentence.place, how=how_coded, confidence=min(code.confidence, GUESSED))
        return code

    def around(self, head: int) -> ActorCode | None:
        """Return the country in which the clause of a mention is set: "gunmen attacked a hotel in Kabul"."""
        at = head
        for _ in range(DEPTH):
            at = self.sentence.tree.token(at).head
            if at == ROOT:
                return None
            if self.sentence.tree.token(at).pos in {"VERB", "AUX"}:
                break
        inside = [position for position in self.sentence.tree.inside(at) if position not in {at, head}]
        for position in sorted(inside):
            name = self.sentence.named.get(position)
            if name and name[2] in PLACES and LOCATIVE & set(self.sentence.tree.markers(position)):
                if self.is_stated(position, at):
                    continue
                code = self.knowledge.known(*name)
                if code and code.country:
                    return code
        return None

    def is_stated(self, position: int, verb: int) -> bool:
        """Whether a token stands in what a verb reports, and so not in the clause of who says it."""
        seen = 0
        while position not in {verb, ROOT} and seen < FAR:
            if self.sentence.tree.token(position).relation in {"ccomp", "parataxis", "advcl"}:
                return True
            position, seen = self.sentence.tree.token(position).head, seen + 1
        return False

    def name(self, first: int, last: int, kind: str, depth: int = 0) -> ActorCode:
        """Return the code of a name: what the lexicon knows, else what its own words and those around it say."""
        if self.knowledge.is_estranged(first):
            return ActorCode(None, self.knowledge.of_people(last - 1), None, None, "a people by descent", PLACED)
        if found := self.knowledge.known(first, last, kind):
            return self.in_context(found, first, last, depth)
        for start, end in (*self.knowledge.parts(first, last, kind), *self.knowledge.wholes(first, last)):
            if found := self.knowledge.known(start, end, kind):
                return self.in_context(found, start, end, depth)
        if kind == "person" and (self.knowledge.is_title(first, last) or self.knowledge.is_office(first, last)):
            head = self.sentence.head_in(first, last)
            return self.phrase(
                self.sentence.left_edge(head, head + 1), max(last, self.sentence.right_edge(head)), head, depth
            )
        if kind == "person":
            if last - first == 1 and (found := self.anchors.titled_surname(first)):
                return self.in_context(found, first, last, depth)
            return self.titled(NOBODY, first, last, depth)
        is_long = any(self.sentence.tree.token(at).pos == "ADP" for at in range(first, last))
        inner = self.phrase(
            self.sentence.left_edge(first, last),
            last,
            self.sentence.head_in(first, last) if is_long else last - 1,
            depth,
        )
        if inner.sector is None or inner.country is None:
            inner = self.titled(inner, first, last, depth)
        return inner

    def in_context(self, code: ActorCode, first: int, last: int, depth: int) -> ActorCode:
        """Return the code of a known name with what the words around it change."""
        if code.entity is None or code.entity.kind != "person":
            return code
        said = self.titled(NOBODY, first, last, depth)
        if said.sector is None:
            return code
        if self.sentence.on is None and said.country and said.country != code.country:
            roles = self.sentence.lexicons.officials.get(code.entity.entity_id, ())
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
        if anchor := self.anchors.title_before(first):
            left = self.sentence.left_edge(anchor.first, last)
            found.append(self.composed(anchor, left, first, depth))
        else:
            left = self.sentence.left_edge(first, last)
            pieces = self.knowledge.pieces(left, first)
            if near := [piece for piece in pieces if piece.kind in {"state", "body"} and piece.code.country]:
                nearest = near[-1].code
                sector = nearest.sector if near[-1].kind == "body" and code.entity is None else None
                found.append(ActorCode(nearest.country, sector, None, None, f"before it {nearest.how}", PLACED))
        if depth < DEPTH:
            found += [self.at(position, depth + 1) for position in self.sentence.appositions(first, last)]
            if not any(one.country for one in found):
                found += [
                    ActorCode(of.country, None, None, None, f"of {of.how}", PLACED)
                    for of in self.complements(first, last, WITHIN, depth)
                ]
        country = code.country or next((one.country for one in found if one.country), None)
        coded = next((one for one in found if one.sector and one.sector != UNIDENTIFIED), NOBODY)
        if not any(one.country or one.sector for one in found):
            return code
        how_coded = "; ".join(one.how for one in found if one.country or one.sector)
        return ActorCode(
            *(country, self.first_coded(code, coded), code.secondary or coded.secondary),
            *(code.entity, how_coded, max(code.confidence, TITLED if coded.sector else PLACED)),
        )

    def first_coded(self, code: ActorCode, around: ActorCode) -> str | None:
        """Return the sector of a name, that of what is said around it where its own words leave it open."""
        if code.entity:
            return around.sector
        return code.sector if code.sector not in {None, UNIDENTIFIED} else around.sector or code.sector

    def nominal(self, first: int, last: int, depth: int = 0) -> ActorCode:
        """Return the code of a nominal by its head; of the name that it is, where it is one."""
        head = self.sentence.head_in(first, last)
        token = self.sentence.tree.token(first)
        if (exact := self.sentence.named.get(first)) and exact[:2] == (first, last):
            return self.modifying(self.name(*exact, depth), head, depth)
        is_name = token.pos in NOUNS or last - first > 1 or self.sentence.words(first, last).isupper()
        whole = self.knowledge.known(first, last, "") if is_name else None
        if whole:
            return self.modifying(whole, head, depth)
        if last - first == 1 and token.pos == "PRON" and token.end - token.start > 1:
            return ActorCode(None, UNIDENTIFIED, None, None, "a pronoun", PLACED)
        if (name := self.sentence.named.get(last - 1)) and name[1] == last and self.is_described(first, name):
            return self.name(*name, depth)
        return self.modifying(self.at(head, depth), head, depth)

    def is_described(self, first: int, name: tuple[int, int, str]) -> bool:
        """Whether a name at the end of a span is what the words before it describe: "the rebel Workers' Party"."""
        before = range(first, name[0])
        is_joined = any(self.sentence.tree.token(at).pos == "ADP" or self.sentence.is_possessive(at) for at in before)
        return name[2] in {*ORGANISED, "person", "gpe"} and not is_joined

    def modifying(self, code: ActorCode, head: int, depth: int) -> ActorCode:
        """Return the code of an adjective of a people with the sector of the noun that it modifies."""
        noun = self.sentence.modified(head)
        if code.sector or noun is None or not code.country or depth >= DEPTH or noun in self.sentence.named:
            return code
        whole = self.at(noun, depth + 1)
        return replace(code, sector=whole.sector, secondary=whole.secondary, how=f"{code.how}; {whole.how}")

    def at(self, head: int, depth: int = 0, named: bool = True) -> ActorCode:
        """Return the code of the nominal or the name that has its head at a token."""
        if named and (name := self.sentence.named.get(head)):
            first, last, kind = name
            if kind in {"person", "armed", "org", "gpe", "norp", "loc", "fac"}:
                return self.name(first, last, kind, depth)
        left = self.sentence.left_edge(head, head + 1)
        return self.phrase(left, self.sentence.right_edge(head), head, depth)

    def phrase(self, first: int, last: int, head: int, depth: int) -> ActorCode:
        """Return the code of the words between two tokens by the role, body or name in them that holds the head."""
        whole = self.anchors.entity_at(first, last, head)
        if whole and self.knowledge.is_estranged(whole.first):
            return ActorCode(None, whole.code.sector, None, None, f"of {whole.code.how} by descent", PLACED)
        if whole:
            anchor = self.anchors.anchor(first, last, head, whole.last - whole.first)
            if anchor is None:
                return whole.code
        pieces = self.knowledge.pieces(first, head)
        bodies = [piece.last for piece in pieces if piece.kind in {"body", "person"}]
        anchor = self.anchors.anchor(max(bodies, default=first), last, head, 0)
        if anchor is None:
            return self.unanchored(first, last, head, depth)
        return self.composed(anchor, first, last, depth)

    def composed(self, anchor: Anchor, first: int, last: int, depth: int) -> ActorCode:
        """Return the code of a role with what its modifiers, its possessor and its complements say."""
        membership = self.anchors.membership(anchor)
        is_outside = membership is not None and not membership.belongs
        before = [
            piece
            for piece in self.knowledge.pieces(first, anchor.first)
            if piece.kind == "modifier" or not is_outside or self.is_own(piece, anchor.last - 1)
        ]
        inside = self.knowledge.pieces(anchor.first, anchor.last - 1)
        within = [piece for piece in inside if piece.kind in {"state", "body"}]
        after = self.complements(anchor.first, anchor.last, BELONGING | WITHIN, depth) if depth < DEPTH else []
        before, after = self.of_itself(anchor.last - 1, before, after)
        named = (*(piece.code for piece in (*before, *within)), *after)
        country = next((code.country for code in named if code.country), None) or next(
            (piece.code.country for piece in self.anchors.named_after(anchor) if piece.code.country), None
        )
        if country is None and anchor.body and depth == 0 and not self.anchors.has_host(before):
            country = self.sentence.place
        sector, secondary = self.anchors.seated(anchor, self.host(anchor, before, after), country)
        how_coded = [f"role {self.sentence.words(anchor.first, anchor.last)}"]
        for modifier in self.modifiers(before):
            changed = self.sentence.lexicons.modifiers[modifier].apply(sector, secondary)
            if changed != (sector, secondary):
                how_coded.append(f"modifier {modifier}")
            sector, secondary = changed
        how_coded += [piece.code.how for piece in (*before, *within) if piece.kind != "modifier"]
        how_coded += [code.how for code in after]
        entity = self.anchors.body(anchor, country) if self.anchors.is_of_state(before, after) else None
        sureness = (TITLED if country else CODED) if sector != UNIDENTIFIED else PLACED
        return ActorCode(country, sector, secondary, entity, "; ".join(how_coded), sureness)

    def host(self, anchor: Anchor, before: Sequence[Piece], after: Sequence[ActorCode]) -> ActorCode | None:
        """Return the code of the body in which a role is held: before it, else as another role, else after it."""
        nearest = [*reversed(before)]
        bodies = [piece.code for piece in nearest if piece.kind not in {"state", "modifier", "role"}]
        roles = [
            piece.code
            for piece in nearest
            if piece.kind == "role" and (anchor.sector == UNIDENTIFIED or self.sentence.is_possessive(piece.last))
        ]
        return next((code for code in (*bodies, *roles, *after) if code.sector not in {None, UNIDENTIFIED}), None)

    def modifiers(self, before: Sequence[Piece]) -> Iterator[str]:
        """Yield the modifiers of a role, the nearest first, without those of a name beside it."""
        for piece in reversed(before):
            if piece.modifier and not self.anchors.is_of_name(piece, before):
                yield piece.modifier

    def unanchored(self, first: int, last: int, head: int, depth: int) -> ActorCode:
        """Return the code of a noun that no lexicon knows: the country around it, and whose it is."""
        before = [piece for piece in self.knowledge.pieces(first, head) if piece.kind != "modifier"]
        after = self.complements(first, last, WITHIN, depth) if depth < DEPTH else []
        before, after = self.of_itself(head, before, after)
        country = next((code.country for code in (*(piece.code for piece in before), *after) if code.country), None)
        owners = [piece.code for piece in reversed(before) if piece.kind in {"body", "institution", "person"}]
        owner = next((code for code in (*owners, *after) if code.sector not in {None, UNIDENTIFIED}), None)
        if owner and owner not in owners and owner.entity and owner.entity.kind in {"state", "place"}:
            owner = None
        if country is None and owner is None:
            return NOBODY
        how_coded = "; ".join(code.how for code in (*(piece.code for piece in before), *after))
        sectors = (owner.sector, owner.secondary) if owner else (None, None)
        return ActorCode(country, *sectors, None, how_coded, PLACED)

    def of_itself(self, head: int, before: list[Piece], after: list[ActorCode]) -> tuple[list[Piece], list[ActorCode]]:
        """Return what tells of a noun itself, without the state whose ally, neighbour or counterpart it is."""
        how_coded = [
            piece
            for piece in before
            if piece.kind != "state" or not self.sentence.is_another(head, is_demonym=self.is_demonym(piece))
        ]
        states = self.sentence.lexicons.states if self.sentence.is_another(head, is_demonym=False) else {}
        return how_coded, [code for code in after if code.entity is None or code.entity.entity_id not in states]

    def is_own(self, piece: Piece, head: int) -> bool:
        """Whether a piece is the adjective of the country of a noun that else tells of another: Chinese counterpart."""
        is_relational = self.sentence.tree.lemma(head) in relational_nouns()
        return is_relational and self.is_demonym(piece) and not self.sentence.is_another(head, is_demonym=True)

    def is_demonym(self, piece: Piece) -> bool:
        """Whether a piece is the adjective of a people: Chinese, not China."""
        entries = self.sentence.lexicons.candidates(self.sentence.words(piece.first, piece.last))
        return bool(entries) and entries[0].how == "demonym"

    def complements(self, first: int, last: int, markers: frozenset[str], depth: int) -> list[ActorCode]:
        """Return the codes of the complements after some tokens that these prepositions introduce."""
        if depth >= DEPTH:
            return []
        found = []
        for at in range(first, last):
            for position in self.sentence.tree.below[at]:
                if position < last or not self.sentence.tree.token(position).relation.startswith(
                    ("nmod", "obl", "acl")
                ):
                    continue
                is_within = position in self.sentence.named and self.sentence.named[
                    position
                ] == self.sentence.named.get(at)
                if markers & set(self.sentence.tree.markers(position)) and not is_within:
                    code = self.at(position, depth + 1)
                    if not set(self.sentence.tree.markers(position)) & WITHIN:
                        code = code if code.sector else NOBODY
                    found.append(code)
        return found
