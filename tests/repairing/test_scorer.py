"""A second opinion on doubts: a masked language model that the user has."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongwen import read_text, repair
from gongwen.model import Change, UsageError
from gongwen.repairing.wording import scorer

TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"组织积极开展环境"]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that wants 织 behind 组 and 境 behind 环, whatever else there is: one look-up table."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    np = pytest.importorskip("numpy")
    size = len(TOKENS)
    behind = np.zeros((size, size), np.float32)
    behind[TOKENS.index("组"), TOKENS.index("织")] = 8
    behind[TOKENS.index("环"), TOKENS.index("境")] = 8
    helper, kind = onnx.helper, onnx.TensorProto
    nodes = [
        helper.make_node("Slice", ["input_ids", "from", "to", "axis"], ["all_but_last"]),
        helper.make_node("Concat", ["first", "all_but_last"], ["before"], axis=1),
        helper.make_node("Gather", ["behind", "before"], ["logits"]),
    ]
    weights = {
        "from": np.array([0]),
        "to": np.array([-1]),
        "axis": np.array([1]),
        "first": np.array([[0]]),
        "behind": behind,
    }
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input_ids", kind.INT64, [1, None])],
        [helper.make_tensor_value_info("logits", kind.FLOAT, [1, None, size])],
        [onnx.numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = tmp_path / "tiny.onnx"
    onnx.save(made, str(path))
    (tmp_path / "vocab.txt").write_text("\n".join(TOKENS), "utf-8")
    return path


def test_what_fits_scores_higher(model: Path) -> None:
    own = scorer.load(str(model))
    text = "积极组开展"
    fits, other = own.rescore(text, [(3, 3), (3, 3)], ["织", "境"])
    assert fits > 0.5 > -0.5 > other
    (wrong,) = own.rescore("环竟", [(1, 2)], ["境"])
    assert wrong > 2
    assert own.rescore(text, [], []) == []


def test_doubts_are_weighed_and_never_applied(model: Path) -> None:
    text = "要坚持以人民为中心的发展思想，持续改善生态环，增进民生福祉。"
    plain = [e for e in repair(read_text(text)).edits if e.rules == ("char.missing",)]
    asked = [e for e in repair(read_text(text), model=model).edits if e.rules == ("char.missing",)]
    assert [e.after for e in asked] == ["境"]
    assert asked[0].confidence >= plain[0].confidence
    assert asked[0].confidence < 0.9


class Against:
    def rescore(self, text: str, places: Sequence[tuple[int, int]], candidates: Sequence[str]) -> list[float]:
        return [-9.0] * len(places)


def test_what_the_scorer_is_against_goes_what_is_sure_stays() -> None:
    changes = [
        Change(0, 0, "甲", "char.missing", 0.6, ""),
        Change(2, 2, "乙", "char.missing", 0.95, ""),
        Change(4, 4, "", "char.missing", 0.3, "", note=True),
    ]
    assert list(scorer.weigh(Against(), "丙丁戊己庚", changes)) == changes[1:]


def test_what_is_wrong_is_told_with_what_to_do(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read_text("积极组开展")
    other = tmp_path / "other"
    other.mkdir()
    (other / "tiny.onnx").write_bytes(model.read_bytes())
    with pytest.raises(UsageError, match=r"vocab\.txt"):
        repair(text, model=other / "tiny.onnx")
    (other / "vocab.txt").write_text("a\nb", "utf-8")
    with pytest.raises(UsageError, match=r"\[MASK\]"):
        repair(text, model=other / "tiny.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(UsageError, match=r"broken\.onnx"):
        repair(text, model=tmp_path / "broken.onnx")

    def without(name: str, *rest: object, **named: object) -> object:
        if name == "onnxruntime":
            raise ImportError(name)
        return imported(name, *rest, **named)  # type: ignore[arg-type]

    imported = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without)
    scorer._load.cache_clear()
    with pytest.raises(UsageError, match=r"gongwen\[model\]"):
        repair(text, model=model)
