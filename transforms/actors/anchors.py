"""Anchors: the role, title or generic body that a phrase is about, and the sector that it takes from around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.actors.codes import ELITE, NOBODY, TITLED, UNIDENTIFIED, ActorCode, Anchor, Piece, role_on
from transforms.actors.knowledge import Knowledge
from transforms.actors.words import NAME_WORDS, ROLE_WORDS, Words
from transforms.lexicons import Membership, normalise
from transforms.tables import Entity

GOING_ON = frozenset({"for", "of", "and", "&"})
"""Words with which the name of a body goes on to that of another."""
MANY = "organisation"  # kind of generic bodies of which a state has many: its universities are not one entity


@dataclass(frozen=True)
class Anchors:
    """The roles, titles and bodies that the phrases of a sentence are about."""

    sentence: Words
    knowledge: Knowledge

    def title_before(self, first: int) -> Anchor | None:
        """Return the title that ends where a name begins; of "Deputy Minister Colonel X" the first that tells."""
        found: Anchor | None = None
        end = first
        while end > 0:
            while end > 0 and self.knowledge.is_honorific(end - 1):
                end -= 1
            anchor = self.anchor_ending(end)
            if anchor is None or (found and (anchor.sector == UNIDENTIFIED or self.is_modifier(anchor))):
                return found
            found = replace(anchor, last=anchor.last)
            end = anchor.first
        return found

    def is_modifier(self, anchor: Anchor) -> bool:
        return normalise(self.sentence.words(anchor.first, anchor.last)) in self.sentence.lexicons.modifiers

    def anchor_ending(self, end: int) -> Anchor | None:
        """Return the longest title or role of one person that ends before a token."""
        if end == 0 or not self.sentence.is_word(end - 1):
            return None
        for first in range(max(0, end - ROLE_WORDS), end):
            if any(
                self.sentence.tree.token(at).pos in {"PUNCT", "VERB", "AUX"}
                and self.sentence.words(at, at + 1) not in "-.–"
                for at in range(first, end - 1)
            ):
                continue
            if not self.sentence.is_word(first):
                continue
            words = normalise(self.sentence.words(first, end))
            if (
                (role := self.sentence.lexicons.roles.get(words))
                and role.head == "person"
                and self.sentence.is_singular(end - 1)
            ):
                return Anchor(first, end, role.sector, role.secondary, is_role=True, body=None)
            if (title := self.sentence.lexicons.titles.get(words)) and title.sector:
                return Anchor(first, end, title.sector, None, is_role=True, body=None)
        return None

    def anchor(self, first: int, last: int, head: int, longer_than: int) -> Anchor | None:
        """Return the longest role or generic body that holds the head, longer than so many tokens."""
        for length in range(min(last - first, ROLE_WORDS), longer_than, -1):
            for start in range(max(first, head - length + 1), min(head, last - length) + 1):
                if found := self.anchor_at(start, start + length, head):
                    return found
        return None

    def anchor_at(self, first: int, last: int, head: int) -> Anchor | None:
        if not (self.sentence.is_word(first) and self.sentence.is_word(last - 1)):
            return None
        words = normalise(self.sentence.words(first, last))
        role, body = self.knowledge.role(words, first, last, head), self.sentence.lexicons.institutions.get(words)
        title = self.sentence.lexicons.titles.get(words) if self.sentence.words(first, last).isupper() else None
        if role is None and title and title.sector:  # "PM" is an office, "pm" an hour
            return Anchor(first, last, title.sector, None, is_role=True, body=None)
        if role:
            is_body = body is not None and role.head != "person"
            return Anchor(first, last, role.sector, role.secondary, is_role=True, body=words if is_body else None)
        if body:
            return Anchor(first, last, body.sector, None, is_role=False, body=words)
        is_common = self.sentence.tree.token(head).pos != "PROPN"
        if (last - first == 1 and is_common) and (
            words in self.sentence.lexicons.memberships
            or self.sentence.tree.lemma(head) in self.sentence.lexicons.memberships
        ):
            return Anchor(first, last, UNIDENTIFIED, None, is_role=True, body=None)
        return None

    def entity_at(self, first: int, last: int, head: int) -> Piece | None:
        """Return the longest name of an entity that holds the head."""
        for length in range(min(last - first, NAME_WORDS), 0, -1):
            for start in range(max(first, head - length + 1), min(head, last - length) + 1):
                piece = self.knowledge.entity(start, start + length)
                if piece and piece.kind != "person" and not self.goes_on(piece):
                    return piece
        return None

    def goes_on(self, piece: Piece) -> bool:
        """Whether a body is only the beginning of the name of another: the Popular Front of one "for Reform"."""
        name = self.sentence.named.get(piece.first)
        if piece.kind != "body" or name is None or piece.last >= name[1]:
            return False
        follows = self.sentence.tree.word(piece.last)
        rest = [self.knowledge.entity(at, at + 1) for at in range(piece.last + 1, name[1])]
        return follows in GOING_ON and not any(one and one.kind == "state" for one in rest)

    def membership(self, anchor: Anchor) -> Membership | None:
        """Return how a role takes its sector: by its phrase, else by its noun unless the phrase tells its own."""
        memberships = self.sentence.lexicons.memberships
        found = memberships.get(normalise(self.sentence.words(anchor.first, anchor.last)))
        if found or (anchor.last - anchor.first > 1 and anchor.sector != UNIDENTIFIED):
            return found
        noun = normalise(self.sentence.words(anchor.last - 1, anchor.last))
        return memberships.get(noun) or memberships.get(self.sentence.tree.lemma(anchor.last - 1))

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

    def titled_surname(self, first: int) -> ActorCode | None:
        """Return who a surname with a title is: "President" goes with the one official so named who was president."""
        anchor = self.title_before(first)
        if anchor is None:
            return None
        title = normalise(self.sentence.words(anchor.first, anchor.last))
        found = []
        for entity_id in self.sentence.lexicons.surnames.get(normalise(self.sentence.words(first, first + 1)), ()):
            roles = self.sentence.lexicons.officials[entity_id]
            fitting = [role for role in roles if title in normalise(role.role).split(" for ")[0]]
            if fitting and (self.sentence.on is None or role_on(fitting, self.sentence.on)[0]):
                found.append(self.knowledge.of_person(self.sentence.lexicons.entities[entity_id]))
        active = [code for code in found if code.sector != ELITE] or found
        said = self.knowledge.said_country(anchor.first)
        active = [code for code in active if said in {None, code.country}]
        return replace(active[0], confidence=TITLED) if len(active) == 1 else None

    def is_of_state(self, before: Iterable[Piece], after: Iterable[ActorCode]) -> bool:
        """Whether a body is that of a whole state by what is said of it, and not of a town, a province or a group."""
        beside = [piece.code for piece in before if piece.kind != "modifier"] + [
            code for code in after if code is not NOBODY
        ]
        return all(
            code.entity is not None and code.entity.entity_id in self.sentence.lexicons.states for code in beside
        )

    def is_of_name(self, piece: Piece, pieces: Sequence[Piece]) -> bool:
        """Whether a modifier belongs to the name of a state after it: "former Soviet president"."""
        following = next((one for one in pieces if one.first == piece.last), None)
        if following is None or following.kind != "state" or following.code.entity is None:
            return False
        state = self.sentence.lexicons.states.get(following.code.entity.entity_id)
        return state is not None and state.status == "historic"

    def has_host(self, before: Iterable[Piece]) -> bool:
        return any(piece.kind in {"body", "institution", "role"} for piece in before)

    def named_after(self, anchor: Anchor) -> list[Piece]:
        """Return what follows a role or body within its own name: "Medical Association Northern Territory"."""
        name = self.sentence.named.get(anchor.first)
        return self.knowledge.pieces(anchor.last, name[1]) if name and anchor.last < name[1] else []

    def body(self, anchor: Anchor, country: str | None) -> Entity | None:
        """Return the body of a state that a phrase names, such as its foreign ministry."""
        if anchor.body is None or country is None or country not in self.sentence.lexicons.countries:
            return None
        institution = self.sentence.lexicons.institutions[anchor.body]
        if institution.kind == MANY:
            return None
        body, adjective = institution.of(country), self.sentence.lexicons.countries[country].demonyms[0]
        if known := self.sentence.lexicons.entities.get(body.entity_id):
            return known.row
        return replace(body, name=f"{adjective} {body.name}").row
