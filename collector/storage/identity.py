"""When two answers are the same: the id says which filling, the content says what was filled in."""

import hashlib
import json

from collector.storage.records import Answers, NewResponse

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
Content = tuple[str | int | None, ...]


def canonical(answers: Answers) -> str:
    """Write answers as the JSON that is stored, compared and committed to."""
    return _CANONICAL(answers)


def same_content(response: NewResponse) -> Content:
    """Return what must agree for a repetition: questionnaire, place and answers. Times and language may differ."""
    return (
        response.survey, response.version, response.counter, response.agency, response.service,
        canonical(response.answers),
    )  # fmt: skip


def second_id(response: NewResponse) -> str:
    """Return the id under which an answer is kept whose own id is taken by other content.

    It follows from id and content alone, so a repetition finds it again and stays one row.
    """
    content = "\0".join(str(part) for part in (response.id, *same_content(response)))
    return hashlib.sha256(content.encode()).hexdigest()[:32]
