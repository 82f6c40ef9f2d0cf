"""Source → Repaired: one module a kind of damage, one ordered list of stages, language data beside them."""

from .pipeline import repair

__all__ = ["repair"]
