from decimal import Decimal
from typing import Any

from open_db import NINE
from showcase import PAYLOAD, BuiltSite


def period(site: BuiltSite, agency: str, place: int = -1) -> dict[str, Any]:
    """Return one period of an agency's JSON."""
    found = site.json(f"api/v1/agencies/{agency}.json")["periods"][place]
    assert isinstance(found, dict)
    return found


def test_agency_json_has_the_shape_of_the_contract(site: BuiltSite) -> None:
    """Keys, their order and their types are what programs outside rely on."""
    document = site.json("api/v1/agencies/biasa.json")
    assert list(document) == ["code", "name", "periods", "month", "trainings"]
    assert document["name"] == {"id": "Dinas Biasa", "en": "Ordinary Department"}
    (only,) = document["periods"]
    questions = only.pop("questions")
    assert only == {
        "survey": "skm-2017",
        "kind": "triwulan",
        "year": 2024,
        "number": 3,
        "start": "2024-07-01",
        "end": "2024-09-30",
        "n": 40,
        "index": "75.00",
        "grade": "C",
        "status": "normal",
        "interval": {"low": "71.39", "high": "76.80", "level": 0.95, "basis": "bound"},
        "letters": ["B", "C"],
        "visitors": 812,
        "target": 261,  # SKM19, between 260 of 800 and 265 of 850 in the table
        "response_rate": 0.0493,  # 40 of 812
        "tipping_point": "64.48",  # (65 x 812 - 75 x 40) / 772
        "change": None,
        "straight_line_share": None,
        "low_answer_share": 0.0,
        "staff_entry_share": 0.375,
        "class": None,
        "index_weighted": None,
        "simple_mean": "75.00",
        "signals": [],
    }
    assert questions[0] == {
        "key": "persyaratan",
        "n": 40,
        "mean": "3.00",
        "index": "75.00",
        "grade": "C",
    }
    assert [question["key"] for question in questions] == list(NINE)


def test_provisional_results_have_no_letter(site: BuiltSite) -> None:
    """The published example of 29 answers has its index 91.48 but, below 30, no letter anywhere."""
    found = period(site, "sementara")
    assert (found["n"], found["index"], found["grade"], found["status"]) == (29, "91.48", None, "sementara")
    assert {question["grade"] for question in found["questions"]} == {None}
    assert [question["mean"] for question in found["questions"]][:2] == ["3.62", "3.48"]


def test_hidden_results_say_nothing(site: BuiltSite) -> None:
    """Below 10 there is neither n nor index nor any question (PUB02)."""
    found = period(site, "sedikit")
    assert (found["n"], found["index"], found["grade"], found["status"]) == (None, None, None, "hidden")
    assert found["questions"] == []


def test_hidden_question_hides_the_index(site: BuiltSite) -> None:
    """A hidden question has null, one nobody answered has 0, and there is no index."""
    found = period(site, "satu-unsur")
    by_key = {question["key"]: question for question in found["questions"]}
    assert (found["n"], found["index"], found["status"]) == (33, None, "normal")
    assert by_key["biaya"] == {"key": "biaya", "n": None, "mean": None, "index": None, "grade": None}
    assert by_key["sarana"]["n"] == 0


def test_only_official_periods_are_told(site: BuiltSite) -> None:
    """The month July 2024 is in the open file but not in the JSON."""
    assert [found["kind"] for found in site.json("api/v1/agencies/biasa.json")["periods"]] == ["triwulan"]


def test_service_json_tells_its_own_results(site: BuiltSite) -> None:
    """A service with 28 answers is provisional, a merged one hidden, one without answers has no period."""
    statuses = {
        code: [found["status"] for found in site.json(f"api/v1/services/{code}.json")["periods"]]
        for code in ("besar", "kecil-1", "sepi")
    }
    assert statuses == {"besar": ["sementara"], "kecil-1": ["hidden"], "sepi": []}


def test_text_of_json_stays_as_it_is(site: BuiltSite) -> None:
    """Names are data here: neither escaped nor prefixed (PUB06)."""
    assert site.json("api/v1/agencies/jahat.json")["name"]["id"] == PAYLOAD
    assert site.json("api/v1/services/jahat-1.json")["name"]["id"] == "=HYPERLINK(1)"


def test_simulated_json_says_so(site: BuiltSite, simulated: BuiltSite) -> None:
    """Simulated data carry a mark, real data nothing."""
    assert simulated.json("api/v1/agencies/biasa.json")["simulated"] is True
    assert "simulated" not in site.json("api/v1/agencies/biasa.json")


def test_index_of_every_period_follows_from_its_means(site: BuiltSite) -> None:
    """Whoever recomputes an index from the rounded means comes within their rounding."""
    for agency in ("biasa", "sementara", "ganti", "jahat"):
        for found in site.json(f"api/v1/agencies/{agency}.json")["periods"]:
            means = [Decimal(question["mean"]) for question in found["questions"]]
            assert abs(25 * sum(means) / 9 - Decimal(found["index"])) <= Decimal("0.125")
