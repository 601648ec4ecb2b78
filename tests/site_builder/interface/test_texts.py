import re
from pathlib import Path
from string import Formatter

import pytest

import site_builder
from site_builder.interface import Language, load_languages
from site_builder.interface.language import read_language

ROOT = Path(site_builder.__file__).parent
FAMILIES = (
    "theme.",
    "kind.",
    "tariff.",
    "calendar.",
    "signal_rule.",
)  # looked up by codes: of a register, period, signal, theme
DEFAULT, *OTHERS = load_languages()


def placeholders(entry: str | tuple[str, ...]) -> list[list[str]]:
    """Return the names in braces of a text or of each text of a list."""
    texts = [entry] if isinstance(entry, str) else list(entry)
    return [sorted(name for _, name, _, _ in Formatter().parse(text) if name) for text in texts]


def test_indonesian_is_the_default_at_the_root() -> None:
    """Indonesian pages stand at the root, English ones under /en/."""
    found = [(language.code, language.prefix) for language in load_languages()]
    assert found == [("id", ""), ("en", "en/")]


def test_two_files_cannot_name_the_same_text(tmp_path: Path) -> None:
    """Which of the two would be shown depended on the order of the files."""
    (tmp_path / "home.toml").write_text('[home]\ntitle = "Beranda"\n', encoding="utf-8")
    (tmp_path / "unit.toml").write_text('[home]\ntitle = "Unit"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"unit\.toml names home\.title, and so does a file before it"):
        read_language(tmp_path)


@pytest.mark.parametrize("other", OTHERS, ids=lambda language: language.code)
def test_languages_have_the_same_texts_and_placeholders(other: Language) -> None:
    """A text that exists in one language exists in all, with the same placeholders."""
    assert DEFAULT.entries.keys() == other.entries.keys()
    differing = [
        key for key, entry in DEFAULT.entries.items() if placeholders(entry) != placeholders(other.entries[key])
    ]
    assert differing == []


def test_every_text_is_used_and_every_used_text_exists() -> None:
    """No text is left over in the files, and no page asks for one that is not there."""
    sources = [*ROOT.rglob("*.py"), *(ROOT / "templates").glob("*.html")]
    code = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    named = set(re.findall(r"""["']([a-z_]+\.[a-z0-9_]+)["']""", code))
    left_over = [key for key in DEFAULT.entries if key not in named and not key.startswith(FAMILIES)]
    asked = re.findall(r"""\b(?:t|language)\(\s*["']([a-z_]+\.[a-z0-9_]+)["']""", code)
    unknown = [key for key in asked if key not in DEFAULT.entries]
    assert (left_over, unknown) == ([], [])
    assert len(asked) > 100


def test_kinds_of_the_registers_have_words() -> None:
    """Every kind of agency of the registers has a heading, and an unknown one still gets one."""
    for kind in ("opd", "bagian", "kecamatan", "kelurahan", "puskesmas", "rsud", "mpp"):
        assert f"kind.{kind}" in DEFAULT.entries
    assert DEFAULT.member("kind", "sekolah", default="other") == DEFAULT("kind.other")


def test_a_list_is_not_a_text() -> None:
    """Asking for a list as a text, or the other way round, is a programming error."""
    with pytest.raises(KeyError):
        DEFAULT("calendar.months")
    with pytest.raises(KeyError):
        DEFAULT.each("site.name")
