"""Prepared forms."""

from collector.web.prepared import PreparedForms


def _render(response_id: str, stamp: str, proof: str) -> str:
    return f"<{response_id}|{stamp}|{proof}>"


def test_prepared_form_is_rendered_once_and_filled_often() -> None:
    """Rendering happens at the first use of a key only."""
    calls: list[str] = []

    def render(response_id: str, stamp: str, proof: str) -> str:
        calls.append(response_id)
        return _render(response_id, stamp, proof)

    forms = PreparedForms()
    pages = [forms.get("key", render).filled(number, "t", "p") for number in "abc"]

    assert pages == ["<a|t|p>", "<b|t|p>", "<c|t|p>"]
    assert len(calls) == 1


def test_prepared_forms_drop_the_least_recently_used() -> None:
    """Memory stays bounded in a region of thousands of counters."""
    forms = PreparedForms(most=2)
    first = forms.get("first", _render)
    second = forms.get("second", _render)
    forms.get("first", _render)
    forms.get("third", _render)

    assert forms.get("first", _render) is first
    assert forms.get("second", _render) is not second
