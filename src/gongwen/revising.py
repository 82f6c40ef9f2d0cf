"""A finished Word file and its edits as one with revisions: who signs them, what the comments say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from .i18n import gettext as _
from .model import Document, Edit, Refusal, Repaired, Status, UsageError
from .reporting.marks import family, family_label, rule_label, spelled, visible

MODES = ("all", "doubtful", "none")


def check_mode(mode: str) -> None:
    """Refuse an unknown way of showing repairs.

    Raises:
        UsageError: It is none of `all`, `doubtful` and `none`.
    """
    if mode not in MODES:
        raise UsageError(_("Unknown revisions {mode}: use all, doubtful or none.").format(mode=mode))


def write_revised(  # noqa: PLR0917
    docx: bytes,
    repaired: Repaired,
    document: Document,
    mode: str,
    refused: Sequence[Refusal],
    file: BinaryIO,
) -> None:
    """Write a finished .docx with its repairs as revisions of Word.

    Args:
        docx: The result as a Word file.
        repaired: The source and the edits.
        document: The result, part by part.
        mode: `all`: every repair is a revision; `doubtful`: the certain ones are taken as done.
        refused: What was refused before, which the file is to remember.
        file: Open for binary writing.
    """
    from .writing.revisions import Markup, write_revisions  # noqa: PLC0415

    markup = Markup(
        authors=[author(edit) for edit in repaired.edits],
        comments=[comment(edit) for edit in repaired.edits],
        layout=_("gongwen: {family}").format(family=_("layout")),
        doubtful_only=mode == "doubtful",
        refused=refused,
        parts=[(block.text, block.given) for block in document.blocks],
    )
    write_revisions(docx, repaired, markup, file)


def author(edit: Edit) -> str:
    """In whose name a repair is made: one a class of repairs, so that Word can show one class alone."""
    return _("gongwen: {family}").format(family=family_label(family(edit.rules[0])))


def comment(edit: Edit) -> str:
    """What a comment says: the rule, the reason, and what is proposed."""
    labels = _("; ").join(dict.fromkeys(rule_label(rule) for rule in edit.rules))
    said = _("{rule}: {reason}").format(rule=labels, reason=visible(edit.reason)) if edit.reason else labels
    return said if edit.status is not Status.SUGGESTED else f"{said}\n{_proposal(edit)}"


def _proposal(edit: Edit) -> str:
    before, after = spelled(edit.before), spelled(edit.after)
    if not before:
        return _("Proposed: put in “{after}”").format(after=after)
    if not after:
        return _("Proposed: take out “{before}”").format(before=before)
    return _("Proposed: “{after}” for “{before}”").format(before=before, after=after)
