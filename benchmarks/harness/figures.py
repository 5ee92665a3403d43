"""The few statistics that the tables need."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile_95(values: Sequence[float]) -> float:
    """The nearest rank: with fewer than twenty values, the largest."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def paired_ratio(values: Sequence[float], baseline: Sequence[float]) -> float:
    """The median over the rounds of value / baseline: what disturbs a whole round disturbs both sides of its quotient.

    Infinite where the baseline had a round of nothing.
    """
    return statistics.median(value / other if other else math.inf for value, other in zip(values, baseline))
