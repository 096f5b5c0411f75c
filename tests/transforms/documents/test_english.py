"""Languages: words decide where there are some, then what the document and its source declare."""

import pytest

from transforms.documents.english import ENGLISH, UNDETERMINED, find_language

FIXTURES = "Arsenal 2 Chelsea 1\n\nLeeds 0 Everton 0\n\nSaturday: Luton v Derby, Leicester v Stoke, Hull v Reading"
DESPATCH = "Rebels killed {} soldiers near Goma. "


@pytest.mark.parametrize("number", [1, 4, 5, 40])
@pytest.mark.parametrize("source", [None, "en", "eng"])
def test_a_wire_text_in_plain_english_is_english(number: int, source: str | None) -> None:
    text = "".join(DESPATCH.format(dead) for dead in range(3, 3 + number))
    assert find_language(text, None, source) == ENGLISH
    assert find_language(text, "fr", "en") == ENGLISH


@pytest.mark.parametrize(
    "text", [FIXTURES, "Los Angeles police arrest three men. El Salvador votes. La Paz marches end."]
)
def test_lists_and_names_are_not_called_foreign(text: str) -> None:
    assert find_language(text, None) == ENGLISH


def test_a_list_without_words_is_in_the_language_that_is_declared() -> None:
    assert (find_language(FIXTURES, "fr"), find_language(FIXTURES, None, "fr")) == ("fr", "fr")


def test_english_words_win_over_a_wrong_declaration() -> None:
    text = "The president said on Monday that he would not sign the law, and that the army was in its barracks again."
    assert find_language(text, "es", "es") == ENGLISH


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Le gouvernement a annoncé que les élections auront lieu dans deux mois et que la loi ne sera pas changée.",
        ),
        (
            "es",
            "El gobierno anunció que las elecciones se celebrarán en dos meses y que la ley no será cambiada.",
        ),
        (
            "de",
            "Die Regierung hat angekündigt, dass die Wahlen in zwei Monaten stattfinden und das Gesetz bleibt.",
        ),
        (
            "nl",
            "De regering heeft gezegd dat de verkiezingen over twee maanden zijn en dat de wet niet wordt aangepast.",
        ),
        ("pt", "O governo anunciou que as eleições serão em dois meses e que a lei não vai mudar até o fim do ano."),
        (
            "tr",
            "Hükümet seçimlerin iki ay sonra yapılacağını ve bu yasa için daha çok zaman gerektiğini söyledi.",
        ),
        (
            "id",
            "Pemerintah mengatakan bahwa pemilu akan digelar dalam dua bulan dan undang-undang itu tidak akan diubah.",
        ),
        ("vi", "Chính phủ nói rằng cuộc bầu cử sẽ được tổ chức trong hai tháng và luật này không có thay đổi."),
        (
            "ru",
            "Правительство объявило, что выборы пройдут через два месяца и что закон не будет изменён до конца года.",
        ),
        ("uk", "Уряд оголосив, що вибори відбудуться через два місяці та що закон не буде змінено до кінця року."),
        ("ar", "أعلنت الحكومة أن الانتخابات ستجري بعد شهرين وأن القانون لن يتغير في هذا العام"),
        ("fa", "دولت اعلام کرد که انتخابات را در دو ماه برگزار می کند و این قانون از سال با آن تغییر"),
        ("ja", "政府は選挙を二か月後に行うと発表した。"),
        ("zh", "政府宣布选举将在两个月后举行。"),
        ("ko", "정부는 두 달 뒤 선거를 실시한다고 발표했다."),
        ("el", "Η κυβέρνηση ανακοίνωσε ότι οι εκλογές θα γίνουν σε δύο μήνες."),
    ],
)
@pytest.mark.parametrize("declared", [None, "en"])
def test_other_languages_are_told_by_their_words(language: str, text: str, declared: str | None) -> None:
    assert find_language(text, declared) == language


def test_marks_without_words_are_of_an_unknown_language() -> None:
    assert find_language("Beşiktaş 2 Fenerbahçe 1\n\nGöztepe 0 Çaykur 0") == UNDETERMINED
