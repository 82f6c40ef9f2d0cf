"""The data that flow between the rooms: frozen, plain, importing nothing of ours but messages."""

from .document import Block, BlockKind, Document, DocumentKind, Genre, Given, GivenElement
from .edit import Change, Edit, Level, Refusal, Repaired, Status, apply_edits
from .editlog import EditLog
from .errors import (
    FontError,
    GongwenError,
    MetadataError,
    StyleError,
    UnreadableInput,
    UnsupportedFormat,
    UnwritableOutput,
    UsageError,
)
from .folder import Folder
from .length import Cells, Length, Lines, mm, pt
from .page import Bookmark, Face, Line, Page, Pages, Rule, Run
from .source import About, Damage, Notice, Region, Source
from .spared import Spared
from .style import HEAD, Align, BlockStyle, Grid, PageNumber, PageSetup, Role, Shape, Style, WordSetup

__all__ = [
    "HEAD",
    "About",
    "Align",
    "Block",
    "BlockKind",
    "BlockStyle",
    "Bookmark",
    "Cells",
    "Change",
    "Damage",
    "Document",
    "DocumentKind",
    "Edit",
    "EditLog",
    "Face",
    "Folder",
    "FontError",
    "Genre",
    "Given",
    "GivenElement",
    "GongwenError",
    "Grid",
    "Length",
    "Level",
    "Line",
    "Lines",
    "MetadataError",
    "Notice",
    "Page",
    "PageNumber",
    "PageSetup",
    "Pages",
    "Refusal",
    "Region",
    "Repaired",
    "Role",
    "Rule",
    "Run",
    "Shape",
    "Source",
    "Spared",
    "Status",
    "Style",
    "StyleError",
    "UnreadableInput",
    "UnsupportedFormat",
    "UnwritableOutput",
    "UsageError",
    "WordSetup",
    "apply_edits",
    "mm",
    "pt",
]
