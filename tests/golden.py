"""Numbers that others published or that R printed, with the data behind them (tests/data/golden)."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

GOLDEN = Path(__file__).parent / "data" / "golden"


def case(name: str) -> Any:
    """Read one case: inputs and expected numbers, with their origin."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def columns(name: str) -> dict[str, NDArray[np.str_]]:
    """Read a table of the case as text, by column."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def numbers(values: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return a column as numbers; NA, as R writes a missing one, becomes NaN."""
    return np.array([float("nan") if value == "NA" else float(value) for value in values])
