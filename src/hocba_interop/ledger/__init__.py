"""The ledger: which items a source holds, what each one says, and what became of it."""

from .facts import Fact, Fate, Fragment, Item
from .ledger import Disposition, Ledger, LedgerError

__all__ = ["Disposition", "Fact", "Fate", "Fragment", "Item", "Ledger", "LedgerError"]
