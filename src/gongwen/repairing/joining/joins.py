"""`wrap.join`: line breaks that no paragraph ends at.

Every boundary between two lines is judged JOIN or BREAK, with a reason and a confidence. Rules settle what is
certain (`joinrules`); of the rest a model says how likely a join is (`joinmodel`), and only what both agree
on is applied: where they differ, the break is kept.

Joining changes the statistics that the judgement rests on. So the joined lines are judged again until
nothing more is to be joined; a second run then finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Change
from ...model.edit import CERTAIN_FROM, LIKELY_FROM
from ..lines.habits import Habits
from ..lines.lines import Layout, Line, Regime, boundaries, joined, layout_of
from ..stage import Context
from .boundary import Boundary, Judgement, Leaning, Paragraph, Verdict, glue
from .joinmodel import Model
from .joinrules import ruling
from .reasons import explain

RULE = "wrap.join"
_SUREST = 0.999
_SUREST_LIKELY = 0.989
_SUREST_DOUBT = 0.89
_WORTH = 0.15
"""Chance from which a join that is not applied is suggested."""
_FEWEST_OFFERED = 5
_CHARACTERS_AN_OFFER = 1000


def find(text: str, context: Context) -> list[Change]:
    """Breaks to be taken out; of the doubtful ones the likeliest are suggested."""
    layout = layout_of(text)
    applied: dict[int, Change] = {}
    doubtful: dict[int, Change] = {}
    while True:
        judged = [(b, j) for b, j in judge(layout) if j.verdict is Verdict.JOIN]
        certain = {b.first.end: _change(b, j) for b, j in judged if j.joins}
        if not applied:
            doubtful = {b.first.end: _change(b, j) for b, j in judged if not j.joins}
        if not certain:
            break
        applied |= certain
        layout = _rejoined(layout, certain)
    offered = [change for end, change in doubtful.items() if end not in applied]
    return sorted([*applied.values(), *_likeliest(offered, len(text))], key=lambda c: c.start)


def judge(layout: Layout) -> Iterator[tuple[Boundary, Judgement]]:
    """Every boundary between two lines, judged in order; what is joined counts as one paragraph."""
    if not layout.lines:
        return
    habits = Habits(layout)
    model = Model(habits)
    paragraph = Paragraph.of(0, layout.lines[0])
    for index, (first, second) in enumerate(boundaries(layout.lines)):
        boundary = Boundary(first, second, paragraph, habits, model, index)
        judgement = _judge(boundary)
        yield boundary, judgement
        paragraph = paragraph.plus(second) if judgement.joins else Paragraph.of(index + 1, second)


def _judge(at: Boundary) -> Judgement:
    found = ruling(at)
    if isinstance(found, Leaning):
        return _agreed(found, at)
    return found


def _agreed(leaning: Leaning, at: Boundary) -> Judgement:
    """A join where the model finds it likely and no rule speaks against it.

    It is certain only in wrapped text and where the rules say the same; a break in free text is never
    certain to be wrong by its words alone.
    """
    chance = at.model.chance(at.index, at.paragraph)
    if chance >= at.model.likely and leaning.towards is not Verdict.BREAK:
        may_be_certain = leaning.towards and at.layout.regime is Regime.WRAPPED
        surest = _SUREST if may_be_certain else _SUREST_LIKELY
        return Judgement(Verdict.JOIN, min(_confidence(chance, at.model.likely), surest), leaning.if_joined)
    if chance >= _WORTH:
        return Judgement(Verdict.JOIN, min(chance, _SUREST_DOUBT), leaning.if_joined)
    return Judgement(Verdict.BREAK, 1 - chance, leaning.if_kept)


def _confidence(chance: float, likely: float) -> float:
    """How many joins are right that are as likely as this or likelier, the certain ones aside.

    Those of the least chance that makes a join likely and of all above are right in nine of ten cases; from
    there to the certain ones it rises.
    """
    if chance >= CERTAIN_FROM:
        return chance
    return LIKELY_FROM + (CERTAIN_FROM - LIKELY_FROM) * (chance - likely) / (CERTAIN_FROM - likely)


def _change(at: Boundary, judgement: Judgement) -> Change:
    between = glue(at.first, at.second)
    return Change(
        at.first.end, at.second.start, between, RULE, judgement.confidence, explain(judgement.reason)
    )


def _rejoined(layout: Layout, certain: dict[int, Change]) -> Layout:
    """The lines of the text with the breaks taken out; offsets stay those of the text as it was."""
    groups: list[list[Line]] = []
    for line in layout.lines:
        if groups and groups[-1][-1].end in certain:
            groups[-1].append(line)
        else:
            groups.append([line])
    glues = {end: change.after for end, change in certain.items()}
    return Layout(tuple(joined(group, glues) for group in groups))


def _likeliest(changes: list[Change], length: int) -> list[Change]:
    """So many suggestions as somebody may want to look at."""
    most = max(_FEWEST_OFFERED, length // _CHARACTERS_AN_OFFER)
    return sorted(changes, key=lambda c: (-c.confidence, c.start))[:most]
