"""Which examples the property tests try: the same ones in every run, or many new ones in a search.

`pytest` alone draws nothing at random, so that whoever runs the suite gets the same answer. What that leaves
unseen is hunted with `pytest --hypothesis-profile=search`: twenty times as many examples, others each time.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SAME = settings(
    derandomize=True,
    database=None,
    deadline=None,  # how fast the machine is today is no property of ours
    suppress_health_check=[HealthCheck.too_slow],
)

settings.register_profile("same", SAME)
settings.register_profile(
    "search", SAME, derandomize=False, max_examples=20 * SAME.max_examples, print_blob=True
)
settings.load_profile("same")
