"""Read which themes a comment touches, by the public table: no word of it goes further than this module.

A comment is cut into sentences, and those at words like "tapi". In such a piece

1. words of the table say something good or bad, a negation before them turns that around ("tidak begitu ramah" is a
   complaint, "tidak lama" is praise);
2. words about anything ("jelas", "rusak") belong to the nearest thing named before them, else after them;
3. after a wish ("mohon", "semoga") praise is a complaint, unless it is to stay as it is ("tetap");
4. a thing that is missing ("belum ada kursi", "parkir kurang") or wished for is a complaint.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from collector.publication.comments.themes import Aspect, Phrase, Theme, load_themes

_SENTENCE = re.compile(r"[.;!?\n]+")
_TOKEN = re.compile(r"\w+(?:-\w+)*|[,:&()]")
REACH = 5
"""How many words back a negation is looked for."""


class Kind(Enum):
    """What a phrase of the table says."""

    GOOD = "good"
    BAD = "bad"
    TOPIC = "topics"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the table that was found; `aspect` None is a word about anything."""

    start: int
    end: int
    kind: Kind
    aspect: Aspect | None

    @property
    def is_thing(self) -> bool:
        """Whether it names something that can be good or bad."""
        return self.kind in (Kind.TOPIC, Kind.ABOUT)


def themes_of(text: str) -> frozenset[Theme]:
    """Return the themes a comment touches, each once however often it is said."""
    return frozenset(theme for piece in _pieces(text.casefold()) for theme in _Piece(piece).themes())


def _pieces(text: str) -> Iterator[list[str]]:
    """Yield the words of each piece; what only looks like a negation is taken out."""
    table = load_themes()
    for sentence in _SENTENCE.split(text):
        words = _without(_TOKEN.findall(sentence), table.exceptions)
        piece: list[str] = []
        for word in words:
            if word in table.contrasts:
                yield piece
                piece = []
            else:
                piece.append(word)
        yield piece


def _without(words: list[str], phrases: Sequence[Phrase]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        found = next((one for one in phrases if tuple(words[at : at + len(one)]) == one), None)
        if found is None:
            kept.append(words[at])
        at += len(found) if found else 1
    return kept


@cache
def _by_first_word() -> dict[str, list[tuple[Phrase, Kind, Aspect | None]]]:
    """Return the phrases of the table by their first word, longest first."""
    table = load_themes()
    listed: list[tuple[Phrase, Kind, Aspect | None]] = [((word,), Kind.GOOD, None) for word in table.good]
    listed += [((word,), Kind.BAD, None) for word in table.bad]
    for one in table.aspects:
        for kind in Kind:
            listed += [(phrase, kind, one) for phrase in getattr(one, kind.value)]
    found: dict[str, list[tuple[Phrase, Kind, Aspect | None]]] = {}
    for phrase, kind, aspect in sorted(listed, key=lambda one: -len(one[0])):
        bare = tuple(_bare(word) for word in phrase)
        found.setdefault(bare[0], []).append((bare, kind, aspect))
    return found


def _bare(word: str) -> str:
    return word.removesuffix("nya")


class _Piece:
    """One piece of a comment and what was found in it."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.bare = [_bare(word) for word in words]
        self.hits = list(self._found())
        table = load_themes()
        self.keeps = not table.keepers.isdisjoint(words)
        self.first_wish = min((words.index(word) for word in table.wishes & set(words)), default=None)

    def themes(self) -> Iterator[Theme]:
        """Yield what is said: of what has words of its own, then of what is only named."""
        told: set[Hit] = set()
        for hit in self.hits:
            if hit.is_thing:
                continue
            thing = self._thing_of(hit)
            aspect = hit.aspect or (thing.aspect if thing else None)
            if thing is not None:
                told.add(thing)
            if aspect is not None:
                yield aspect.praise if self._is_praise(hit) else aspect.complaint
        for hit in self.hits:
            if hit.kind is Kind.TOPIC and hit.aspect and hit not in told:
                if self._is_lacking(hit) or (self._is_wished(hit) and not self.keeps):
                    yield hit.aspect.complaint
                elif self.keeps:
                    yield hit.aspect.praise

    def _found(self) -> Iterator[Hit]:
        at = 0
        while at < len(self.words):
            hit = self._hit(at)
            if hit is not None:
                yield hit
            at = hit.end if hit else at + 1

    def _hit(self, at: int) -> Hit | None:
        """Return the longest phrase of the table that begins at a word."""
        for phrase, kind, aspect in _by_first_word().get(self.bare[at], ()):
            if tuple(self.bare[at : at + len(phrase)]) == phrase:
                return Hit(at, at + len(phrase), kind, aspect)
        return None

    def _thing_of(self, hit: Hit) -> Hit | None:
        """Return the thing a word about anything is about: the nearest before it, else the nearest after it."""
        if hit.aspect is not None:
            return None
        things = [one for one in self.hits if one.is_thing]
        before = [one for one in things if one.end <= hit.start]
        after = [one for one in things if one.start >= hit.end]
        return before[-1] if before else after[0] if after else None

    def _is_praise(self, hit: Hit) -> bool:
        is_good = (hit.kind is Kind.GOOD) != self._is_negated(hit)
        return is_good and (self.keeps or not self._is_wished(hit))

    def _is_negated(self, hit: Hit) -> bool:
        """Tell whether an odd number of negations belongs to a word, across fillers and "ramah dan"."""
        table = load_themes()
        turned, at = False, hit.start - 1
        while at >= max(0, hit.start - REACH):
            word = self.words[at]
            joined = next((one for one in self.hits if one.end == at and one.kind is hit.kind), None)
            if word in table.negations:
                turned = not turned
            elif word in table.joiners and joined is not None:
                at = joined.start
            elif word not in table.fillers:
                break
            at -= 1
        return turned

    def _is_wished(self, hit: Hit) -> bool:
        return self.first_wish is not None and self.first_wish < hit.start

    def _is_lacking(self, hit: Hit) -> bool:
        """Tell whether a thing is missing: "belum ada kursi", or "parkir kurang" with nothing said after it."""
        if self._is_negated(hit):
            return True
        table = load_themes()
        at = hit.end
        while at < len(self.words) and self.words[at] in table.fillers:
            at += 1
        is_negation = at < len(self.words) and self.words[at] in table.negations
        return is_negation and not any(at < one.start <= at + REACH for one in self.hits)
