"""What the simulated answers look like, and that they are never given to a real region."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest

from collector.questions import parse
from collector.registers.records import Registers
from collector.storage.records import NewResponse
from kotak_saran.demo.parameters import DEMO, Change, Simulation
from kotak_saran.demo.region import region_folder
from kotak_saran.demo.simulation import response_ids, simulate
from survey_definitions.model import Survey
from survey_definitions.problems import RefusedError

NINE = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
JAKARTA = ZoneInfo("Asia/Jakarta")


def _scores(response: NewResponse) -> list[int]:
    return [int(response.answers[key]) for key in NINE if key in response.answers]


def _index(responses: Iterable[NewResponse]) -> float:
    """Return the SKM index: 25 times the mean of the nine means (SKM10, SKM11)."""
    chosen = list(responses)
    return 25 * fmean(fmean(r.answers[key] for r in chosen if key in r.answers) for key in NINE)  # type: ignore[arg-type]


def test_same_seed_gives_the_same_answers(
    small: Simulation, registers: Registers, survey: Survey, few_answers: list[NewResponse]
) -> None:
    """A second run draws every answer again, ids and times included."""
    assert few_answers == simulate(small, registers, survey)


def test_other_seed_gives_other_answers(
    small: Simulation, registers: Registers, survey: Survey, few_answers: list[NewResponse]
) -> None:
    """Another seed is another city: no id in common."""
    other = simulate(replace(small, seed="contoh/other"), registers, survey)
    assert not {r.id for r in few_answers} & {r.id for r in other}


def test_about_twenty_thousand_answers_over_24_months(answers: list[NewResponse]) -> None:
    """The demo has 20,000 answers up to chance, at least 400 in every month from October 2024 to September 2026."""
    months = Counter(r.visited_on.replace(day=1) for r in answers)
    assert 19_400 < len(answers) < 20_600
    assert (24, date(2024, 10, 1), date(2026, 9, 1)) == (len(months), min(months), max(months))
    assert min(months.values()) > 400


def test_every_answer_is_one_the_questionnaire_accepts(answers: list[NewResponse], survey: Survey) -> None:
    """Each stored value is what the form would have stored for it; so none lies outside 1 to 4."""
    for response in answers:
        for key, value in response.answers.items():
            assert value == parse(survey.question(key), str(value))
    assert {1, 2, 3, 4} == {score for response in answers for score in _scores(response)}


def test_ids_are_unique_and_follow_the_seed(answers: list[NewResponse]) -> None:
    """Every id has 32 hexadecimal digits, and the first one is known without simulating."""
    ids = [r.id for r in answers]
    assert len(set(ids)) == len(ids)
    assert all(len(id_) == 32 and int(id_, 16) >= 0 for id_ in ids)
    assert ids[0] == next(response_ids(DEMO))


def test_answers_are_uneven(answers: list[NewResponse], registers: Registers) -> None:
    """One agency has no answers, some under 10 in a quarter, big ones a nearly empty month, and sizes differ."""
    by_agency = Counter(r.agency for r in answers)
    quarters = Counter((r.agency, r.visited_on.year, (r.visited_on.month - 1) // 3) for r in answers)
    months = Counter((r.agency, r.visited_on.year, r.visited_on.month) for r in answers)
    assert {"bagian-hukum"} == {agency.code for agency in registers.agencies} - set(by_agency)
    assert len({agency for (agency, *_), n in quarters.items() if n < 10}) >= 3
    assert any(n < 10 and by_agency[agency] > 500 for (agency, *_), n in months.items())
    assert max(by_agency.values()) > 10 * min(by_agency.values())


def test_never_more_answers_than_visitors(answers: list[NewResponse], registers: Registers) -> None:
    """No service has more answers in a month than people it served."""
    served = {(count.service, count.start): count.served for count in registers.visitors}
    for (service, month), n in Counter((r.service, r.visited_on.replace(day=1)) for r in answers).items():
        assert n <= served[service or "", month]


def test_free_services_get_four_for_the_fee(answers: list[NewResponse], registers: Registers) -> None:
    """Where the tariff is gratis nearly everyone answers 4 to biaya; elsewhere they do not (SKM18)."""
    free = {service.code for service in registers.services if service.tariff == "gratis"}
    share = {
        is_free: fmean(
            r.answers["biaya"] == 4 for r in answers if (r.service in free) is is_free and "biaya" in r.answers
        )
        for is_free in (True, False)
    }
    assert share[True] > 0.8
    assert share[False] < 0.6


def test_a_realistic_part_ticks_straight_down(answers: list[NewResponse]) -> None:
    """Between a quarter and a half give one and the same answer to every question."""
    assert 0.25 < fmean(len(set(_scores(r))) == 1 for r in answers) < 0.5


def test_only_paper_leaves_questions_open(answers: list[NewResponse]) -> None:
    """Scored questions are missing on some paper forms and on no web form, which insists on them."""
    incomplete = [r for r in answers if len(_scores(r)) < 9]
    assert incomplete
    assert {"paper"} == {r.mode for r in incomplete}


def test_ways_in(answers: list[NewResponse]) -> None:
    """All three modes occur, a few agencies are mostly paper, the class is open, and some describe themselves."""
    assert {"qr", "kiosk", "paper"} == {r.mode for r in answers}
    assert fmean(r.mode == "paper" for r in answers if r.agency == "dinsos") > 0.6
    assert fmean(r.mode == "paper" for r in answers if r.agency == "disdukcapil") < 0.2
    assert {"open"} == {r.response_class for r in answers}
    assert 0.3 < fmean("usia" in r.answers for r in answers) < 0.8
    assert 0 < fmean("saran" in r.answers for r in answers) < 0.1


def test_times_are_plausible(answers: list[NewResponse]) -> None:
    """Answers come in on the day of the visit, paper up to ten days later, nine in ten while offices are open."""
    local = [r.received_at.astimezone(JAKARTA) for r in answers]
    assert local == sorted(local)
    assert fmean(8 <= moment.hour < 17 for moment in local) > 0.9
    for response, moment in zip(answers, local, strict=True):
        latest = timedelta(days=10 if response.mode == "paper" else 0)
        assert timedelta(0) <= moment.date() - response.visited_on <= latest


def test_seconds_are_known_for_phones_only(answers: list[NewResponse]) -> None:
    """Kiosk, paper and offline answers have no seconds; those of phones are plausible, straight-liners' shorter."""
    assert {None} == {r.seconds for r in answers if r.mode != "qr" or r.offline}
    phones = [(r.seconds, len(set(_scores(r))) == 1) for r in answers if r.mode == "qr" and not r.offline]
    assert all(seconds is not None and 8 <= seconds <= 1800 for seconds, _ in phones)
    straight, others = ([s for s, same in phones if same is wanted and s] for wanted in (True, False))
    assert fmean(straight) < fmean(others)


def test_change_of_three_points_is_three_points(registers: Registers, survey: Survey) -> None:
    """A step of +3 shows as +3 in the index before and after, within chance (standard error about 0.3)."""
    code, since = "disdukcapil", date(2025, 10, 1)
    agencies = tuple(agency for agency in registers.agencies if agency.code == code)
    services = tuple(service for service in registers.services if service.agency == code)
    visitors = tuple(v for v in registers.visitors if v.service in {service.code for service in services})
    alone = replace(registers, records=(*agencies, *services, *registers.counters, *visitors))
    steady = replace(
        DEMO, answers=10_000, month_spread=0.0, yearly_drift=0.0, empty_months=0.0,
        changes=(Change(agency=code, points=3, start=since),),
    )  # fmt: skip
    drawn = simulate(steady, alone, survey)
    before, after = (_index(r for r in drawn if (r.visited_on >= since) is later) for later in (False, True))
    assert after - before == pytest.approx(3, abs=0.9)


def test_changed_agencies_move_as_told(answers: list[NewResponse]) -> None:
    """The agency that falls by 8 points and the one that rises by 6 show it from the first to the last months."""

    def moved(agency: str) -> float:
        own = [r for r in answers if r.agency == agency]
        last = _index(r for r in own if r.visited_on >= date(2026, 4, 1))
        return last - _index(r for r in own if r.visited_on < date(2025, 1, 1))

    assert moved("dishub") < -4
    assert moved("dpmptsp") > 3


def test_real_region_never_gets_simulated_answers(small: Simulation, registers: Registers, survey: Survey) -> None:
    """A region with simulated = false is refused by name."""
    real = replace(registers, region=replace(registers.region, simulated=False))
    with pytest.raises(RefusedError, match="Kota Contoh is a real region"):
        simulate(small, real, survey)


def test_missing_region_is_said_with_where_was_looked() -> None:
    """A copy without the region's folder says where it looked and what to do."""
    with pytest.raises(RefusedError, match=r"region 'contoh' .* missing .*Install Kotak Saran again"):
        region_folder([])
