"""Rules of marks (điểm, mức đánh giá): values, scales, numbers of marks, exemptions, absences."""

from hocba_interop.validation.rules.marks import absences, components, exemptions, periodic, scales, terms, values

CHECKS = (values.CHECK, scales.CHECK, periodic.CHECK, components.CHECK, exemptions.CHECK, absences.CHECK, terms.CHECK)

__all__ = ["CHECKS"]
