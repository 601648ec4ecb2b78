"""Keep the cube of counts up to date: each refresh reads the answers that came since the last one, and no other.

Withdrawn answers are in it until their scores are deleted. Every release subtracts those that must not be counted
any more; they are few.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from collector.publication.tally import Shape, Tally
from collector.storage.count_cube import (
    CubeCell,
    CubeKey,
    NewAnswer,
    add_counts,
    advance,
    forget_counts,
    read_cube,
    read_new_answers,
    read_watermark,
)
from collector.storage.sqlite_store import SqliteStore

AT_ONCE = 50_000  # answers; those who write wait for a fraction of a second while so many are added


def refresh(store: SqliteStore, shapes: Mapping[str, Shape]) -> None:
    """Count the answers that came since the last refresh.

    If other questions are to be counted than before, all answers are counted anew.
    """
    asked = _written(shapes)
    if read_watermark(store).shapes != asked:
        with store.transaction() as connection:
            forget_counts(connection, asked)
    while _refresh_some(store, shapes):
        pass


def recount(store: SqliteStore) -> dict[CubeKey, CubeCell]:
    """Count all answers up to the watermark anew, whatever the cube says."""
    watermark = read_watermark(store)
    released = _released(store)
    answers = read_new_answers(store, 0, most=watermark.until)
    return _counted((one for one in answers if one.sequence <= watermark.until), _read(watermark.shapes), released)


def cube_faults(store: SqliteStore) -> Iterator[str]:
    """Yield where the cube and a full recount part, one sentence each."""
    counted = recount(store)
    kept = dict(read_cube(store))
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key) != counted.get(key):
            yield (
                f"The counts kept for {key.agency}, {key.service or 'no service'}, {key.survey}, {key.month[:7]}, "
                f"{key.mode} {key.response_class} are not those of the stored answers. "
                "Restore a backup of before that."
            )


def _refresh_some(store: SqliteStore, shapes: Mapping[str, Shape]) -> bool:
    """Count some answers; False where there are none left."""
    before = read_watermark(store)
    answers = list(read_new_answers(store, before.until, AT_ONCE))
    if not answers:
        return False
    released = _released(store) if before.until < before.released else {}
    counted = _counted(answers, shapes, released)
    with store.transaction() as connection:
        if advance(connection, before, answers[-1].sequence):
            add_counts(connection, counted)
    return True


def _released(store: SqliteStore) -> dict[CubeKey, int]:
    """Return the newest answer of each cell that the last release contained."""
    return {key: cell.until for key, cell in read_cube(store)}


def _counted(
    answers: Iterable[NewAnswer], shapes: Mapping[str, Shape], released: Mapping[CubeKey, int]
) -> dict[CubeKey, CubeCell]:
    """Count answers to surveys with a shape; the others are trainings (PUB01)."""
    parts: dict[CubeKey, tuple[Shape, Tally, Tally]] = {}
    for sequence, key, text in answers:
        part = parts.get(key)
        if part is None:
            shape = shapes.get(key.survey)
            if shape is None:
                continue
            part = parts[key] = (shape, Tally(shape), Tally(shape))
        shape, kept, added = part
        given = json.loads(text)
        (kept if sequence <= released.get(key, 0) else added).add([given.get(one) for one in shape.questions])
    return {
        key: CubeCell(released.get(key, 0), kept.numbers, added.numbers) for key, (_, kept, added) in parts.items()
    }


def _written(shapes: Mapping[str, Shape]) -> str:
    return json.dumps({name: [shapes[name].questions, shapes[name].minimum, shapes[name].width]
                       for name in sorted(shapes)})  # fmt: skip


def _read(text: str) -> dict[str, Shape]:
    found = json.loads(text)
    return {
        name: Shape(questions=tuple(questions), minimum=minimum, width=width)
        for name, (questions, minimum, width) in found.items()
    }
