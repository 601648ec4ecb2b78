"""The JSON Schema of the API, held against every file by a validator that is not ours."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from showcase import BuiltSite

PLACES = ("api/v1/agencies", "api/v1/services")


def validator(site: BuiltSite) -> Draft202012Validator:
    """Return a validator of the published schema, which must itself be one."""
    schema = site.json("api/v1/schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_every_file_follows_the_schema(site: BuiltSite, simulated: BuiltSite) -> None:
    """Each JSON of each agency and service is as the schema says, real and simulated."""
    for one in (site, simulated):
        check = validator(one)
        files = [path for place in PLACES for path in (one.folder / place).iterdir()]
        assert len(files) == 14 + 5
        for path in files:
            check.validate(one.json(str(path.relative_to(one.folder))))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("index", 75.0),
        ("n", "40"),
        ("signals", None),
        ("response_rate", "5 %"),
        ("class", "best"),
        ("status", "fine"),
        ("start", "2024"),
        ("status", "hidden"),
        ("grade", ""),
    ],
)
def test_schema_refuses_what_is_wrong(site: BuiltSite, key: str, value: object) -> None:
    """A number in place of text, an unknown status, a hidden result with a number: all are refused."""
    document = site.json("api/v1/agencies/biasa.json")
    document["periods"][0][key] = value
    with pytest.raises(ValidationError):
        validator(site).validate(document)


def test_schema_lets_later_versions_add(site: BuiltSite) -> None:
    """A new key is no fault: v1 only grows."""
    document = site.json("api/v1/agencies/biasa.json")
    document["periods"][0]["ranks"] = [3, 5]
    validator(site).validate(document)
