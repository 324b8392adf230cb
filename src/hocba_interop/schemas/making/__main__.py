"""``python -m hocba_interop.schemas.making`` writes the schema files anew."""

from __future__ import annotations

from pathlib import Path

import hocba_interop.schemas as schemas
from hocba_interop.schemas.making.json_schema import report_card_json_schema
from hocba_interop.schemas.making.xsd import report_card_xsd

if __name__ == "__main__":
    folder = Path(schemas.__file__).parent
    (folder / schemas.file_name("xsd", "report-card")).write_text(report_card_xsd(), encoding="utf-8")
    (folder / schemas.file_name("json", "report-card")).write_text(report_card_json_schema(), encoding="utf-8")
