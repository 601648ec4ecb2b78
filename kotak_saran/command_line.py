"""kotaksaran: one command for each step from questionnaire to public page. Nothing is loaded before it is used."""

import sys
from collections.abc import Callable
from functools import update_wrapper
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kotak_saran.settings import PORTS, resolve
from survey_definitions.problems import RefusedError

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
COMMANDS = {
    "backup": "Copy the instance into one file, while it collects.",
    "build": "Build the public pages from the open file.",
    "collect": "Serve the form.",
    "comments": "Review comments before they are quoted.",
    "daysheet": "Print the sheet that proves a visit on one day.",
    "datasette": "Serve the open file in Datasette.",
    "definitions": "Check, list and show questionnaires; publish their codebooks.",
    "demo": "Set up and serve an invented city with simulated answers.",
    "ikm": "Compute the index straight from a spreadsheet.",
    "explain": "Tell how a published number came about.",
    "import": "Import answers from a table (CSV, Excel) or a kiosk's file.",
    "lottery": "Draw by lot in which order units are trained.",
    "paper": "Print the questionnaire on paper, with the table to key it into.",
    "posters": "Print QR posters for the counters.",
    "publish": "Release the answers as open data.",
    "doctor": "Say in words how the instance is.",
    "region": "Load or update the registers of a region.",
    "restore": "Bring an instance back from a backup.",
    "tokens": "Print slips, one for each visit, and trainees' invitations.",
    "training": "Follow the evaluation of a training, and seal it.",
    "verify": "Check that no answer was changed or removed.",
    "visitors": "Note how many people were served.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run; the list of them needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command called `cmd_name`."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kotak_saran.commands.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _folder_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for name, words in (("output", "what is released"), ("instance", "the private database")):
        option = click.option(f"--{name}", type=click.Path(path_type=Path), help=f"Folder of {words}.")
        function = option(function)
    return function


def with_settings(
    function: Callable[..., None], *, instance: str = "instance", output: str = "output"
) -> Callable[..., None]:
    """Give a command --instance and --output, and hand it the resolved settings as its first argument.

    `instance` and `output` are the folders used where nothing names another. Options that are called like a port of
    the settings become part of them.
    """

    @click.pass_context
    def wrapper(context: click.Context, /, **options: Any) -> None:
        own = {key: options.pop(key) for key in ("instance", "output")}
        before = context.find_root().params
        given = {key: own[key] or before.get(key) for key in own}
        given |= {key: options.pop(key) for key in PORTS if key in options}
        function(resolve(given, folders={"instance": instance, "output": output}), **options)

    return _folder_options(update_wrapper(wrapper, function))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@_folder_options
@click.version_option(package_name="kotak-saran", prog_name="kotaksaran")
def kotaksaran(**_options: Any) -> None:
    """Ask citizens at the counter, publish their answers, show whether service improved.

    Example: kotaksaran demo
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 refused with a reason, 2 wrong usage."""
    try:
        code = kotaksaran.main(args=arguments, prog_name="kotaksaran", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USAGE)
    except RefusedError as refused:
        for problem in refused.problems:
            click.echo(problem, err=True)
        sys.exit(REFUSED)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(REFUSED)
    except BrokenPipeError:
        sys.exit(REFUSED)
    except OSError as error:
        click.echo(f"{error.filename or 'system'}: {error.strerror}. Check the path and its rights.", err=True)
        sys.exit(REFUSED)
    sys.exit(code if isinstance(code, int) else DONE)
