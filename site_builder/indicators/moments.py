"""What a standard error needs of the answers, and nothing more: sums that add up over units and months."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

import numpy as np
from numpy.typing import NDArray

from site_builder.indicators.ikm import Tally

Whole = NDArray[np.int64]
Answers = Sequence[Sequence[int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Sums and cross-products of one cell's answers: the sufficient statistics of index and standard error.

    Layout, the contract with the table `moment`. Respondent i has the vector v_i of 2k whole numbers, for the
    k questions in the order of `questions`: first r_1 … r_k (1 where answered, else 0), then r_1·x_1 … r_k·x_k
    (the answer, or 0). A symmetric matrix is written as its upper triangle, diagonal included, row by row:
    (1,1), (1,2) … (1,2k), (2,2), (2,3) … (2k,2k); that is k·(2k+1) whole numbers, 171 for nine questions.

    Attributes
    ----------
    n
        Respondents, those included who answered no question.
    sums
        Σ_i v_i, 2k numbers.
    products
        Upper triangle of Σ_i v_i·v_iᵀ.
    clusters
        How many clusters (counter × day) there are; None where they are not known or not published.
    cluster_products
        Upper triangle of Σ_c V_c·V_cᵀ, V_c being the sum of v_i over the respondents of cluster c; None with
        `clusters`. The sums over clusters are `sums` again.
    """

    questions: tuple[str, ...]
    n: int
    sums: tuple[int, ...]
    products: tuple[int, ...]
    clusters: int | None = None
    cluster_products: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        size = 2 * len(self.questions)
        lengths = {len(self.products), len(self.cluster_products or self.products)}
        if len(self.sums) != size or lengths != {size * (size + 1) // 2}:
            raise ValueError(f"moments of {len(self.questions)} questions have another number of sums")
        if (self.clusters is None) != (self.cluster_products is None):
            raise ValueError("clusters need both their number and their cross-products")

    def __add__(self, other: "Moments") -> "Moments":
        """Pool two cells that share no respondent and no cluster; clusters stay only if both know theirs."""
        if self.questions != other.questions:
            raise ValueError("answers to different questions are never pooled (SKM03)")
        clustered = self.cluster_products is not None and other.cluster_products is not None
        return Moments(
            questions=self.questions,
            n=self.n + other.n,
            sums=_added(self.sums, other.sums),
            products=_added(self.products, other.products),
            clusters=(self.clusters or 0) + (other.clusters or 0) if clustered else None,
            cluster_products=_added(self.cluster_products or (), other.cluster_products or ())
            if clustered
            else None,
        )

    @property
    def tallies(self) -> dict[str, Tally]:
        """How many answered each question, and the sum of what they gave."""
        k = len(self.questions)
        pairs = zip(self.questions, self.sums[:k], self.sums[k:], strict=True)
        return {key: Tally(n=n, total=total) for key, n, total in pairs}


def moments_of(questions: Sequence[str], answers: Answers, clusters: Sequence[Hashable] | None = None) -> Moments:
    """Sum up one row of answers a respondent.

    Parameters
    ----------
    questions
        Keys of the questions, in the order of the columns of `answers`.
    answers
        One row a respondent, None where a question was left out.
    clusters
        The cluster of each row (counter and day); None where it is not known.
    """
    vectors = np.array([_vector(row) for row in answers], dtype=np.int64).reshape(len(answers), 2 * len(questions))
    grouped = None if clusters is None else _grouped(vectors, clusters)
    return Moments(
        questions=tuple(questions),
        n=len(answers),
        sums=tuple(vectors.sum(axis=0).tolist()),
        products=_triangle(vectors),
        clusters=None if grouped is None else len(grouped),
        cluster_products=None if grouped is None else _triangle(grouped),
    )


@lru_cache
def triangle_places(size: int) -> tuple[Whole, Whole, Whole]:
    """Return row and column of each entry of an upper triangle, and how often it stands in the whole matrix."""
    rows, columns = np.triu_indices(size)
    return rows, columns, np.where(rows == columns, 1, 2)


def _vector(row: Sequence[int | None]) -> list[int]:
    return [int(value is not None) for value in row] + [value or 0 for value in row]


def _grouped(vectors: Whole, clusters: Sequence[Hashable]) -> Whole:
    numbers = {cluster: number for number, cluster in enumerate(dict.fromkeys(clusters))}
    grouped = np.zeros((len(numbers), vectors.shape[1]), dtype=np.int64)
    np.add.at(grouped, [numbers[cluster] for cluster in clusters], vectors)
    return grouped


def _triangle(vectors: Whole) -> tuple[int, ...]:
    return tuple((vectors.T @ vectors)[triangle_places(vectors.shape[1])[:2]].tolist())


def _added(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(add, one, other))
