"""How many examples a property is tried on."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_USUAL = 100  # of a property that names no number


def examples(number: int, *allowed: HealthCheck) -> settings:
    """Settings of a property that is tried on `number` examples, and on more where the profile asks for more.

    Args:
        number: How many in an everyday run; in a search as many times that as the profile says (conftest.py).
        allowed: Checks of Hypothesis that the property cannot meet, beside those the profile leaves out.
    """
    profile = settings()
    return settings(
        max_examples=number * profile.max_examples // _USUAL,
        suppress_health_check=[*profile.suppress_health_check, *allowed],
    )
