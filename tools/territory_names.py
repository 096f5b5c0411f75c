"""Takes what babel (CLDR) and pycountry (ISO 3166) hold, gives the names of territories as `territories.csv`.

The file is generated and committed because importing both packages costs more than loading all lexicons; a test
fails when it is out of date. `python -m tools.territory_names` writes it anew.
"""

import csv
import io
import re

from transforms.lexicons import FOLDER

FILE = FOLDER / "territories.csv"
HEADER = ("iso", "names", "source")


def write_territories() -> str:
    """Return the content of `territories.csv`: for every ISO 3166 territory its English names, `|` between them."""
    import pycountry
    from babel import Locale

    said = Locale("en").territories
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    for country in sorted(pycountry.countries, key=lambda country: str(country.alpha_3)):
        held = [said[country.alpha_2], country.name]
        held += [getattr(country, field, "") for field in ("common_name", "official_name")]
        names = dict.fromkeys(name for text in held if text for name in _spellings(text))
        rows.writerow((country.alpha_3, "|".join(names), "CLDR; ISO 3166"))
    return text.getvalue()


def _spellings(name: str) -> list[str]:
    """Return a name without its brackets and in reading order: `Korea, Republic of` is `Republic of Korea`."""
    plain = re.sub(r" SAR China$", "", re.sub(r"^the ", "", re.sub(r" ?\(.*?\)", "", name))).strip()
    first, comma, rest = plain.partition(", ")
    if comma and re.search(r"\b(?:of|of the|British|U\.S\.)$", rest):
        return [f"{rest} {first}".removeprefix("The ")]
    return [plain]


if __name__ == "__main__":
    FILE.write_text(write_territories(), encoding="utf-8")
