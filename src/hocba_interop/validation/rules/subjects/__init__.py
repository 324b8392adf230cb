"""Rules of subjects (môn học): those of the grade and programme, those that lack, their names and languages."""

from hocba_interop.validation.rules.subjects import languages, missing, taught, twice

CHECKS = (taught.CHECK, missing.COMPULSORY, missing.ELECTIVES, twice.CHECK, languages.CHECK)

__all__ = ["CHECKS"]
