"""kotaksaran comments review."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

from collector.periods import period_of
from collector.settings import CollectorSettings
from collector.storage import SqliteStore, open_store
from collector.storage.records import RegionEntry
from collector.storage.registers import loaded_region, read_agencies
from collector.storage.reviews import Comment, Review, read_waiting, save_review
from kotak_saran.command_line import with_settings
from kotak_saran.settings import Settings
from survey_definitions.loader import load_surveys
from survey_definitions.model import Subject

ACCEPT, EDIT, REFUSE, SKIP, QUIT = CHOICES = "aersq"
QUESTION = "(a)ccept, (e)dit, (r)efuse, (s)kip, (q)uit"
DONE = {ACCEPT: "accepted", REFUSE: "refused", SKIP: "skipped"}
NOTHING_LEFT = "No word is left that could be quoted: refuse it, or skip it."
ONLY_LESS = (
    "Words may only be taken out or replaced by [...]; none may be added or moved, and a negation goes only "
    "together with what it negates. The text stays as it was."
)
TOO_LATE = "This answer was withdrawn, or somebody decided about it, in the meantime; your decision was not kept."


@click.group()
def command() -> None:
    """Review comments before they are quoted."""


@command.command()
@click.option("--by", "role", required=True, metavar="ROLE", help="Who decides: a role in the office, not a name.")
@with_settings
def review(settings: Settings, role: str) -> None:
    """Decide which comments may be quoted; each decision is kept with ROLE and the day.

    Only comments whose writer permits it are shown, personal parts masked. What is accepted goes out with the next
    'kotaksaran publish', where a unit has at least ten comments in the period. What is skipped comes again.

    Example: kotaksaran comments review --by "Bagian Organisasi"
    """
    role = " ".join(role.split())
    if not role:
        raise click.BadParameter("say who decides, such as 'Bagian Organisasi'.", param_hint="--by")
    store = open_store(CollectorSettings(instance=settings.instance).private_db)
    try:
        region = loaded_region(store)
        waiting = _waiting(store, region)
        click.echo(f"{len(waiting)} comments wait; {role} decides.")
        done = Counter(_decisions(store, region, waiting, role))
    finally:
        store.close()
    click.echo(", ".join(f"{done[choice]} {word}" for choice, word in DONE.items()) + ".")


def _waiting(store: SqliteStore, region: RegionEntry) -> list[Comment]:
    """Return the comments on services; those on trainings are not quoted."""
    surveys = [region.asked(one) for one in load_surveys().values() if one.subject is Subject.SERVICE]
    return [*read_waiting(store, surveys)]


def _decisions(store: SqliteStore, region: RegionEntry, waiting: list[Comment], role: str) -> Iterator[str]:
    """Show one comment after the other and keep what is decided; yield each decision that was kept."""
    from collector.publication.comments.masking import mask  # noqa: PLC0415  telephone numbers of the world

    units = {agency.code: agency.name.id for agency, _ in read_agencies(store)}
    today = datetime.now(UTC).astimezone(ZoneInfo(region.timezone)).date()
    for number, comment in enumerate(waiting, start=1):
        period = period_of(comment.visited_on, region.period_kind).id  # the day itself would tell more
        click.echo(f"\n{number}/{len(waiting)}  {units[comment.agency]}, {period}")
        choice, text = _decide(mask(comment.text))
        if choice == QUIT:
            return
        if choice == SKIP or _keep(store, comment, text, role, today):
            yield choice
        else:
            click.echo(TOO_LATE)


def _decide(text: str) -> tuple[str, str | None]:
    """Ask until there is a decision; return it with the words that may be quoted."""
    from collector.publication.comments.reduction import is_empty  # noqa: PLC0415  see above

    while True:
        click.echo(f"\n  {text}\n")
        choice = click.prompt(QUESTION, type=click.Choice(CHOICES), show_choices=False)
        if choice == EDIT:
            text = _edited(text)
        elif choice == ACCEPT and is_empty(text):
            click.echo(NOTHING_LEFT)
        else:
            return choice, text if choice == ACCEPT else None


def _keep(store: SqliteStore, comment: Comment, text: str | None, role: str, today: date) -> bool:
    decision = Review(response=comment.response, question=comment.question, text=text, by=role, on=today)
    return save_review(store, decision)


def _edited(text: str) -> str:
    """Return the text with words taken out or masked, or as it was where anything else was done to it."""
    from collector.publication.comments.reduction import is_reduction, with_mask  # noqa: PLC0415  see above

    with _typed_already(text):
        edited = with_mask(click.prompt("Text", default="", show_default=False))
    if is_reduction(text, edited):
        return edited
    click.echo(ONLY_LESS)
    return text


@contextmanager
def _typed_already(text: str) -> Iterator[None]:
    """Let the next prompt begin with `text`, as if it had been typed: no editor leaves a file of it behind."""
    import readline  # noqa: PLC0415  it takes over the terminal

    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook(None)
