"""What every part of the model shares."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of a report card. A key that the model does not know is an error of shape."""

    model_config = ConfigDict(frozen=True, extra="forbid")
