"""Prepared forms."""

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from collector.web.prepared import Envelope, PreparedForms
from collector.web.splice import SplicedGzip


def _render(envelope: Envelope) -> str:
    return f"<{envelope.id}|{envelope.stamp}|{envelope.proof}>"


def _envelope(number: str, proof: str = "p") -> Envelope:
    return Envelope(id=number, stamp="t", proof=proof)


def test_prepared_form_is_rendered_once_and_filled_often() -> None:
    """Rendering happens at the first use of a key only."""
    calls: list[str] = []

    def render(envelope: Envelope) -> str:
        calls.append(envelope.id)
        return _render(envelope)

    forms = PreparedForms()
    pages = [forms.get("key", render).filled(_envelope(number)) for number in "abc"]

    assert pages == [b"<a|t|p>", b"<b|t|p>", b"<c|t|p>"]
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


def test_prepared_form_compresses_proofs_of_any_length() -> None:
    """No proof, a slip's and a pass's take turns; each page unpacks to what is sent to those without gzip."""
    form = PreparedForms().get("key", _render)

    for envelope in [_envelope("a", proof) for proof in ("", "token~ab12cd34", "", "poster~" + "x" * 22)]:
        assert gzip.decompress(form.compressed(envelope)) == form.filled(envelope)


@given(parts=st.lists(st.text(), min_size=4, max_size=4), values=st.lists(st.binary(), min_size=3, max_size=3))
def test_spliced_gzip_unpacks_to_the_page(parts: list[str], values: list[bytes]) -> None:
    """Whatever stands around and in the gaps: zlib unpacks the whole, and finds checksum and length right."""
    texts = [part.encode() for part in parts]
    page = texts[0] + b"".join(value + text for value, text in zip(values, texts[1:], strict=True))

    packed = SplicedGzip(texts, [len(value) for value in values]).filled(values, page)

    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert unpacking.decompress(packed) == page
    assert (unpacking.eof, unpacking.unused_data) == (True, b"")


def test_spliced_gzip_never_copies_from_a_gap() -> None:
    """The text after a gap repeats what an earlier value looked like: another value does not change it."""
    texts = [b"before " * 9, b"000 after 000 " * 9]
    spliced = SplicedGzip(texts, [3])

    for value in (b"000", b"abc", b"\xff" * 3):
        page = texts[0] + value + texts[1]
        assert gzip.decompress(spliced.filled([value], page)) == page


def test_spliced_gzip_weighs_little_more_than_gzip() -> None:
    """What follows a gap points back to what stands before it."""
    text = b" ".join(b"%d" % (number * number) for number in range(400))

    packed = SplicedGzip([text, text], [4]).filled([b"abcd"], text + b"abcd" + text)

    assert len(packed) < len(gzip.compress(text + text)) * 1.05
