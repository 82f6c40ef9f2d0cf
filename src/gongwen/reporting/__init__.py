"""What changed: as one JSON object for programs, in the terminal and as a page for eyes.

`terminal` and `html` draw the object and nothing else, so a report that was kept can be drawn again.
"""

from .report import EditEntry, Report, build, to_json

__all__ = ["EditEntry", "Report", "build", "to_json"]
