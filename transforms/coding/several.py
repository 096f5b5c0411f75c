"""Takes a noun for people of several countries, gives them country by country.

"The foreign ministers of Russia, Iran and Turkey" are three, and so are the "sailors of the Indian and Kenyan navies".
"""

from collections.abc import Sequence
from dataclasses import replace

from transforms.document_drafts import MentionDraft
from transforms.mentions import Spotted
from transforms.syntax import MODIFIERS, Tree

NAMES = {"name", "demonym"}
LANDS = {"state", "people", "place"}


def by_country(tree: Tree, mention: Spotted, mentions: Sequence[Spotted]) -> list[Spotted]:
    """Return a noun once for each country whose it is, from the second on in the words for the country."""
    if mention.mention.kind != "nominal":
        return [mention]
    owners = _owners(tree, mention.head, mentions)
    if len({owner.mention.country for owner in owners}) < 2:
        return [mention]
    first, *others = owners
    own = replace(mention, mention=MentionDraft.of(mention.mention, country=first.mention.country))
    sector = {"sector": mention.mention.sector} if mention.mention.sector else {}
    return [own, *(replace(other, mention=MentionDraft.of(other.mention, **sector)) for other in others)]


def _owners(tree: Tree, noun: int, mentions: Sequence[Spotted]) -> list[Spotted]:
    """Return the states and peoples after the "of" of a noun, or before what stands there: "of the Indian navy"."""
    countries = {who.head: who for who in mentions if _is_land(who)}
    owners = [at for at in tree.children(noun, {"nmod"}) if "of" in tree.markers(at)]
    listed = [at for owner in owners for at in tree.coordinated(owner)]
    named = [countries[at] for at in listed if at in countries]
    if named:
        return named
    before = [at for owner in listed for first in tree.children(owner, MODIFIERS) for at in tree.coordinated(first)]
    return [countries[at] for at in before if at in countries]


def _is_land(who: Spotted) -> bool:
    is_named = who.mention.kind in NAMES and bool(who.mention.country)
    return is_named and who.entity is not None and who.entity.kind in LANDS
