"""Many files: which become which (`plan`), and converting them side by side (`run`)."""

from .planning import Job, Plan, holds_several, plan
from .pool import Outcome, Recipe, run

__all__ = ["Job", "Outcome", "Plan", "Recipe", "holds_several", "plan", "run"]
