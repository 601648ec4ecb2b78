"""kotaksaran definitions check|list|show."""

from pathlib import Path

import click

from survey_definitions.loader import load_file, load_survey, load_surveys
from survey_definitions.model import Survey


@click.group()
def command() -> None:
    """Check, list and show questionnaires."""


@command.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check FILES, or every questionnaire that comes with Kotak Saran.

    Example: kotaksaran definitions check my-survey.toml
    """
    surveys = [load_file(file) for file in files] or list(load_surveys().values())
    for survey in surveys:
        click.echo(
            f"{survey.id}: {len(survey.questions)} questions, {len(survey.scored)} of them scored. No problem."
        )


@command.command("list")
def list_() -> None:
    """List the questionnaires.

    Example: kotaksaran definitions list
    """
    for survey in load_surveys().values():
        click.echo(f"{survey.id:20} {survey.status:8} {survey.title.id} / {survey.title.en}")


@command.command()
@click.argument("survey")
@click.option("--lang", "language", type=click.Choice(("id", "en")), default="id", show_default=True)
def show(survey: str, language: str) -> None:
    """Show every question and answer of SURVEY in words.

    Example: kotaksaran definitions show skm-2017 --lang en
    """
    definition = load_survey(survey)
    click.echo(f"{definition.title[language]} ({definition.id})\n{definition.regulation[language]}")
    for section in definition.sections:
        click.echo(f"\n{section.title[language]}")
        for question in section.questions:
            click.echo(
                f"  {question.position}. [{question.key}] {question.text[language]}"
                f"{_weight(definition, question.key)}"
            )
            for choice in question.choices:
                click.echo(f"       {choice.value} = {choice.text[language]}")


def _weight(survey: Survey, key: str) -> str:
    weight = survey.index.weights.get(key)
    return f" (weight {weight})" if weight else ""
