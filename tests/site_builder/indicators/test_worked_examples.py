"""The figures that docs/method.md works out with real answers, where no other test holds them."""

from collections import Counter

import numpy as np
import pytest
from pulang_pisau import SKM_2014, index_in, moments, of_year

from site_builder.indicators.change import change
from site_builder.indicators.funnel import Place, funnel
from site_builder.indicators.index_estimate import index_of_moments
from site_builder.indicators.peers import Peer, peer_of
from site_builder.indicators.rank_interval import rank_interval
from site_builder.indicators.satisfaction_index import interval_of
from site_builder.indicators.scale_reliability import scale_reliability
from survey_definitions.model import Text


def services() -> list[Peer]:
    """Return the services with 30 and more forms in 2020."""
    forms = of_year(2020)
    codes = [code for code, n in Counter(form.service for form in forms).items() if n >= 30]
    peers = []
    for code in codes:
        found = index_of_moments([moments([form for form in forms if form.service == code])], SKM_2014)
        assert found is not None
        peers.append(peer_of(Text(id=code, en=code), found))
    return sorted(peers, key=lambda peer: peer.value)


def test_interval_step_by_step() -> None:
    """Error 0.97 on 47 days, design effect 2.35, 79.0 to 82.9; in 2020 the design effect is 8.8."""
    found = index_in(2019)
    interval = interval_of(found)
    assert (47, 46) == (found.clusters, found.df)
    assert (0.971, 2.349) == pytest.approx((found.se, found.design_effect), abs=5e-4)
    assert (79.027, 82.934) == pytest.approx((interval.low, interval.high), abs=5e-4)
    assert index_in(2020).design_effect == pytest.approx(8.82, abs=0.005)


def test_first_year_to_second() -> None:
    """From ten forms of 2018 to 2019: −1.73 ± 2.40, no clear change."""
    found = change(index_in(2018), index_in(2019), Text(id="2018", en="2018"), 10)
    assert found.interval is not None
    assert (-1.73, -4.13, 0.67) == pytest.approx(
        (found.estimate, found.interval.low, found.interval.high), abs=5e-3
    )
    assert found.arrow is None


def test_services_beside_each_other() -> None:
    """Five services from 75.5 to 80.7 around 78.9 with τ² = 8.4: none stands out, and ranks overlap."""
    peers = services()
    found = funnel(peers)
    assert (5, pytest.approx(75.46, abs=5e-3), pytest.approx(80.74, abs=5e-3)) == (
        len(peers),
        peers[0].value,
        peers[-1].value,
    )
    assert (78.88, 8.36) == pytest.approx((found.estimate, found.tau2), abs=5e-3)
    assert {Place.ABOUT} == {point.place for point in found.points}
    ranks = rank_interval(peers).ranks
    assert [(2, 5), (1, 5)] == [(rank.low, rank.high) for rank in (ranks[0], ranks[-1])]


def test_quality_of_the_nine_unsur() -> None:
    """α of 2019 is 0.92 (0.91 to 0.94), and biaya goes least with the rest."""
    found = scale_reliability(np.array([form.answers for form in of_year(2019)], dtype=float))
    assert found.scale is not None
    assert found.interval is not None
    assert ["0.92", "0.91", "0.94"] == [
        f"{value:.2f}" for value in (found.estimate, found.interval.low, found.interval.high)
    ]
    assert list(SKM_2014.index.weights)[int(np.argmin(found.scale.item_rest))] == "biaya"
    assert min(found.scale.item_rest) == pytest.approx(0.408, abs=5e-4)
