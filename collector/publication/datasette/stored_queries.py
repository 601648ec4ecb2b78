"""The stored queries: every number the site shows, as SQL anyone can read, one TOML file each."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from survey_definitions.model import Text

_PARAMETER = re.compile(r":([a-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A query with what it is called and what it answers."""

    name: str
    title: Text
    description: Text
    sql: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """What the reader fills in, in the order of its first use."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.sql)))


@cache
def load_queries() -> tuple[StoredQuery, ...]:
    """Read every stored query; its name is that of its file, after a number that orders them."""
    folder = files(__package__).joinpath("queries")
    paths = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(_read(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in paths)


def _read(file: str, text: str) -> StoredQuery:
    document = tomllib.loads(text)
    return StoredQuery(
        name=file.removesuffix(".toml").partition("-")[2],
        title=Text(**document["title"]),
        description=Text(**document["description"]),
        sql=document["sql"].strip(),
    )
