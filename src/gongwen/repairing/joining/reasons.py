"""Why a line break was taken for what it is: names that the rules use, and what they say to a reader.

A reason is put into words only where it is shown: most breaks of a long text are never spoken of.
"""

from __future__ import annotations

from collections.abc import Callable

from ...i18n import gettext as _


def explain(reason: str) -> str:
    """The reason of that name in the user's language."""
    return REASONS[reason]()


REASONS: dict[str, Callable[[], str]] = {
    "closing mark": lambda: _("The next line starts with a mark that cannot start a line"),
    "opening mark": lambda: _("The line ends with an opening mark"),
    "alone": lambda: _("A date, salutation, signature or the like stands alone"),
    "bare number": lambda: _("A heading number whose text stands in the next line"),
    "title again": lambda: _("The title stands between two lines, as a header of the page does"),
    "drawn": lambda: _("A line that is drawn with signs"),
    "row": lambda: _("A row of a table"),
    "element": lambda: _("A number, a name, a date or the like: an element of the document"),
    "heading": lambda: _("The next line opens with a heading number"),
    "mid-sentence": lambda: _("The line stops in mid-sentence"),
    "whole": lambda: _("A line without a stop that is whole: a heading, a title, an item"),
    "indented": lambda: _("The next line is indented"),
    "not indented": lambda: _("The next line is not indented, as first lines of paragraphs are here"),
    "pair closed": lambda: _("A quotation or bracket is closed in the next line"),
    "empty line": lambda: _("An empty line stands between"),
    "does not go on": lambda: _("The next line does not go on with the sentence"),
    "full line": lambda: _("A full line that stops in mid-sentence"),
    "goes on": lambda: _("The line stops in mid-sentence, and the next one goes on with it"),
    "column": lambda: _("The line is as long as others here that were cut"),
    "short line": lambda: _("The line is shorter than the others"),
    "not set apart": lambda: _("A full line, and nothing sets the next one apart"),
    "stop": lambda: _("The line ends a sentence"),
    "full line with stop": lambda: _("A full line that ends a sentence: the paragraph may go on"),
    "broken at commas": lambda: _("The text is broken at punctuation, and the sentence goes on"),
    "broken at stops": lambda: _("The text is broken at punctuation; the paragraph may go on"),
    "record": lambda: _("A line that says when it was adopted or amended stands alone"),
    "subtitle": lambda: _("A subtitle stands on a line of its own"),
    "items": lambda: _("Labels with their values stand one under another"),
    "other script": lambda: _("Lines of another script are left as they are"),
    "verse": lambda: _("Short lines, one after another, are verse"),
}
