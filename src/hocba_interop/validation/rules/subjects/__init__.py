"""Rules of subjects (môn học): those of the grade and programme, those that lack, names, languages, and traits."""

from hocba_interop.validation.rules.subjects import languages, missing, taught, traits_named, twice

CHECKS = (taught.CHECK, missing.COMPULSORY, missing.ELECTIVES, twice.CHECK, languages.CHECK, traits_named.CHECK)

__all__ = ["CHECKS"]
