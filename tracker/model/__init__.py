"""The vocabulary: frozen, validated values that the stages hand to each other. No I/O, no clock.

Offsets are characters (code points) into `Document.text`, end exclusive. Calendar days are `date`, in Amsterdam; moments are aware UTC.
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Value(BaseModel):
    """A frozen value; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # what checks a kind of value is made when one is made


class Precision(StrEnum):
    """How exact the words of a term are: the unit that they name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SEASON = "season"
    RECESS = "recess"
    VAGUE = "vague"  # a time, but no date: "op korte termijn"
    NONE = "none"  # no time at all, or another paper or meeting without a date


class PaperKind(StrEnum):
    KAMERBRIEF = "kamerbrief"
    SCHRIFTELIJK_OVERLEG = "schriftelijk_overleg"
    ANTWOORD_KAMERVRAGEN = "antwoord_kamervragen"
    COMMISSIEDEBAT = "commissiedebat"
    WETGEVINGSOVERLEG = "wetgevingsoverleg"
    NOTAOVERLEG = "notaoverleg"
    PLENAIR = "plenair"
    GEANNOTEERDE_AGENDA = "geannoteerde_agenda"
    BNC_FICHE = "bnc_fiche"
    BESLUITENLIJST = "besluitenlijst"
    MOTIE = "motie"
    OVERIG = "overig"


DEBATES = frozenset({PaperKind.COMMISSIEDEBAT, PaperKind.WETGEVINGSOVERLEG, PaperKind.NOTAOVERLEG, PaperKind.PLENAIR})


class DateBasis(StrEnum):
    """How the date of a paper is known."""

    PRINTED = "printed"
    SIDECAR = "sidecar"
    INFERRED = "inferred"  # the latest day that the text looks back on


class CommitteeBasis(StrEnum):
    """How the committee that a paper concerns is known."""

    PRINTED = "printed"
    ACTIVITY = "activity"
    MINISTRY = "ministry"  # from the dated table of ministries and committees
    CLERK = "clerk"


class Role(StrEnum):
    """What a passage is in its paper."""

    BODY = "body"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    SPEECH = "speech"
    CLOSING_LIST = "closing_list"
    FOOTNOTE = "footnote"
    TABLE = "table"
    LETTERHEAD = "letterhead"
    SIGNATURE = "signature"
    FURNITURE = "furniture"  # page numbers, running heads


class SpeakerRole(StrEnum):
    MINISTER = "minister"
    STATE_SECRETARY = "state_secretary"
    MEMBER = "member"
    CHAIR = "chair"
    OTHER = "other"


class Addressee(StrEnum):
    HOUSE = "house"
    OTHER = "other"


class Action(StrEnum):
    INFORM = "inform"
    LEGISLATE = "legislate"
    ACT = "act"


class Strength(StrEnum):
    PROMISE = "promise"
    INTENTION = "intention"
    EXPECTATION = "expectation"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"  # goes to review, not into a digest


class Status(StrEnum):
    """What a commitment is on a day: see `tracker.lifecycle`."""

    REJECTED = "rejected"
    LAPSED = "lapsed"
    FULFILLED = "fulfilled"
    UNDATED = "undated"
    OVERDUE = "overdue"
    PASSED = "passed"
    DUE_SOON = "due_soon"
    DELAYED = "delayed"
    PARTLY_FULFILLED = "partly_fulfilled"
    OPEN = "open"


class Rule(Value):
    """A pattern with a stable id and sentences that prove it, both ways.

    `pattern` is a Python regular expression over folded text (see `tracker.folding`). Every one of `examples` must be found by this rule,
    none of `counterexamples` may be; a test runs them all.
    """

    id: str
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(min_length=1)


class Span(Value):
    """A place in a text: characters `start` up to and without `end`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a span ends before it starts: {self.start}..{self.end}")
        return self


class Window(Value):
    """What time words mean: `start`..`end`, both inclusive; None is open. Both None: no date."""

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.NONE
    estimated: bool = False  # rests on a recess that no table knows
    recurring: bool = False

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"a window ends before it starts: {self.start}..{self.end}")
        return self


class Timex(Span):
    """A time expression: words at a place, and the rule that found them. What they mean is a `Window`: see `tracker.timex`."""

    quote: str  # folded
    rule: str
    parts: tuple[tuple[str, str], ...] = ()  # the rule's named groups, folded, in the order of the text


class Dated(Value):
    """A time expression with its meaning in its paper.

    `window` is what the words say with their bound, `named` what they name without it: "vanaf 2023" is a window from 1 January 2023 on, and
    names the whole of 2023. A term takes the window, an event that starts or ends then takes what is named.
    """

    timex: Timex
    window: Window
    named: Window


class Passage(Span):
    """A paragraph, or another part of a paper that stands on its own."""

    role: Role
    speaker: str | None = None  # as the paper names the person
    speaker_role: SpeakerRole | None = None
    asked_by: str | None = None  # party or member whose question this is, or answers
    page: int | None = Field(default=None, ge=1)
    label: str | None = None  # the number of a footnote, a question or an item
    notes: tuple[str, ...] = ()  # labels of the footnotes that it refers to; their digits are not in the text


class Numbers(Value):
    """The numbers that name a paper, in canonical form."""

    dossier: tuple[str, ...] = ()  # "32317-975", "36725-VI-12"
    document: tuple[str, ...] = ()  # "2025D30000", a sender's own reference
    case: tuple[str, ...] = ()  # "2025Z19269"

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.dossier, *self.document, *self.case)


class Document(Value):
    """A paper as read. `text` is the reading text: every sentence is contiguous in it, line breaks and all."""

    name: str  # the file as given
    media_type: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")  # of the file's bytes
    kind: PaperKind
    date: date
    date_basis: DateBasis
    title: str
    numbers: Numbers = Numbers()
    committee: str | None = None
    committee_basis: CommitteeBasis | None = None
    ministers: tuple[str, ...] = ()  # offices, as the paper prints them
    text: str
    passages: tuple[Passage, ...] = ()

    @model_validator(mode="after")
    def _passages_lie_in_the_text(self) -> Self:
        for p in self.passages:
            if p.end > len(self.text):
                raise ValueError(f"{self.name}: a passage ends at {p.end}, after the text ({len(self.text)} characters)")
        return self

    @property
    def id(self) -> str:
        """The paper's id in the store: sixteen hexadecimal digits of the hash of its bytes."""
        return self.sha256[:16]


class Fact(Span):
    """What a rule read from one sentence of a paper; `start`..`end` are the sentence's place in the reading text."""

    kind: ClassVar[Literal["commitment", "fulfilment", "event", "delay"]]

    quote: str  # the sentence, folded
    rule: str
    confidence: Confidence = Confidence.HIGH
    occurrence: int = Field(default=0, ge=0)  # how many equal sentences stand before it in the text

    def identity(self, document_id: str) -> str:
        """The fact's id: sixteen hexadecimal digits of its content, never of its rule or offsets: a better rule makes nothing new."""
        said = [document_id, self.kind, self.quote.casefold(), str(self.occurrence), *self._distinguishing_words()]
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]

    def _distinguishing_words(self) -> tuple[str, ...]:
        return ()

    def public(self, document: str) -> dict[str, Any]:
        """The fact as one JSON object of the public face; `document` is the file as given or the paper's id."""
        return {"document": document, "kind": self.kind, **self.model_dump(mode="json")}


class Term(Value):
    """The time words of a fact, and their window; see `design/dates.md` of the project's papers for what words mean."""

    due_text: str | None = None
    due_start: date | None = None
    due_end: date | None = None
    precision: Precision = Precision.NONE
    due_rule: str | None = None
    estimated: bool = False


class Commitment(Fact, Term):
    """A promise of a minister."""

    kind = "commitment"

    tied_to: str | None = None  # words of the paper or meeting it hangs on
    recurring: bool = False
    condition: str | None = None
    committee: str | None = None
    committee_basis: CommitteeBasis | None = None
    actor: str | None = None
    ministry: str | None = None
    speaker: str | None = None
    asked_by: str | None = None
    promised_to: str | None = None
    addressee: Addressee
    action: Action
    strength: Strength
    closing_list: bool = False
    about: str | None = None  # what a short acceptance ("Dat zeg ik toe.") accepts: the sentence before, or the question
    remarks: str | None = None  # what was said to an item of the closing list when it was read out, with who said it
    repeats: int | None = None  # `start` of the earlier fact of this paper that says the same


BY_HAND = "clerk"  # in place of a rule: a clerk pointed the fact out in its paper


class DecisionKind(StrEnum):
    """What a clerk can say of a commitment."""

    CONFIRM = "confirm"  # it is one
    REJECT = "reject"  # it is none
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    LAPSED = "lapsed"
    NEW_TERM = "new-term"  # the minister moved the term
    CORRECT = "correct"  # we misread the term, the actor or the committee
    CONDITION_MET = "condition-met"
    SAME = "same"  # it is another commitment said again
    NOTE = "note"
    UNDO = "undo"
    ADDED = "added"  # the clerk pointed it out in its paper


_WITH_TERM = frozenset({DecisionKind.NEW_TERM, DecisionKind.CORRECT, DecisionKind.ADDED, DecisionKind.FULFILLED})


class Decision(Value):
    """One row of a commitment's history; rows are only ever added.

    `term` is the minister's new term (`new-term`), what the paper's words mean (`correct`, `added`), or when what comes back is due again
    (`fulfilled`); a term without dates says that there is none. `actor`, `ministry` and `committee` are mended by `correct`; None leaves
    each as it was.
    """

    n: int = Field(ge=1)  # its place among all decisions on the commitment, in the order in which they were written
    kind: DecisionKind
    by: str = Field(min_length=1)
    at: AwareDatetime  # in UTC; the day that counts is that in Amsterdam
    paper_id: str | None = None  # of the paper that gave it
    paper_date: date | None = None  # of that paper
    term: Term | None = None
    actor: str | None = None
    ministry: str | None = None
    committee: str | None = None
    note: str | None = None
    same_as: str | None = None  # id of the commitment that this one says again
    undoes: int | None = None  # the `n` of the decision that this one takes back

    @property
    def day(self) -> date:
        """From which day on it is seen, in Amsterdam."""
        return self.at.astimezone(AMSTERDAM).date()

    @model_validator(mode="after")
    def _says_what_its_kind_asks(self) -> Self:
        mends = self.actor or self.ministry or self.committee
        if self.kind is DecisionKind.NEW_TERM and self.term is None:
            raise ValueError("new-term needs the new term")
        if self.kind is DecisionKind.CORRECT and not (self.term or mends):
            raise ValueError("correct needs what is right: a term, an actor or a committee")
        if self.kind is DecisionKind.NOTE and not self.note:
            raise ValueError("note needs its words")
        if (self.kind is DecisionKind.UNDO) != (self.undoes is not None):
            raise ValueError("undo, and nothing else, names the decision that it takes back")
        if (self.kind is DecisionKind.SAME) != (self.same_as is not None):
            raise ValueError("same, and nothing else, names the commitment that is said again")
        if self.term and self.kind not in _WITH_TERM:
            raise ValueError(f"{self.kind} moves no term")
        if mends and self.kind is not DecisionKind.CORRECT:
            raise ValueError(f"{self.kind} mends no actor and no committee")
        return self


class Standing(Value):
    """What a commitment and its history come to from some day on: all that its status depends on besides the day itself.

    `original` is the term as the paper gave it, mended where we misread it; `term` is the one that counts now. Of a recurring commitment
    both are those of the present period.
    """

    term: Term
    original: Term
    addressee: Addressee
    waiting: bool  # for a condition that nobody has confirmed
    rejected: bool = False
    lapsed: bool = False
    fulfilled: bool = False
    partly: bool = False
    confirmed: bool = False  # a clerk has treated it as a commitment
    same_as: str | None = None  # the commitment that it says again: it is shown as a source of that one
    actor: str | None = None
    ministry: str | None = None
    committee: str | None = None
    committee_basis: CommitteeBasis | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected of it."""
        return self.rejected or self.lapsed or self.fulfilled

    @property
    def delayed(self) -> bool:
        """Whether its term was moved, and not forward."""
        if self.term == self.original:
            return False
        was, end = self.original.due_end, self.term.due_end
        return was is None or end is None or end > was


class Event(Fact, Term):
    """Something that happens on dated days."""

    kind = "event"

    actor: str | None = None
    ministry: str | None = None
    what: str  # at most eight words of the sentence
    repeats: int | None = None

    def _distinguishing_words(self) -> tuple[str, ...]:
        return ((self.due_text or "").casefold(),)


class Fulfilment(Fact):
    """Words that make good an earlier toezegging, or carry out a motie."""

    kind = "fulfilment"

    of: Literal["toezegging", "motie"]
    reference: str | None = None  # the words that say which


class Delay(Fact, Term):
    """Words that move the term of an earlier promise. The term is the new one, where the sentence or the one behind it names it.

    Where the new term stands in the next sentence, `quote` and the place are those of both.
    """

    kind = "delay"

    reference: str | None = None  # the words that say which toezegging
    instead_of: str | None = None  # the time words of the term that is not kept


AnyFact = Commitment | Event | Fulfilment | Delay
