"""The words and patterns by which elements are known."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PATTERNS: dict[str, Any] = tomllib.loads((DATA / "elements.toml").read_text(encoding="utf-8"))
