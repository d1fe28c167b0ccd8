"""What is said to an item of the closing list when the chair reads it out goes with the item."""

from datetime import date

import pytest

from tracker.extraction import extract
from tracker.model import Commitment, Confidence, Document
from tracker.reference import calendar, government

ITEM = "De minister stuurt de Kamer een brief over de kosten."
NEXT = "De minister informeert de Kamer over de planning."
LIST, SPEECH = "closing_list", "speech"

EXCHANGES: dict[str, tuple[list[tuple[str, str]], str | None, Confidence]] = {
    "nothing": ([], None, Confidence.HIGH),
    "a term": (
        [("chair", "Wanneer komt die?"), ("minister", "Voor het einde van het jaar.")],
        "minister: Voor het einde van het jaar.",
        Confidence.HIGH,
    ),
    "other words": (
        [
            ("minister", "Dat wordt een rapportage."),
            ("member", "Prima."),
            ("chair", "Dan passen we dat aan. Het woord is aan de volgende."),
        ],
        "minister: Dat wordt een rapportage. chair: Dan passen we dat aan.",
        Confidence.HIGH,
    ),
    "withdrawn": (
        [("minister", "Dat is toch geen toezegging?"), ("chair", "Nee, dan is het geen toezegging.")],
        "minister: Dat is toch geen toezegging? chair: Nee, dan is het geen toezegging.",
        Confidence.LOW,
    ),
    "the end of the list": (
        [("chair", "Ik dank de minister en sluit de vergadering."), ("minister", "Voor de zomer.")],
        None,
        Confidence.HIGH,
    ),
}


def debate(turns: list[tuple[str, str]]) -> Document:
    text, passages = "", []
    for speaker, words in [("item", ITEM), *turns, ("item", NEXT)]:
        role = LIST if speaker == "item" else SPEECH
        said_by = {"item": "chair"}.get(speaker, speaker)
        passages.append({"start": len(text), "end": len(text) + len(words), "role": role, "speaker": said_by, "speaker_role": said_by})
        text += words + "\n"
    about = {"name": "debat.xml", "media_type": "application/xml", "sha256": "a" * 64, "kind": "commissiedebat", "title": "Debat"}
    return Document.model_validate({**about, "date": date(2025, 7, 2), "date_basis": "printed", "text": text, "passages": passages})


@pytest.mark.parametrize(("turns", "remarks", "confidence"), EXCHANGES.values(), ids=EXCHANGES.keys())
def test_what_is_said_to_an_item_goes_with_it(turns: list[tuple[str, str]], remarks: str | None, confidence: Confidence) -> None:
    facts = extract(debate(turns), calendar.load(), government.load())
    first, last = (f for f in facts if isinstance(f, Commitment) and f.closing_list)
    assert (first.remarks, first.confidence) == (remarks, confidence)
    assert (last.remarks, last.confidence) == (None, Confidence.HIGH)
