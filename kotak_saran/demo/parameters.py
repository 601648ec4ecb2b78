"""What the simulated answers are drawn from: every number of the invented city in one record.

A respondent's answer to a question comes from a cumulative logit model (graded response): it is at least k with
probability logistic(θ − threshold k), where θ adds up how lenient the respondent is, how good agency, service and
month are, how the answer was given, and how hard the question is to please. All of these are in logits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A true change of one agency's service, as its index would show it if everybody were asked.

    Attributes
    ----------
    points
        By how many points of the index (25 to 100) the service gets better, or worse below 0.
    start, end
        First day of the first month, and of the last one; without an end the change stays.
    months
        How many months it takes to be complete: 1 is a step, 12 a slope of a year.
    """

    agency: str
    points: float
    start: date
    end: date | None = None
    months: int = 1

    def share(self, month: date) -> float:
        """Return how much of the change is there in the month that begins on `month`, 0 to 1."""
        if month < self.start or (self.end is not None and month > self.end):
            return 0.0
        passed = (month.year - self.start.year) * 12 + month.month - self.start.month + 1
        return min(1.0, passed / self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """By how many points of the index a programme truly changes a unit, from the month after its training on."""

    programme: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way in which answers come in.

    Attributes
    ----------
    share, share_at_paper_agencies
        Part of an agency's answers; only their ratio matters.
    lenience
        How much kinder people answer here than on their own phone, in logits.
    straight_lined
        Part of the respondents who tick one and the same answer for every question.
    skipped
        Part of the scored questions left open; a web form insists on an answer, paper cannot.
    described
        Part of the respondents who say something about themselves.
    """

    mode: str
    share: float
    share_at_paper_agencies: float
    lenience: float
    straight_lined: float
    skipped: float
    described: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """How the invented city answers.

    Attributes
    ----------
    seed
        Everything is drawn from it; the same seed and numbers give the same answers.
    first_month, months
        First day of the first month, and how many there are.
    answers
        How many answers are expected; chance moves the real number by about its square root.
    volume_exponent
        Answers grow like visitors to this power: big offices have more, and a lower response rate.
    volume_spread, effort_spread
        Chance differences of the response rate between agencies and between months, in log units.
    empty_months, empty_month_effort
        Part of the months in which a poster had gone or a tablet broke, and what part of the answers was left.
    silent_agencies, paper_agencies
        Agencies nobody answered about, and agencies that mostly hand out paper.
    thresholds
        Where answers 2, 3 and 4 begin, for a question of average difficulty.
    difficulty
        By question: above 0 it is harder to please.
    free_of_charge
        Part of the answers 4 to `biaya` where the tariff is gratis; the others are drawn like any question (SKM18).
    lenience_spread, agency_spread, service_spread, profile_spread, month_spread
        Standard deviations in logits: between respondents, agencies, services of an agency, questions of an agency,
        and months of an agency.
    yearly_drift
        By how much everything gets better or worse in a year.
    changes
        True changes of agencies, in index points, besides those of trainings.
    effects
        What training programmes truly change; a programme that is not named changes nothing.
    channels
        The ways in which answers come in.
    offline, english, commented, out_of_hours
        Parts of the answers: sent later by a phone without signal, in English, with a comment, in the evening.
    """

    seed: str
    first_month: date
    months: int
    answers: int
    volume_exponent: float
    volume_spread: float
    effort_spread: float
    empty_months: float
    empty_month_effort: float
    silent_agencies: tuple[str, ...]
    paper_agencies: tuple[str, ...]
    thresholds: tuple[float, ...]
    difficulty: Mapping[str, float]
    free_of_charge: float
    lenience_spread: float
    agency_spread: float
    service_spread: float
    profile_spread: float
    month_spread: float
    yearly_drift: float
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    channels: tuple[Channel, ...]
    offline: float
    english: float
    commented: float
    out_of_hours: float

    def shares(self, agency: str) -> tuple[float, ...]:
        """Return the part of the agency's answers that comes in by each channel; they sum to 1."""
        at_paper = agency in self.paper_agencies
        parts = [channel.share_at_paper_agencies if at_paper else channel.share for channel in self.channels]
        return tuple(part / sum(parts) for part in parts)

    @property
    def month_starts(self) -> tuple[date, ...]:
        """The first day of every month."""
        first = self.first_month.year * 12 + self.first_month.month - 1
        return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, first + self.months))


DEMO = Simulation(
    seed="contoh/1",
    first_month=date(2024, 10, 1),
    months=24,
    answers=20_000,
    volume_exponent=0.7,
    volume_spread=0.3,
    effort_spread=0.12,
    empty_months=0.03,
    empty_month_effort=0.06,
    silent_agencies=("bagian-hukum",),
    paper_agencies=("dinsos", "diskopdag", "pkm-telaga-senja", "kel-hulu-senja"),
    thresholds=(-4.8, -2.8, 0.8),
    difficulty={
        "persyaratan": 0.0,
        "prosedur": 0.1,
        "waktu": 0.6,
        "biaya": 0.1,
        "produk": -0.1,
        "kompetensi": -0.3,
        "perilaku": -0.4,
        "sarana": 0.5,
        "pengaduan": 0.3,
    },
    free_of_charge=0.94,
    lenience_spread=1.7,
    agency_spread=0.65,
    service_spread=0.35,
    profile_spread=0.3,
    month_spread=0.1,
    yearly_drift=0.05,
    changes=(
        # A bad month that chance mends: whoever is picked because of it seems to improve.
        Change(agency="pkm-muara-lentera", points=-6, start=date(2025, 9, 1), end=date(2025, 9, 1)),
        # Slow ways up, and one down.
        Change(agency="dpmptsp", points=6, start=date(2025, 1, 1), months=18),
        Change(agency="kec-lazuardi", points=5, start=date(2025, 4, 1), months=12),
        Change(agency="dishub", points=-8, start=date(2025, 6, 1), months=12),
    ),
    effects=(Effect(programme="pelayanan-prima", points=3),),  # who is trained when stands in the register
    channels=(
        Channel(
            mode="qr", share=0.74, share_at_paper_agencies=0.2,
            lenience=0.0, straight_lined=0.22, skipped=0.0, described=0.6,
        ),
        Channel(
            mode="kiosk", share=0.18, share_at_paper_agencies=0.05,
            lenience=0.2, straight_lined=0.35, skipped=0.0, described=0.35,
        ),
        Channel(
            mode="paper", share=0.08, share_at_paper_agencies=0.75,
            lenience=0.4, straight_lined=0.5, skipped=0.03, described=0.85,
        ),
    ),
    offline=0.02,
    english=0.02,
    commented=0.06,
    out_of_hours=0.04,
)  # fmt: skip
