"""Sums and cross-products of answers, in whole numbers: what a standard error needs, and no date.

They add up over services, months and clusters (counter x day), so each is computed once, for one service and
month, and every published cell is a sum of those.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collector.publication.packing import PackedCell
from collector.publication.tally import Shape

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Products of the vector (1, r_1 .. r_k, r_1·x_1 .. r_k·x_k): r = 1 where answered, x the answer.

    Attributes
    ----------
    products
        Their sum over respondents, shape (2k + 1, 2k + 1); the first row holds their number and the plain sums.
    clusters
        How many clusters there are; None where days are not known.
    cluster_products
        Products of the sums within clusters, summed over clusters; None with `clusters`.
    """

    products: Whole
    clusters: int | None
    cluster_products: Whole | None

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return int(self.products[0, 0])

    @property
    def sums(self) -> list[int]:
        """The plain sums of r and r·x."""
        return [int(number) for number in self.products[0, 1:]]

    def __add__(self, other: "Moments") -> "Moments":
        """Pool cells that share no respondent and no cluster."""
        known = self.cluster_products is not None and other.cluster_products is not None
        return Moments(
            products=self.products + other.products,
            clusters=(self.clusters or 0) + (other.clusters or 0) if known else None,
            cluster_products=self.cluster_products + other.cluster_products if known else None,  # type: ignore[operator]
        )

    def without(self, questions: Collection[str], shape: Shape) -> "Moments":
        """Return what they would be if nobody had answered `questions`."""
        if not questions:
            return self
        kept = np.array([question not in questions for question in shape.questions], dtype=np.int64)
        mask = np.concatenate([[1], kept, kept])
        grid = np.outer(mask, mask)
        return Moments(
            products=self.products * grid,
            clusters=self.clusters,
            cluster_products=None if self.cluster_products is None else self.cluster_products * grid,
        )


def moments_of(cells: Sequence[PackedCell], shape: Shape) -> Moments:
    """Sum up the answers of one service and month, whatever channel they came through."""
    vectors = _vectors(b"".join(cell.scores for cell in cells), shape)
    if not all(cell.knows_days for cell in cells):
        return Moments(products=vectors.T @ vectors, clusters=None, cluster_products=None)
    numbers = np.concatenate([np.array(cell.clusters, dtype=np.int64) for cell in cells])
    order = np.argsort(numbers, kind="stable")
    _, starts = np.unique(numbers[order], return_index=True)
    grouped = np.add.reduceat(vectors[order], starts, axis=0)
    return Moments(products=vectors.T @ vectors, clusters=len(starts), cluster_products=grouped.T @ grouped)


def triangle(products: Whole) -> list[int]:
    """Return the upper triangle of the products of r and r·x, diagonal included, row by row."""
    inner = products[1:, 1:]
    return [int(number) for number in inner[np.triu_indices(len(inner))]]


def _vectors(scores: bytes, shape: Shape) -> Whole:
    places = np.frombuffer(scores, dtype=np.uint8).reshape(-1, len(shape.questions)).astype(np.int64)
    answered = (places > 0).astype(np.int64)
    ones = np.ones((len(places), 1), dtype=np.int64)
    return np.hstack([ones, answered, (places + shape.minimum - 1) * answered])
