"""Gzip with gaps: the fixed parts of a page are compressed once, and each visit's values are put between them.

A compressor that is flushed in the middle ends with an empty stored block (RFC 1951, 3.2.4). Its length is written
anew and the value follows as it is, so that filling in costs a copy and a checksum.
"""

import struct
import zlib
from collections.abc import Sequence

HEADER = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])  # RFC 1952: deflate, no name, no time, best, any system
EMPTY = b"\x00\x00\xff\xff"
"""Length and its complement of an empty stored block."""

WINDOW = 1 << 15
_FOREIGN = b"\xff"  # in no text that is UTF-8, so nothing is ever copied from where a value will stand


class SplicedGzip:
    """The compressed form of a text with gaps of known widths.

    Parameters
    ----------
    parts
        The text around the gaps, in UTF-8; one more than there are gaps.
    widths
        Bytes each value takes, at most 65,535. They are fixed, since what follows a gap is compressed by pointing
        back to what stands before it.
    """

    def __init__(self, parts: Sequence[bytes], widths: Sequence[int]) -> None:
        gaps = [_FOREIGN * width for width in widths]
        texts = [text for pair in zip(parts, gaps, strict=False) for text in pair]
        before = [b"".join(texts[: 2 * number]) for number in range(len(parts))]
        *opening, last = (_compressor(earlier) for earlier in before)
        self._pieces = [_cut_open(made, part) for made, part in zip(opening, parts, strict=False)]
        self._last = last.compress(parts[-1]) + last.flush(zlib.Z_FINISH)

    def filled(self, values: Sequence[bytes], text: bytes) -> bytes:
        """Return the compressed page; `text` is the page itself with `values` in its gaps."""
        stored = [HEADER]
        for piece, value in zip(self._pieces, values, strict=True):
            stored += piece, struct.pack("<HH", len(value), len(value) ^ 0xFFFF), value
        stored += self._last, struct.pack("<II", zlib.crc32(text), len(text))
        return b"".join(stored)


def _compressor(earlier: bytes) -> "zlib._Compress":
    raw = -zlib.MAX_WBITS  # without a header of zlib's own
    options = (zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, raw, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY)
    return zlib.compressobj(*options, earlier[-WINDOW:])


def _cut_open(made: "zlib._Compress", part: bytes) -> bytes:
    """Return `part` compressed up to the length of the stored block that its value will fill."""
    return (made.compress(part) + made.flush(zlib.Z_SYNC_FLUSH)).removesuffix(EMPTY)
