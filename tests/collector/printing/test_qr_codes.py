"""QR codes as drawings."""

from collector.printing.qr_codes import qr_drawing


def test_qr_drawing_has_the_size_and_quiet_zone_of_the_standard() -> None:
    """ISO/IEC 18004: at level Q version 3 holds 32 bytes and is 29 modules wide, version 4 is 33; 4 are quiet."""
    assert [29 + 8, 33 + 8] == [qr_drawing("a" * length).size for length in (32, 33)]
    drawing = qr_drawing("a" * 32)
    quiet = (*range(4), *range(33, 37))
    assert not [run for run in drawing.runs if run[1] in quiet or run[0] < 4 or run[0] + run[2] > 33]


def test_qr_drawing_begins_with_a_finder_pattern() -> None:
    """The top left corner is seven dark modules, then a ring, then a block of three (ISO/IEC 18004, 6.3.3)."""
    runs = set(qr_drawing("https://saran.uji.go.id/l/ab2cd").runs)
    assert {(4, 4, 7), (4, 5, 1), (10, 5, 1), (6, 6, 3), (4, 10, 7)} <= runs


def test_qr_drawing_keeps_the_mask_it_is_given() -> None:
    """A batch may share one mask pattern; another pattern is another drawing."""
    first = qr_drawing("https://saran.uji.go.id/l/ab2cd?t=aaaaaaaa")
    assert first == qr_drawing("https://saran.uji.go.id/l/ab2cd?t=aaaaaaaa", first.mask)
    other = (first.mask + 1) % 8
    assert other == qr_drawing("https://saran.uji.go.id/l/ab2cd?t=aaaaaaaa", other).mask
