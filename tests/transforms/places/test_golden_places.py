"""Names of places in many settings, and where events beside them are placed, read as is written down.

python -m tests.transforms.places.test_golden_places     writes tests/golden/places.txt anew; read that difference
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.goldens import check, read_lines, write
from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.identifiers import key
from transforms.tables import Document

GOLDEN = Path(__file__).parents[2] / "golden" / "places.txt"
TEXTS = (
    # Possessives, quotation marks, brackets and plurals around a name.
    "Rebels shelled Homs' old town and Aleppo’s suburbs. The mayor of Los Angeles’ port resigned.",
    "The army entered “Mosul” (Ninawa) on Monday. «Kharkiv» was shelled. *Odesa* was spared.",
    # Codes, abbreviations and names in capitals.
    "Police arrested ten men in Albany, N.Y., and in Portland, OR. A man was shot in Gary, IN.",
    "NSW police clashed with protesters in Sydney. OR officials met in IN. The ACT banned rallies in Canberra, A.C.T.",
    "PARIS, June 8 - French farmers protested in LYON. UK ministers met in LA. A bomb exploded in NY.",
    "Voters in Miss. and in Calif. protested. Troops left Ft. Bragg for St. Louis, Mo. Police raided a club in D.C.",
    # Words that say what sort of place it is.
    "Gunmen attacked a village in Cedar County. Floods hit the Rhine. Troops crossed Lake Chad and the Gulf of Aden.",
    "Police stormed Tora Bora district. Soldiers left Helmand province and Kandahar airport. Kos island was hit.",
    "Clashes erupted in the Ferghana Valley, on Mount Elbrus, in the Strait of Hormuz and at the Khyber Pass.",
    "Rebels seized the port city of Berbera, the town of Las Anod, the region of Puntland and the state of Kerala.",
    "Rioters burned cars in Greater Manchester, Upper Egypt, West Bengal, South Tyrol and the Western Sahara.",
    # Directions, distances, surroundings.
    "A bomb killed four 30 km north of Homs. Shells fell near Hama, outside Idlib, and between Aleppo and Afrin.",
    "The convoy was ambushed on the road from Kabul to Jalalabad. Police in northern Mali and central Nigeria fled.",
    "Troops massed along the border with Kosovo. Jets bombed targets in southern Lebanon and off the coast of Yemen.",
    # Namesakes, told apart by what stands beside them.
    "Police in Birmingham, Alabama, arrested marchers. In Birmingham, England, workers went on strike.",
    "Troops killed ten in Tripoli, Lebanon. Militias shelled Tripoli. Libyan ministers met in the capital, Tripoli.",
    "A court in Georgetown, Guyana, jailed him. Students marched in Georgetown. San José, Costa Rica, voted.",
    "Georgia accused Russia. Voters in Atlanta, Georgia, protested. Congo expelled Angolans. Guinea closed its border.",
    "Protesters marched in Santiago. Chilean police fired tear gas. Cubans gathered in Santiago de Cuba.",
    "Jordan met Paris in London. Sidney Washington accused Victoria Lincoln of fraud. Chad signed a deal with Niger.",
    # Those who govern, peoples, bodies and teams in a name of a place.
    "Moscow accused Kyiv. Washington imposed sanctions on Tehran. Beijing thanked Brussels. Islamabad denied it.",
    "Syrians fled to Turkey. Catalans marched in Barcelona. Chechens and Tatars protested. Parisians went on strike.",
    "Deutsche Bank sued Bank of America. Manchester United beat Real Madrid. The Washington Post accused the Kremlin.",
    "The Treaty of Lisbon was signed. The Geneva Convention was invoked. Paris Agreement talks resumed in Katowice.",
    # Disputed ground, former names, spellings and names in other letters.
    "Troops shot protesters in Simferopol, Crimea. Police clashed with youths in East Jerusalem and in Srinagar.",
    "Soldiers killed ten in Stepanakert, Nagorno-Karabakh. Rebels shelled Donetsk. Settlers attacked Nablus.",
    "Saigon fell. Leningrad voted. Bombay and Calcutta rioted. Rangoon monks marched. Kiev and Dnepropetrovsk struck.",
    "Rockets hit Kiryat Shmona and Qiryat Shemona. Police left Sanaa, Sana'a and Ta‘izz. Łódź and Malmö saw riots.",
    # Only the passage, the focus or the parties tell where.
    "Police fired on marchers in Conakry on Monday. Ten people were killed. Shops were looted. The army was deployed.",
    "Turkish jets bombed Kurdish rebels. The Iraqi government condemned the raid. Ten villagers were wounded.",
    "The presidents of Kenya and Uganda met at State House. They signed a treaty. They will meet again in Kampala.",
    "Gunmen attacked the village of Umm Zaytunah near Homs. A bomb exploded at the Al-Nur school. Police left.",
    # Places told in one breath.
    "Protests were held in Lagos, Abuja, Kano and Ibadan. Police arrested ten people in each city.",
    "Envoys flew from Doha to Kabul via Islamabad. The ship left Odesa for Tripoli, Lebanon. He returned to Bogotá.",
    "In Berlin, Chancellor Angela Merkel praised Greece. Speaking in Athens, Alexis Tsipras thanked Germany.",
    "Ukraine's parliament in Kyiv condemned a strike on Kramatorsk railway station in Donetsk region.",
)


def written() -> list[str]:
    """Return the toponyms and the reports of each text, a line each."""
    day = date(2018, 6, 8)
    documents = [
        a(Document, document_id=key(text), text=text, published_first_on=day, published_last_on=day) for text in TEXTS
    ]
    extractions = extract(documents)
    return [line for extraction in extractions for line in (extraction.document.text, *lines_of(extraction))]


def lines_of(extraction: Extraction) -> Iterator[str]:
    """Yield the toponyms of a text and the places of its reports."""
    names = {place.place_id: f"{place.name} ({place.kind} {place.country})" for place in extraction.places}
    for told in extraction.toponyms:
        place = names.get(told.place_id or "")
        yield f"    {told.toponym!r} {told.stands_for} {place} {told.precision} {told.confidence:.2f} {told.reason}"
    for report in extraction.reports:
        place = names.get(report.place_id or "")
        yield f"    report {report.trigger!r} {place} {report.place_precision} {report.place_basis}"


def test_places_are_read_as_is_written_down() -> None:
    check("places.txt", read_lines(GOLDEN), written(), around=1)


if __name__ == "__main__":
    write(GOLDEN, written())
