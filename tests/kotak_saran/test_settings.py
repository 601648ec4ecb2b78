"""Settings: read from four places, checked, and each fault named by where it stands."""

from pathlib import Path
from typing import Any

import pytest

from kotak_saran.settings import SETTINGS, Settings, resolve
from survey_definitions.problems import RefusedError

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "settings.md"


def _resolve(folder: Path, text: str = "", environment: dict[str, str] | None = None, **options: Any) -> Settings:
    (folder / "kotaksaran.toml").write_text(text, encoding="utf-8")
    return resolve({"instance": folder, **options}, environment or {})


def test_settings_take_the_first_place_that_says_something(tmp_path: Path) -> None:
    """Option before variable before file before default."""
    text = "form_port = 1001\ndata_port = 1002\nsite_port = 1003"
    environment = {"KOTAKSARAN_FORM_PORT": "2001", "KOTAKSARAN_DATA_PORT": "2002"}
    settings = _resolve(tmp_path, text, environment, form_port=3001)
    assert (3001, 2002, 1003, 8) == (
        settings.form_port, settings.data_port, settings.site_port, settings.threads,
    )  # fmt: skip


def test_addresses_are_the_local_ones_where_none_is_set(tmp_path: Path) -> None:
    """A slash at the end is dropped; an IPv6 host stands in brackets."""
    settings = _resolve(tmp_path, 'host = "::1"\nform_url = "https://saran.example.go.id/"')
    assert ("https://saran.example.go.id", "http://[::1]:8001") == (settings.form_url, settings.data_url)


def test_site_may_lie_below_a_path(tmp_path: Path) -> None:
    """Pages are files, so the site may share a host; the form may not."""
    assert "https://kota.example/skm" == _resolve(tmp_path, 'site_url = "https://kota.example/skm/"').site_url


def test_trusted_proxy_is_a_list_of_networks(tmp_path: Path) -> None:
    """One address is a network of one."""
    settings = _resolve(tmp_path, 'trusted_proxy = "127.0.0.1, 10.1.0.0/16,::1"')
    assert ("127.0.0.1/32", "10.1.0.0/16", "::1/128") == settings.trusted_proxy
    assert () == _resolve(tmp_path).trusted_proxy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("form_port = 0", "form_port is 0; a port lies between 1 and 65535."),
        ("form_port = 65536", "form_port is 65536; a port lies between 1 and 65535."),
        ("form_port = true", "form_port is True; it has to be a whole number."),
        ("form_port = 8000.5", "form_port is 8000.5; it has to be a whole number."),
        ("threads = 0", "threads is 0; it has to lie between 1 and 256."),
        ('threads = "٨"', "threads is '٨'; it has to be a whole number."),
        ('host = "http://127.0.0.1"', "host is 'http://127.0.0.1'; it has to be an address or name to listen on"),
        ("host = 127", "host is 127; it has to be an address or name"),
        ('form_url = "saran.example"', "form_url is 'saran.example'; it has to be an address such as https://"),
        ('form_url = "ftp://saran.example"', "form_url is 'ftp://saran.example'; it has to be an address"),
        ('form_url = "https://saran.example/l"', "it has to be an address without a path"),
        ('data_url = "https://data.example/?a=1"', "with nothing after it."),
        ('data_url = "https://data.example/#x"', "with nothing after it."),
        ('data_url = "https://a:b@data.example"', "with nothing after it."),
        ('site_url = "https://situs.example/a b"', "with nothing after it."),
        ('site_url = ["https://situs.example"]', "site_url is ['https://situs.example']; it has to be an address"),
        ('trusted_proxy = "nginx"', "trusted_proxy is 'nginx'; it has to be addresses or networks"),
        ("trusted_proxy = 1", "trusted_proxy is 1; it has to be a text"),
        ("output = 1", "output is 1; it has to be the name of a folder."),
        ('output = ""', "output is ''; it has to be the name of a folder."),
        (f'form_url = "{"x" * 5000}"', "form_url is '" + "x" * 199 + "…'; it has to be an address"),
    ],
)  # fmt: skip
def test_wrong_value_is_one_sentence_with_file_and_key(tmp_path: Path, text: str, expected: str) -> None:
    """What is wrong is said before anything starts, and shortened if it is long."""
    with pytest.raises(RefusedError) as refused:
        _resolve(tmp_path, text)
    assert str(refused.value).startswith(f"{tmp_path / 'kotaksaran.toml'}: {text.partition(' ')[0]} is ")
    assert expected in str(refused.value)
    assert 1 == len(refused.value.problems)


def test_wrong_value_names_the_variable_or_option_it_came_from(tmp_path: Path) -> None:
    """A fault is corrected where it stands."""
    with pytest.raises(RefusedError, match=r"^KOTAKSARAN_THREADS is 'many'; it has to be a whole number"):
        _resolve(tmp_path, "", {"KOTAKSARAN_THREADS": "many"})
    with pytest.raises(RefusedError, match=r"^--form-port is 0; a port lies between"):
        _resolve(tmp_path, form_port=0)


@pytest.mark.parametrize("name", ["instance", "output"])
def test_file_in_place_of_a_folder_is_named(tmp_path: Path, name: str) -> None:
    """--instance and --output take folders; a file there is said to be one."""
    file = tmp_path / "private.db"
    file.touch()
    with pytest.raises(
        RefusedError, match=f"^--{name} is '.*private.db'; that is a file, and it has to be a folder"
    ):
        resolve({name: file}, {})


def test_how_to_lists_every_setting() -> None:
    """Key, variable, default and purpose stand in docs/how-to/settings.md as the program has them."""
    text = HOW_TO.read_text(encoding="utf-8")
    rows = [
        f"| `{key}` | `KOTAKSARAN_{key.upper()}` | {setting.default and f'`{setting.default}`'} | {setting.words} |"
        for key, setting in SETTINGS.items()
    ]
    listed = [line for line in text.splitlines() if "| `KOTAKSARAN_" in line]
    assert [
        "| `--instance` | `KOTAKSARAN_INSTANCE` | `instance` | folder of the private database |",
        *rows,
    ] == listed
