"""Many files: which become which (`plan`), what is left to do (`agenda`), doing it side by side (`run`)."""

from .index import write_indexes
from .jobs import Job, Limits, Outcome, Recipe, State
from .planning import Plan, holds_several, plan
from .resuming import Agenda, agenda
from .running import default_workers, run
from .surveying import survey

__all__ = [
    "Agenda",
    "Job",
    "Limits",
    "Outcome",
    "Plan",
    "Recipe",
    "State",
    "agenda",
    "default_workers",
    "holds_several",
    "plan",
    "run",
    "survey",
    "write_indexes",
]
