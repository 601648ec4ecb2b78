"""Did service change after training? What an agency's page says of each programme it was trained in."""

from dataclasses import dataclass

from site_builder.indicators.training_effect import TrainingEffect
from site_builder.indicators.training_obstacles import REASONS
from site_builder.indicators.wording import rounded
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.interface.periods import date_text
from site_builder.trainings import TrainingResult


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingView:
    """One programme: its name, when the agency was trained, the sentence to quote, and what is printed with it."""

    title: str
    trained: str
    sentence: str
    notes: tuple[str, ...]


def training_views(
    results: tuple[TrainingResult, ...], agency: str, language: Language
) -> tuple[TrainingView, ...]:
    """Tell every programme of an agency, the newest training first."""
    ordered = sorted(results, key=lambda result: (result.trained[agency], result.code), reverse=True)
    return tuple(_view(result, agency, language) for result in ordered)


def _view(result: TrainingResult, agency: str, language: Language) -> TrainingView:
    titles = dict.fromkeys(language.data(training.title) for training in result.trainings)
    return TrainingView(
        title=", ".join(titles),
        trained=language("training.trained", date=date_text(result.trained[agency], language)),
        sentence=language.data(result.effect.sentence),
        notes=tuple(_notes(result, agency, language)),
    )


def _notes(result: TrainingResult, agency: str, language: Language) -> list[str]:
    """Say whether this agency took part in the estimate, then how sure it is."""
    told = []
    own = result.obstacles.get(agency)
    if result.effect.estimate is not None:
        if own is not None:
            told.append(language("training.left_out", reason=language.data(REASONS[own])))
        elif agency not in result.panel:
            told.append(language("training.no_months"))
        told.extend(_estimate(result.effect, language))
    told.extend(language.data(note) for note in result.effect.notes)
    if result.alone is not None and result.alone.estimate is not None and agency == result.alone_of:
        told.append(language.data(result.alone.sentence))
    return told


def _estimate(effect: TrainingEffect, language: Language) -> list[str]:
    if effect.estimate is None or effect.interval is None:
        return []
    numbers = (effect.estimate, effect.interval.low, effect.interval.high)
    points, low, high = (decimal_text(rounded(number), language) for number in numbers)
    return [language("training.estimate", points=points, low=low, high=high)]
