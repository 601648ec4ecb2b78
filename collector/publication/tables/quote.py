"""PUB05: words of respondents, masked by the program, approved by a person, and permitted by who wrote them."""

import hashlib
import hmac
from collections.abc import Iterator

from collector.publication.comments.masking import mask
from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="quote",
    title=Text(id="Kutipan saran", en="Quotes from comments"),
    description=Text(
        id="Saran yang boleh diterbitkan menurut penulisnya dan disetujui petugas, bagian pribadi disamarkan […]. "
        "Urutannya acak. Ada bila unit punya sedikitnya 10 saran; bukan sampel yang mewakili.",
        en="Comments whose writer permitted it and that a person approved, personal parts masked by […]. In random "
        "order. Given where a unit has at least 10 comments; not a representative sample.",
    ),
    columns=(columns.AGENCY, columns.PERIOD, column("text TEXT", "Kutipan", "Quote")),
)


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the quotes of each unit and period, in an order that is drawn anew whenever a quote comes or goes."""
    quotes = edition.respondents.quotes
    listed = sorted(quote.response for some in quotes.values() for quote in some)
    key = hmac.digest(edition.secret, b"quotes:" + "".join(listed).encode(), hashlib.sha256)
    for (agency, period), some in quotes.items():
        for quote in sorted(some, key=lambda one: hmac.digest(key, one.response.encode(), hashlib.sha256)):
            yield agency, period.id, mask(quote.text)
