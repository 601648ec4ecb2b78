"""Settings of an instance: option, then KOTAKSARAN_… variable, then instance/kotaksaran.toml, then default."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey_definitions.problems import RefusedError

FILE = "kotaksaran.toml"
PREFIX = "KOTAKSARAN_"
FOLDERS = {"instance": "instance", "output": "output"}
PORTS = ("form_port", "data_port", "site_port")
LARGEST_PORT = 65535
DEFAULTS: dict[str, str] = {
    "output": FOLDERS["output"],
    "host": "127.0.0.1",
    "form_port": "8000",
    "data_port": "8001",
    "site_port": "8002",
    "threads": "8",
    "form_url": "",
    "data_url": "",
    "site_url": "",
}
_NUMBERS = (*PORTS, "threads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where an instance lives and how it is served.

    Attributes
    ----------
    instance, output
        Folder of the private database, and folder of what is released.
    form_url, data_url, site_url
        Public base addresses without a trailing slash; where none is set, the local one of the same service.
    """

    instance: Path
    output: Path
    host: str
    form_port: int
    data_port: int
    site_port: int
    threads: int
    form_url: str
    data_url: str
    site_url: str


def resolve(
    options: Mapping[str, Any],
    environment: Mapping[str, str] = os.environ,
    folders: Mapping[str, str] = FOLDERS,
) -> Settings:
    """Return the settings that `options` (None where not given), the environment and the file make together.

    Parameters
    ----------
    folders
        The instance and output used where nothing else names one.

    Raises
    ------
    RefusedError
        If the file can't be read, or a name or number in it is wrong.
    """
    instance = Path(options.get("instance") or environment.get(f"{PREFIX}INSTANCE") or folders["instance"])
    values: dict[str, Any] = {**DEFAULTS, "output": folders["output"], **_read_file(instance / FILE)}
    values |= {
        key: environment[f"{PREFIX}{key.upper()}"] for key in DEFAULTS if f"{PREFIX}{key.upper()}" in environment
    }
    values |= {key: value for key, value in options.items() if key in DEFAULTS and value is not None}
    for key in _NUMBERS:
        try:
            values[key] = int(values[key])
        except ValueError:
            raise RefusedError(f"The setting {key} is '{values[key]}'; it must be a whole number.") from None
        if key in PORTS and not 1 <= values[key] <= LARGEST_PORT:
            raise RefusedError(f"The setting {key} is {values[key]}; a port lies between 1 and {LARGEST_PORT}.")
    for service in ("form", "data", "site"):
        local = f"http://{values['host']}:{values[f'{service}_port']}"
        values[f"{service}_url"] = str(values[f"{service}_url"] or local).rstrip("/")
    return Settings(instance=instance, **{**values, "output": Path(values["output"])})


def _read_file(path: Path) -> dict[str, str]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RefusedError(f"{path}: the settings can't be read: {error}.") from error
    for key in document:
        if key not in DEFAULTS:
            raise RefusedError(f"{path}: the setting '{key}' is not known. Use one of: {', '.join(DEFAULTS)}.")
    return {key: str(value) for key, value in document.items()}
