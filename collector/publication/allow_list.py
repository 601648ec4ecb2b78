"""What may leave of every column of the private database.

A column that is not named here is withheld, and a test goes red until somebody decides.
"""

from collector.registers.files.visitors import VisitorCount
from collector.registers.registry import registers
from survey_definitions.model import Publication

_P, _C, _W = Publication.PUBLISHED, Publication.COARSENED, Publication.WITHHELD

ALLOW_LIST: dict[str, dict[str, Publication]] = {
    "region": dict.fromkeys(
        (
            "code", "kind", "name_id", "name_en", "publisher_id", "publisher_en", "timezone", "period_kind",
            "default_survey", "simulated", "licence", "additions", "contact",
        ),
        _P,
    ),
    **{record.register.table: record.register.publication for record in registers()},
    "lottery": dict.fromkeys(("programme", "units", "source", "announced_on", "seed", "drawn_on"), _P),
    "visitor_count": VisitorCount.register.publication | {"source": _W},
    "import_file": dict.fromkeys(("digest", "survey", "agency", "mode", "rows", "imported_at"), _W),
    "response": {
        "sequence": _W,
        "id": _W,  # a random id, keyed anew in each release, takes its place (PUB01)
        "survey": _P,
        "version": _P,
        "agency": _P,
        "service": _C,  # small ones become gabungan (PUB02)
        "counter": _W,
        "training": _W,
        "class": _C,  # small ones become campuran (PUB02)
        "mode": _C,
        "offline": _W,
        "language": _W,
        "visited_on": _C,  # to the official period, and to months in counts (PUB01, PUB02)
        "received_at": _W,  # signals tell of units and periods how many answers share a pattern, never when (PUB09)
        "seconds": _W,
        "answers": _C,  # question by question, as the questionnaire classifies it
        "source": _W,
        "source_row": _W,
        "receipt": _C,  # to the hash of half of it, in the ledger
        "nonce": _W,
        "commitment": _P,  # with the ledger, not with the answers
        "chain": _C,  # to the heads of the ledger's stretches
        "withdrawn_on": _C,  # to a mark in the ledger, set for K answers at a time
    },
    "ledger_range": {"last": _P, "first_day": _P, "last_day": _P, "head": _P, "published_on": _W},
    # Which slip was used must never be known; counts of issued and opened go out by unit and period.
    "token_batch": {
        "id": _W, "agency": _P, "service": _C, "kind": _W, "valid_from": _C, "valid_until": _C, "issued": _C,
        "spent": _C,  # to the uses of slips that were never handed out, as a signal
    },
    "token": dict.fromkeys(("digest", "batch"), _W),
    # Which invitation was used, and by which pair of tests, must never be known (PUB05, TRN08).
    "invitation_batch": dict.fromkeys(("prefix", "training", "role", "issued", "issued_on"), _W),
    "invitation": dict.fromkeys(("digest", "batch"), _W),
    "invitation_use": dict.fromkeys(("token", "training"), _W),
    "training_response": {
        "id": _W, "training": _P, "wave": _P, "survey": _P, "version": _P,
        "pair": _W,
        "answers": _C,  # to counts of event, wave and questionnaire, groups below 10 merged (TRN08)
    },
    "training_seal": dict.fromkeys(("training", "sealed_on"), _W),
    "opened": {"counter": _W, "day": _C, "n": _C},
    # What was held back, and until when, is what PUB04 hides; only the number of a correction goes out.
    "count_cube": dict.fromkeys(
        ("agency", "survey", "service", "month", "mode", "class", "until", "kept", "added"), _W
    ),
    "count_watermark": dict.fromkeys(("until", "released", "shapes"), _W),
    "unflagged_told": dict.fromkeys(
        ("agency", "survey", "period", "service", "part", "question", "flagged", "others"), _W
    ),
    "released_period": {"agency": _P, "survey": _P, "period": _P, "closed": _W, "revision": _P},
    # The text is masked and approved; whoever approved it stays inside, and so does which answer it belongs to.
    "comment_review": {
        "response": _W, "question": _W, "text": _C, "reviewed_by": _W, "reviewed_on": _W,
    },
    "released_count": {
        "source": _W, "agency": _P, "period": _P, "subject": _P, "value": _P, "n": _C, "hidden": _W,
    },
    "release": {
        "position": _P, "id": _P, "made_at": _W, "rows_in": _C, "rows_out": _P, "cells_hidden": _P,
        "rules": _P, "chain_head": _P, "units": _P, "periods": _P, "revisions": _P,
    },
}  # fmt: skip
