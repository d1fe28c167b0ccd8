"""How sure the findings are, by kind and band of confidence, as last measured: the table `accuracy.yaml`."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from tracker.model import Confidence, Value


class Band(Value):
    """How many sentences of a kind were found with a confidence, and how many of those were right."""

    kind: Literal["commitment", "event", "fulfilment", "delay"]
    confidence: Confidence
    right: int = Field(ge=0)
    found: int = Field(ge=1)

    @model_validator(mode="after")
    def _no_more_right_than_found(self) -> Self:
        if self.right > self.found:
            raise ValueError(f"{self.kind} {self.confidence}: {self.right} right of {self.found} found")
        return self


class Unseen(Value):
    """What was found in papers that the rules had not been tried on: sentences that were right, were found, and stood there to be found."""

    papers: str  # in Dutch, for the page
    kind: Literal["commitment", "event", "fulfilment"]
    right: int = Field(ge=0)
    found: int = Field(ge=1)
    there: int = Field(ge=1)

    @model_validator(mode="after")
    def _no_more_right_than_there_are(self) -> Self:
        if self.right > min(self.found, self.there):
            raise ValueError(f"{self.papers}, {self.kind}: {self.right} right of {self.found} found and {self.there} there")
        return self


class Accuracy(Value):
    measured_on: date
    papers: int = Field(ge=1)
    source: str
    rows: tuple[Band, ...] = Field(min_length=1)
    unseen: tuple[Unseen, ...]


@cache
def load() -> Accuracy:
    """Read the table that comes with the program. Raises ValueError for one that is wrong."""
    return Accuracy.model_validate(yaml.safe_load((files("tracker.reference") / "accuracy.yaml").read_text(encoding="utf-8")))
