"""Made-up papers and facts, as the store gives them: builders with sensible defaults, and a plausible week of a committee."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from tracker import lifecycle
from tracker.digest.compose import Edition
from tracker.digest.groups import Group, arrange
from tracker.digest.period import DigestSettings
from tracker.digest.subscription import complete
from tracker.model import Action, Addressee, Commitment, Confidence, DateBasis, Decision, Event, PaperKind, Precision, Strength, Term
from tracker.model.mail import Subscription
from tracker.store import StoredCommitment, StoredDocument, StoredEvent

TODAY = date(2026, 11, 21)
MINISTER = "minister van Asiel en Migratie"


def paper(id_: str = "1" * 16, **changes: Any) -> StoredDocument:
    values: dict[str, Any] = {
        "id": id_,
        "name": "brief.txt",
        "title": "Verslag van een schriftelijk overleg over de JBZ-Raad",
        "number": "32317-975",
        "kind": PaperKind.SCHRIFTELIJK_OVERLEG,
        "date": date(2026, 11, 9),
        "date_basis": DateBasis.PRINTED,
        "committee": "Asiel en Migratie",
    }
    return StoredDocument(**values | changes)


def commitment(
    id_: str,
    quote: str,
    of: StoredDocument | None = None,
    page: int | None = 3,
    today: date = TODAY,
    history: Sequence[Decision] = (),
    **changes: Any,
) -> StoredCommitment:
    of = of or paper()
    values: dict[str, Any] = {
        "start": 0,
        "end": changes.get("start", 0) + len(quote),
        "quote": quote,
        "rule": "commitment.inform.house",
        "addressee": Addressee.HOUSE,
        "action": Action.INFORM,
        "strength": Strength.PROMISE,
        "actor": MINISTER,
    }
    if changes.get("due_end") or changes.get("due_start"):
        values["precision"] = Precision.DAY
    fact = Commitment(**values | changes)
    stands = lifecycle.standing(fact, history, today)
    return StoredCommitment(
        fact=lifecycle.mended(fact, stands),
        standing=stands,
        status=lifecycle.status_of(stands, today),
        days_late=lifecycle.days_late(stands, today),
        page=page,
        **_stored(id_, of),
    )


def decision(n: int, kind: str, day: date, **changes: Any) -> Decision:
    """The `n`th decision on a commitment, at noon of a day; `until` is the end of the term that it gives."""
    if "until" in changes:
        end = changes.pop("until")
        changes["term"] = Term(due_end=end, precision=Precision.DAY if end else Precision.NONE)
    return Decision.model_validate(
        {"n": n, "kind": kind, "by": "Griffier", "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)} | changes
    )


def event(id_: str, what: str, first: date | None, last: date | None, of: StoredDocument | None = None, **changes: Any) -> StoredEvent:
    quote = changes.pop("quote", f"{what}.")
    values: dict[str, Any] = {
        "start": 0,
        "end": changes.get("start", 0) + len(quote),
        "quote": quote,
        "rule": "event.on",
        "what": what,
        "precision": Precision.DAY,
    }
    return StoredEvent(fact=Event(due_start=first, due_end=last, **values | changes), page=2, **_stored(id_, of or paper()))


def _stored(id_: str, of: StoredDocument) -> dict[str, Any]:
    return {
        "id": id_,
        "document_id": of.id,
        "document_title": of.title,
        "document_number": of.number,
        "document_name": of.name,
        "document_date": of.date,
        "document_committee": of.committee,
    }


def edition(**changes: Any) -> Edition:
    values: dict[str, Any] = {
        "subscription": Subscription(address="griffier@example.nl", committees=("Asiel en Migratie",)),
        "as_of": TODAY,
        "read_on": TODAY,
        "told": frozenset(),
        "contact": "toezeggingen@example.nl",
    }
    values |= changes
    return Edition(**values | {"subscription": complete(values["subscription"], DigestSettings())})


def sample() -> tuple[list[Group], list[StoredEvent], list[StoredDocument], Edition]:
    """A plausible week of a committee, with every section of the mail in it. All of it is made up."""
    overleg = paper(
        "1" * 16,
        title="Verslag van een schriftelijk overleg over de JBZ-Raad van oktober 2026",
        number="32317-1012",
        date=date(2026, 10, 2),
    )
    debat = paper("2" * 16, title="Verslag van een commissiedebat over opvang en doorstroom", number="19637-3504", date=date(2026, 6, 17))
    brief = paper(
        "3" * 16, title="Stand van zaken uitvoering van het Asiel- en migratiepact", number="36725-VI-12", date=date(2026, 11, 18)
    )
    agenda = paper(
        "4" * 16,
        title="Geannoteerde agenda van de JBZ-Raad van 7 en 8 december 2026",
        number="32317-1019",
        date=date(2026, 11, 16),
        date_basis=DateBasis.INFERRED,
    )
    staatssecretaris, kabinet = "staatssecretaris van Justitie en Veiligheid", "kabinet"
    commitments = [
        commitment(
            "c1",
            "Voor het zomerreces ontvangt uw Kamer een brief over de spreiding van opvangplekken, met de stand van zaken per gemeente.",
            debat,
            14,
            due_text="Voor het zomerreces",
            due_end=date(2026, 7, 2),
            precision=Precision.RECESS,
            asked_by="D66",
        ),
        commitment(
            "c2",
            "Ik zal de Kamer binnen drie maanden informeren over de doorlooptijden bij de behandeling van nareisaanvragen.",
            debat,
            31,
            due_text="binnen drie maanden",
            due_start=date(2026, 6, 17),
            due_end=date(2026, 9, 17),
            precision=Precision.MONTH,
            asked_by="GroenLinks-PvdA",
            actor=staatssecretaris,
            start=900,
        ),
        commitment(
            "c2b",
            "De Kamer krijgt die cijfers binnen drie maanden.",
            debat,
            33,
            due_text="binnen drie maanden",
            due_end=date(2026, 9, 17),
            asked_by="CDA",
            start=2000,
            repeats=900,
        ),
        commitment(
            "c3",
            "Het kabinet is voornemens het wetsvoorstel in het begin van december 2026 bij uw Kamer aanhangig te maken.",
            overleg,
            5,
            due_text="in het begin van december 2026",
            due_start=date(2026, 12, 1),
            due_end=date(2026, 12, 4),
            precision=Precision.MONTH,
            asked_by="VVD",
            actor=kabinet,
            strength=Strength.INTENTION,
            action=Action.LEGISLATE,
            start=10,
        ),
        commitment(
            "c4",
            "De Kamer ontvangt het verslag van de Raad uiterlijk 24 november.",
            agenda,
            1,
            due_text="uiterlijk 24 november",
            due_end=date(2026, 11, 24),
        ),
        commitment(
            "c5",
            "De staatssecretaris zal namens Nederland deelnemen aan de ministeriële conferentie op 14 oktober.",
            overleg,
            9,
            due_text="op 14 oktober",
            due_start=date(2026, 10, 14),
            due_end=date(2026, 10, 14),
            addressee=Addressee.OTHER,
            actor=staatssecretaris,
            action=Action.ACT,
            asked_by="JA21",
            start=50,
        ),
        commitment(
            "c6",
            "De evaluatie van de pilot met begeleide terugkeer stuur ik nog voor het kerstreces van volgend jaar naar de Kamer.",
            brief,
            4,
            due_text="nog voor het kerstreces van volgend jaar",
            due_end=date(2027, 12, 16),
            precision=Precision.RECESS,
            estimated=True,
            asked_by="ChristenUnie",
        ),
        commitment(
            "c7",
            "Zodra de gesprekken met de betrokken landen zijn afgerond, zal uw Kamer hierover worden geïnformeerd.",
            brief,
            6,
            condition="Zodra de gesprekken met de betrokken landen zijn afgerond",
            asked_by="SP",
            start=400,
        ),
        commitment(
            "c8",
            "In de volgende voortgangsrapportage gaat het kabinet in op de kosten van de noodopvang.",
            overleg,
            11,
            tied_to="de volgende voortgangsrapportage",
            actor=kabinet,
            asked_by="BBB",
            start=700,
        ),
        commitment(
            "c9",
            "Op korte termijn wordt uw Kamer geïnformeerd over de inzet van tolken.",
            debat,
            40,
            due_text="Op korte termijn",
            precision=Precision.VAGUE,
            start=5000,
        ),
        commitment(
            "c10",
            "In maart 2027 deelt het kabinet de uitkomsten van het onderzoek.",
            overleg,
            12,
            due_text="In maart 2027",
            due_start=date(2027, 3, 1),
            due_end=date(2027, 3, 31),
            precision=Precision.MONTH,
            start=1200,
        ),
        commitment("c11", "Wellicht komt de minister hierop terug.", overleg, 12, confidence=Confidence.LOW, start=1400),
    ]
    raad = [
        event(
            f"e{n}",
            ("formele JBZ-Raad", "JBZ-Raad van 7 en 8 december 2026")[n % 2],
            date(2026, 12, 7),
            date(2026, 12, 8),
            agenda,
            due_text="7 en 8 december 2026",
            start=n * 100,
            quote="Geannoteerde agenda van de formele JBZ-Raad van 7 en 8 december 2026",
            actor="Raad van de EU (JBZ)",
        )
        for n in range(8)
    ]
    events = [
        *raad,
        event(
            "e9",
            "evaluatie van de binnengrenscontroles",
            date(2027, 1, 1),
            date(2027, 3, 31),
            brief,
            due_text="in het eerste kwartaal van 2027",
            precision=Precision.QUARTER,
            actor="Europese Commissie",
            quote="In het eerste kwartaal van 2027 evalueert de Commissie de binnengrenscontroles.",
        ),
        event(
            "e10",
            "commissiedebat over opvang",
            date(2026, 12, 10),
            date(2026, 12, 10),
            debat,
            due_text="donderdag 10 december",
            quote="Het volgende commissiedebat over opvang staat gepland op donderdag 10 december.",
        ),
        event("e11", "einde van de overgangsregeling", date(2026, 10, 1), date(2026, 10, 1), debat, due_text="1 oktober 2026"),
    ]
    told = frozenset({"c1", "c2", "c2b", "c3", "c5", "c8", "c9", "c10", "e9", "e10"})
    return (
        arrange(commitments),
        events,
        [debat, overleg, agenda, brief],
        edition(told=told, said={"c3": frozenset({"open:2026-12-04"})}, missed=((2026, 46),)),
    )
