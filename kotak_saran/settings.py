"""Settings of an instance: option, then KOTAKSARAN_… variable, then instance/kotaksaran.toml, then default."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kotak_saran.values import base_address, folder, host, networks, port, root_address, switch, threads
from survey_definitions.problems import RefusedError, quoted

FILE = "kotaksaran.toml"
PREFIX = "KOTAKSARAN_"
INSTANCE = "instance"
LONGEST_SHOWN = 200  # of a wrong value: the end of a path tells most


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes
    ----------
    default
        What counts where nothing says otherwise, as it would be written.
    read
        Turns what was written into the value; raises ValueError with the rest of the sentence.
    words
        What it is for.
    """

    default: str
    read: Callable[[object], Any]
    words: str


SETTINGS: dict[str, Setting] = {
    "output": Setting("output", folder, "folder of what is released"),
    "host": Setting("127.0.0.1", host, "address the servers listen on"),
    "form_port": Setting("8000", port, "port of the form"),
    "data_port": Setting("8001", port, "port of Datasette"),
    "site_port": Setting("8002", port, "port of the demo's site"),
    "data_sql": Setting("off", switch, "whether visitors of Datasette may write SQL of their own: on or off"),
    "threads": Setting("8", threads, "threads that answer requests for the form"),
    "form_url": Setting("", root_address, "public address of the form; printed on posters"),
    "data_url": Setting("", base_address, "public address of Datasette"),
    "site_url": Setting("", base_address, "public address of the site"),
    "trusted_proxy": Setting("", networks, "addresses or networks of the reverse proxy, with commas between them"),
}
PORTS = ("form_port", "data_port", "site_port")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where an instance lives and how it is served.

    Attributes
    ----------
    instance, output
        Folder of the private database, and folder of what is released.
    form_url, data_url, site_url
        Public base addresses without a trailing slash; where none is set, the local one of the same service.
    trusted_proxy
        Networks whose word on a sender's address counts.
    """

    instance: Path
    output: Path
    host: str
    form_port: int
    data_port: int
    site_port: int
    data_sql: bool
    threads: int
    form_url: str
    data_url: str
    site_url: str
    trusted_proxy: tuple[str, ...]


def resolve(
    options: Mapping[str, Any],
    environment: Mapping[str, str] = os.environ,
    folders: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings that `options` (None where not given), the environment and the file make together.

    Parameters
    ----------
    folders
        The instance and output used where nothing else names one.

    Raises
    ------
    RefusedError
        If a folder is a file, the file can't be read, or a name or value is wrong; the sentence names where.
    """
    folders = folders or {INSTANCE: INSTANCE}
    named = _first({"--instance": options.get(INSTANCE), f"{PREFIX}INSTANCE": environment.get(f"{PREFIX}INSTANCE")})
    instance = _read(folder, *(named or ("--instance", folders[INSTANCE])))
    file = _read_file(instance / FILE)
    values = {}
    for key, setting in SETTINGS.items():
        sources = {
            f"--{key.replace('_', '-')}": options.get(key),
            f"{PREFIX}{key.upper()}": environment.get(f"{PREFIX}{key.upper()}"),
            f"{instance / FILE}: {key}": file.get(key),
            key: folders.get(key, setting.default),
        }
        values[key] = _read(setting.read, *_first(sources))
    for service in ("form", "data", "site"):
        local = f"[{values['host']}]" if ":" in values["host"] else values["host"]
        values[f"{service}_url"] = values[f"{service}_url"] or f"http://{local}:{values[f'{service}_port']}"
    return Settings(instance=instance, **values)


def _first(sources: Mapping[str, object]) -> tuple[str, object] | tuple[()]:
    """Return the first source that says something, with what it says."""
    return next(((where, written) for where, written in sources.items() if written is not None), ())


def _read(read: Callable[[object], Any], where: str, written: object) -> Any:
    try:
        return read(written)
    except ValueError as error:
        shown = str(written) if isinstance(written, Path) else written
        raise RefusedError(f"{where} is {quoted(shown, LONGEST_SHOWN)}; {error}") from None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise RefusedError(f"{path}: the settings can't be read: {reason}.") from error
    for key in document:
        if key not in SETTINGS:
            raise RefusedError(f"{path}: the setting '{key}' is not known. Use one of: {', '.join(SETTINGS)}.")
    return document
