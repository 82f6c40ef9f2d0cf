"""Many files: which become which (`plan`), what is left to do (`agenda`), doing it side by side (`run`)."""

from .desk import Desk, desk
from .index import write_indexes
from .jobs import Job, Limits, Outcome, Recipe, State
from .mounts import is_url, without_file_scheme
from .planning import Plan, holds_several, plan, worth_fetching
from .resuming import Agenda, agenda
from .running import default_workers, run
from .surveying import survey

__all__ = [
    "Agenda",
    "Desk",
    "Job",
    "Limits",
    "Outcome",
    "Plan",
    "Recipe",
    "State",
    "agenda",
    "default_workers",
    "desk",
    "holds_several",
    "is_url",
    "plan",
    "run",
    "survey",
    "without_file_scheme",
    "worth_fetching",
    "write_indexes",
]
