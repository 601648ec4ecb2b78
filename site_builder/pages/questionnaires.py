"""What was asked, questionnaire by questionnaire, and what changed from one version to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.registry import Content, Page, page
from site_builder.questionnaires import Change, Difference, differences, earlier, families
from site_builder.records import SurveyInfo, SurveyQuestion
from site_builder.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with its choices, the lowest first; `weight` is empty where it counts in no index."""

    name: str
    text: str
    choices: tuple[str, ...]
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireView:
    """One questionnaire; `compared` names the version before it, or is empty."""

    id: str
    title: str
    facts: str
    compared: str
    differences: tuple[str, ...]
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairesView:
    """Every questionnaire of the release."""

    questionnaires: tuple[QuestionnaireView, ...]


@page("questionnaires")
def questionnaires_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the one page with all questionnaires."""
    yield Page(path=addresses.QUESTIONNAIRES, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    found = []
    for family in families(site.data.surveys.values()):
        before = earlier(family)
        found += [_questionnaire(survey, before.get(survey.id), language) for survey in family]
    return Content(
        template="questionnaires.html",
        title=language("questionnaires.title"),
        description=language("questionnaires.description", region=language.data(site.meta.name)),
        view=QuestionnairesView(questionnaires=tuple(found)),
    )


def _questionnaire(survey: SurveyInfo, before: SurveyInfo | None, language: Language) -> QuestionnaireView:
    regulation = language.data(survey.regulation)
    facts = language(
        "questionnaires.facts",
        id=survey.id,
        low=survey.scale[0],
        high=survey.scale[1],
        questions=len(survey.questions),
        scored=len(survey.scored),
    )
    return QuestionnaireView(
        id=survey.id,
        title=language.data(survey.title),
        facts=f"{regulation}. {facts}" if regulation else facts,
        compared="" if before is None else language.data(before.title),
        differences=() if before is None else tuple(_told(one, language) for one in differences(before, survey)),
        questions=tuple(
            _question(question, language) for question in sorted(survey.questions, key=lambda one: one.position)
        ),
    )


def _question(question: SurveyQuestion, language: Language) -> QuestionView:
    weight = "" if question.weight is None else language("questionnaires.weight", weight=question.weight)
    return QuestionView(
        name=language.data(question.name),
        text=language.data(question.text),
        choices=tuple(language.data(choice.text) for choice in question.choices),
        weight=weight,
    )


def _told(one: Difference, language: Language) -> str:
    question = one.after or one.before
    if question is None:
        return language("questionnaires.scale" if one.change is Change.SCALE else "questionnaires.grades")
    name = language.data(question.name)
    if one.before is None:
        return language("questionnaires.added", name=name)
    if one.after is None:
        return language("questionnaires.removed", name=name)
    if one.change is Change.TEXT:
        before, after = language.data(one.before.text), language.data(one.after.text)
        return language("questionnaires.text", name=name, before=before, after=after)
    if one.change is Change.CHOICES:
        return language("questionnaires.choices", name=name)
    nothing = language("questionnaires.no_weight")
    weights = (one.before.weight or nothing, one.after.weight or nothing)
    return language("questionnaires.weights", name=name, before=weights[0], after=weights[1])
