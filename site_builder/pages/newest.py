"""The newest number of an agency in a few words, as badges, cards and pictures elsewhere show it."""

from dataclasses import dataclass

from site_builder.interface import Language
from site_builder.pages.scores import score_of
from site_builder.site import Site

NO_GRADE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """What fits into a badge; `css` is the place of the letter in its table, or ``none``.

    `index` and `letter` are empty where there is none.
    """

    message: str
    index: str
    letter: str
    remark: str
    css: str


def newest_of(site: Site, agency: str, language: Language) -> Newest:
    """Word the newest result of an agency as the lists do."""
    score = score_of(site.evaluations.of(agency), None, language)
    if score.letter is not None:
        message = language("badge.graded", index=score.index, letter=score.letter.letter)
        letter, css = score.letter.letter, score.letter.css
    else:
        letter, css = "", NO_GRADE
        message = language("badge.provisional", index=score.index) if score.index else score.remark
    return Newest(message=message, index=score.index, letter=letter, remark=score.remark, css=css)
