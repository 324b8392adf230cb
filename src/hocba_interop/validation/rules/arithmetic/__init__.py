"""Rules that compute again what the circulars let compute: averages, results, awards, decisions.

Nothing is ever corrected by them, nothing is said where an input is missing, and what the circular leaves to the
judgement of a teacher or the head is left to them.
"""

from hocba_interop.validation.rules.arithmetic import (
    averages,
    awards,
    comments,
    completion,
    conduct,
    learning,
    overall,
    primary_result,
    promotion,
    retest,
)

CHECKS = (
    averages.CHECK,
    comments.CHECK,
    overall.CHECK,
    learning.CHECK,
    conduct.CHECK,
    primary_result.CHECK,
    awards.CHECK,
    promotion.CHECK,
    completion.CHECK,
    retest.CHECK,
)

__all__ = ["CHECKS"]
