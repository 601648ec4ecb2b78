from collections.abc import Callable

import pytest

from survey_definitions.catalogue import Fault
from survey_definitions.problems import Problem

Break = Callable[..., tuple[Problem, ...]]

WAKTU = "section unsur, question waktu"
USIA = "section responden, question usia"
PENDIDIKAN = "section responden, question pendidikan"
TWO_CHOICES = 'choices = [{ value = 0, id = "a", en = "a" }, { value = 1, id = "b", en = "b" }]'
CHOICE_3 = '    { value = 3, id = "Baik", en = "Good" },\n'

# What is changed in the sound questionnaire, where the fault must be seen, and words that must be said about it.
CASES: dict[str, list[tuple[tuple[tuple[str, str], ...], str, str]]] = {
    "DEF04": [
        ((("multiplier = 25\n", ""),), "index", "'multiplier' is missing"),
        ((('family = "uji-coba"', 'family = "  "'),), "", "'family' is missing or empty"),
        ((("list_position = 2\n", ""),), WAKTU, "'list_position' is missing"),
        ((('key = "pendidikan"\n', ""),), "section responden, question no. 2", "'key' is missing"),
        ((('minimum = "80.5"\n', ""),), "index, grade A", "'minimum' is missing"),
        ((("minimum = 10\n", ""),), USIA, "'minimum' is missing"),
    ],
    "DEF05": [
        ((("multiplier = 25", "multiplier = 25\nfaktor = 1"),), "index", "'faktor' is not a key"),
        ((("minimum = 10\n", "minimum = 10\nchoices = []\n"),), USIA, "'choices' is not a key"),
    ],
    "DEF06": [
        ((("version = 1", 'version = "1"'),), "", "'version' is a text in quotes, but must be a whole number"),
        ((("version = 1", "version = true"),), "", "'version' is true or false, but must be a whole number"),
        ((("version = 1", "version = 2017-05-09"),), "", "'version' is a date or time"),
        ((('text.en = "How was the time?"', "text.en = 1"),), f"{WAKTU}, text", "'en' is a whole number"),
        (
            (('name.id = "Waktu"\nname.en = "Time"', 'name = "Waktu"'),),
            WAKTU,
            "'name' is a text in quotes, but must be given in both languages, as name.id",
        ),
    ],
    "DEF07": [
        ((('family = "uji-coba"', 'family = "Uji Coba"'),), "family", "'Uji Coba' is not a well-formed family")
    ],
    "DEF08": [((('id = "uji-coba"\nfamily', 'id = "lain"\nfamily'),), "id", "called 'uji-coba'")],
    "DEF09": [
        ((('key = "unsur"', 'key = "Unsur 1"'),), "section Unsur 1, key", "'Unsur 1' is not a well-formed key"),
        ((('key = "usia"', 'key = "9usia"'),), "section responden, question 9usia, key", "'9usia'"),
    ],
    "DEF10": [((('key = "usia"', 'key = "period"'),), "section responden, question period, key", "'period'")],
    "DEF11": [
        ((('key = "usia"', 'key = "nik"'),), "section responden, question nik, key", "who the respondent is"),
        ((('key = "saran"', 'key = "no_hp"'),), "section responden, question no_hp, key", "'no_hp'"),
    ],
    "DEF12": [
        ((('key = "usia"', 'key = "waktu"'),), "", "The question 'waktu' occurs more than once"),
        ((('key = "responden"', 'key = "unsur"'),), "", "The section 'unsur' occurs more than once"),
        ((('letter = "B"', 'letter = "A"'),), "index, grades", "The grade 'A' occurs more than once"),
    ],
    "DEF13": [
        ((('text.en = "How was the time?"\n', ""),), f"{WAKTU}, text.en", "The text in English (en) is missing"),
        ((('title.id = "Uji coba"', 'title.id = " "'),), "title.id", "The text in Indonesian (id) is missing"),
        (((', en = "Diploma"', ""),), f"{PENDIDIKAN}, choice D3.en", "The text in English (en) is missing"),
    ],
    "DEF14": [
        ((('type = "number"', 'type = "angka"'),), f"{USIA}, type", "'angka' is not a known question type"),
        ((('status = "draft"', 'status = "hidup"'),), "status", "'hidup' is not a known status"),
        ((('subject = "service"', 'subject = "x"'),), "subject", "'x' is not a known subject"),
        (
            (('wording = "own"\npublication = "published"', 'wording = "x"\npublication = "published"'),),
            "section unsur, wording",
            "'x' is not a known wording",
        ),
        (
            (('publication = "coarsened"', 'publication = "open"'),),
            "section responden, publication",
            "'open' is not a known publication class",
        ),
    ],
    "DEF15": [
        (
            (('publication = "withheld"', 'publication = "published"'),),
            "section responden, question saran, publication",
            "'published' does not fit a question of the type 'text'",
        ),
        (
            (("minimum = 10", 'minimum = 10\npublication = "published"'),),
            f"{USIA}, publication",
            "'published' does not fit a question of the type 'number'",
        ),
    ],
    "DEF16": [
        (
            (('    { value = "D3", id = "D3", en = "Diploma", maps_to = "SMA" },\n', ""),),
            f"{PENDIDIKAN}, choices",
            "only one choice",
        )
    ],
    "DEF17": [
        (((CHOICE_3, ""),), "scale, choices", "The choices are 1, 2, 4, but the scale has 1, 2, 3, 4"),
        (
            (("list_position = 2", f"list_position = 2\n{TWO_CHOICES}"),),
            f"{WAKTU}, choices",
            "The choices are 0, 1, but",
        ),
    ],
    "DEF18": [((('value = "D3"', 'value = "SMA"'),), f"{PENDIDIKAN}, choices", "'SMA' is given to more than one")],
    "DEF19": [((('value = "D3"', 'value = "D 3"'),), f"{PENDIDIKAN}, choice D 3, value", "'D 3'")],
    "DEF20": [
        ((('maps_to = "SMA"', 'maps_to = "SMK"'),), f"{PENDIDIKAN}, choice D3, maps_to", "maps_to 'SMK'"),
        ((('maps_to = "SMA"', 'maps_to = "D3"'),), f"{PENDIDIKAN}, choice D3, maps_to", "maps_to 'D3'"),
    ],
    "DEF21": [
        ((("list_position = 2", "list_position = 1"),), "", "The list positions are 1, 1, but must be 1 to 2"),
        ((("list_position = 2", "list_position = 3"),), "", "The list positions are 3, 1, but must be 1 to 2"),
    ],
    "DEF22": [
        ((('waktu = "1/3"', "waktu = 0.33"),), "index, weights", "The weight of 'waktu' is '0.33'"),
        ((('waktu = "1/3"', 'waktu = "0.33"'),), "index, weights", "The weight of 'waktu' is '0.33'"),
        ((('waktu = "1/3"', 'waktu = "1/0"'),), "index, weights", "The weight of 'waktu' is '1/0'"),
    ],
    "DEF23": [
        ((('waktu = "1/3"', 'waktu = "0"'),), "index, weights", "The weight of 'waktu' is 0"),
        ((('waktu = "1/3"', 'waktu = "-1/3"'),), "index, weights", "The weight of 'waktu' is -1/3"),
    ],
    "DEF24": [((('waktu = "1/3"', 'waktu = "1/9"'),), "index, weights", "The weights sum to 7/9 (about 0.7778)")],
    "DEF25": [
        (
            (('biaya = "2/3"', 'biaya = "1/3"\nharga = "1/3"'),),
            "index, weights",
            "'harga', but no question has this key",
        ),
        (
            (('biaya = "2/3"', 'biaya = "1/3"\nusia = "1/3"'),),
            "index, weights",
            "'usia', but its type is 'number'",
        ),
        (
            (("list_position = 2", 'list_position = 2\npublication = "withheld"'),),
            "index, weights",
            "'waktu', but its answers are not published",
        ),
    ],
    "DEF26": [
        ((('"80.5"', '"80.505"'),), "index, grade A, minimum", "'80.505' is not a number with at most 2"),
        ((('"80.5"', "80.5"),), "index, grade A, minimum", "'80.5' is not"),
    ],
    "DEF27": [((('"80.5"', '"25.00"'),), "index, grade B, minimum", "25.00 does not lie below")],
    "DEF28": [((('"25.00"', '"20"'),), "index, grade B, minimum", "lowest possible index is 25.00")],
    "DEF29": [((('"80.5"', '"100.01"'),), "index, grade A, minimum", "highest possible index, 100.00")],
    "DEF30": [
        ((("maximum = 120", "maximum = 10"),), USIA, "The minimum 10 does not lie below the maximum 10"),
        ((("minimum = 1\n", "minimum = 4\n"),), "scale", "The minimum 4 does not lie below the maximum 4"),
    ],
    "DEF31": [
        ((("version = 1", "version = 0"),), "", "'version' is 0, but must lie from 1 to 9999"),
        ((("maximum = 500", "maximum = 0"),), "section responden, question saran", "'maximum' is 0"),
        ((("maximum = 4", "maximum = 1000000000"),), "scale", "must lie from -1000000000 to 10"),
    ],
    "DEF36": [
        ((('type = "choice"', 'type = "item"\nanswer = "D3"'),), "", "The item 'pendidikan' belongs to a test")
    ],
    "DEF38": [
        (
            (('type = "scale"\nwording', 'type = "scale"\nrepeated = true\nwording'),),
            "subject",
            "A repeated section belongs to a training",
        )
    ],
}
LISTED = [(code, *case) for code, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("code", "changes", "place", "words"), LISTED)
def test_fault_is_named_with_its_place(
    broken: Break, code: str, changes: tuple[tuple[str, str], ...], place: str, words: str
) -> None:
    """Each fault gives exactly one problem with its code, its place in the file and what is wrong."""
    (problem,) = broken(*changes)

    assert (code, "uji-coba.toml" + (f", {place}" if place else "")) == (problem.code, problem.where)
    assert words in problem.what
    assert "{" not in problem.what + problem.remedy


def test_every_fault_of_the_catalogue_is_produced() -> None:
    """Each code is tested above: by a case of the list, or by a test of its own."""
    own_tests = {"DEF01", "DEF02", "DEF03", "DEF32", "DEF33", "DEF34", "DEF35", "DEF37", "DEF39", "DEF40"}

    assert {fault.code for fault in Fault} == own_tests | set(CASES)
