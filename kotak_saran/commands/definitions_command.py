"""kotaksaran definitions check|list|show|publish."""

from pathlib import Path

import click

from collector.publication.codebook_pages import write_codebooks
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_file, load_survey, load_surveys
from survey_definitions.model import Survey
from survey_definitions.problems import DefinitionRefusedError
from survey_definitions.scoring import unequal_forms


@click.group()
def command() -> None:
    """Check, list and show questionnaires, and publish their codebooks."""


@command.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check FILES, or every questionnaire that comes with Kotak Saran.

    Example: kotaksaran definitions check my-survey.toml
    """
    surveys = [load_file(file) for file in files] or list(load_surveys().values())
    if problems := unequal_forms(surveys):
        raise DefinitionRefusedError(*problems)
    for survey in surveys:
        click.echo(
            f"{survey.id}: {len(survey.questions)} questions, {len(survey.counted)} of them scored. No problem."
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


@command.command()
@with_settings
def publish(settings: Settings) -> None:
    """Write the codebook of every questionnaire as web pages, in Indonesian and English.

    They need no answers: the pages say what each column means and what of it is published.

    Example: kotaksaran definitions publish --output output
    """
    folder = settings.output / "codebook"
    for path in write_codebooks(load_surveys().values(), folder):
        click.echo(str(path))


def _weight(survey: Survey, key: str) -> str:
    weight = survey.index.weights.get(key)
    return f" (weight {weight})" if weight else ""
