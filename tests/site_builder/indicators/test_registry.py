import pytest

from site_builder.indicators.registry import AUTHOR, Indicator, indicators


@pytest.mark.parametrize("found", indicators(), ids=lambda found: found.id)
def test_indicator_declares_everything(found: Indicator) -> None:
    """Each indicator says in both languages what it is and why it matters, and names its source and its author."""
    assert all((found.name.id, found.name.en, found.why.id, found.why.en, found.reference))
    assert AUTHOR == found.author
    assert found.compute.__doc__
