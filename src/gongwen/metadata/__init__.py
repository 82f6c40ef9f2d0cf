"""What the user gives beside a text: elements that it lacks, in a file (`--meta`) or in front of it.

`load` reads a TOML file, `of_mapping` takes a mapping, `front_matter` finds lines in front of a text:
`key: value` between lines of `---`, or TOML between lines of `+++`. Keys are those of `keys.toml`.
"""

from .behind import edits_behind, refusals_behind, source_behind
from .elements import of_mapping
from .files import load
from .frontmatter import FrontMatter, front_matter

__all__ = [
    "FrontMatter",
    "edits_behind",
    "front_matter",
    "load",
    "of_mapping",
    "refusals_behind",
    "source_behind",
]
