"""Many files: which become which (`plan`), and converting them side by side (`run`)."""

from .planning import Job, Plan, plan
from .pool import Outcome, Recipe, run

__all__ = ["Job", "Outcome", "Plan", "Recipe", "plan", "run"]
