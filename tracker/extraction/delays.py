"""A sentence -> the delay that it reports: an earlier term is not kept, and perhaps a new one is named."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from tracker.extraction.context import Context, Time
from tracker.extraction.glance import Glance
from tracker.extraction.rules import search
from tracker.model import Confidence, Delay, Precision, Rule

# What the government makes and sends, and that it does so: only then is the delay one of a promise, and not of a train.
_THING = (
    r"(?:\b\w*(?:brief|brieven|onderzoek(?:en)?|evaluaties?|rapport|rapportages?|reacties?|voorstel|\w*plan|\w*kaart|strategie|handreiking|quickscan|studie|raming|indiening|behandeling|besluit|notitie|nota|plan van aanpak|verkenning|uitwerking|advies|"
    r"beantwoording|antwoorden|informatie|toezending|verzending|oplevering|publicatie|planning|inventarisatie|doorlichting|analyse|traject|overzicht|monitor|visie|agenda|"
    r"toezegging(?:en)?|toegezegde?|besluitvorming|afronding|terugkoppeling|cijfers|voorbereiding(?:en)?|wetswijziging|regeling|toets)\b"
    r"|\b(?:sturen|toesturen|zenden|toezenden|toe te (?:sturen|zenden)|aan te bieden|aanbieden|informeren|inlichten|toekomen|te delen|af te ronden|afronden|op te leveren|voor te leggen|"
    r"in te dienen|indienen|beantwoorden|beantwoord|(?:toe)?gestuurd|(?:toe)?gezonden|aangeboden|geïnformeerd|afgerond|opgeleverd|ingediend|na te komen|terug te komen|"
    r"verstrekken|te publiceren|rapporteren)\b|\b(?:ontvangt|krijgt) (?:u|uw Kamer|de Kamer)\b|\b(?:u|[Uu]w Kamer|[Dd]e Kamer) (?:ontvangt|krijgt)\b)"
)
_SAID = (
    r"(?:toegezegd|gepland|voorzien|aangekondigd|beoogd|verwacht|gemeld|aangegeven|gedacht|gehoopt|gecommuniceerd|bericht|gebruikelijk|afgesproken|voorgenomen|"
    r"(?:u (?:van (?:mij|ons) )?)?gewend)\b"
)
_IN_TIME = r"(?:⟦|\b(?:tijdig|op tijd|binnen de (?:gestelde|toegezegde|gebruikelijke|afgesproken) termijn)\b)"


class DelayRule(Rule):
    """A way to say that a term is not kept; the pattern sees time words as ⟦...⟧.

    One of `needs` must stand in the sentence, or the pattern need not be tried: they make the rule fast, and change nothing that it finds.
    """

    needs: tuple[str, ...] = ("",)
    across: bool = False  # the pattern sees the next sentence too, behind ⏎
    confidence: Confidence = Confidence.HIGH


DELAYS: tuple[DelayRule, ...] = (
    DelayRule(
        id="delay.not_managed",
        needs=("luk", "haalbaar", "mogelijk", "realistisch", "in staat", "halen", "gehaald"),
        pattern=rf"^(?=.*{_THING})(?:.*\bniet\b[^;⟦]{{0,30}}\b(?:luk(?:t|te|ken)|gelukt|haalbaar|mogelijk|realistisch|in staat)\b[^;]*{_IN_TIME}"
        rf"|.*\bluk(?:t|te|ken)\b[^;⟦]{{0,40}}\bniet\b[^;]*{_IN_TIME}"
        rf"|.*{_IN_TIME}[^;]*\bniet (?:meer |langer |te )?(?:luk(?:t|te|ken)|gelukt|haalbaar|halen|gehaald|mogelijk|realistisch)\b)",
        examples=(
            "Het lukt helaas niet om de evaluatie ⟦voor de zomer⟧ aan uw Kamer te sturen.",
            "Het is niet gelukt om u ⟦voor het kerstreces⟧ te informeren.",
            "Het streven om het rapport ⟦in het eerste kwartaal⟧ op te leveren blijkt niet haalbaar.",
            "De vragen kunnen niet worden beantwoord, omdat het niet mogelijk is dat binnen de gebruikelijke termijn te doen.",
        ),
        counterexamples=(
            "Het lukt gemeenten niet om ⟦voor 2027⟧ genoeg woningen te bouwen.",
            "Het is niet mogelijk om deze gegevens te delen.",
        ),
    ),
    DelayRule(
        id="delay.cannot_keep",
        needs=("niet",),
        pattern=rf"^(?=.*{_THING}|.*\btermijn\b).*\b(?:kan|kunnen|zal|zullen|wordt|worden|ga|gaan)\b(?! (?:niet )?later)[^;⟦]{{0,140}}\bniet\b[^;⟦]{{0,60}}"
        r"(?:(?:⟦|\b)(?:voor|vóór|binnen|uiterlijk|in|dit|nog|tijdig|op tijd)\b)[^;]{0,120}?(?:⟧|termijn|tijdig|op tijd)[^;]{0,80}\b(?:kunnen|worden|sturen|informeren|aanbieden|toezenden|"
        r"beantwoord|beantwoorden|halen|gehaald|ontvangen|verschijnen|gereed|afgerond|afronden|aangeboden|gestuurd|toegezonden|opgeleverd|zijn)\b"
        rf"|^(?=.*{_THING}).*\b(?:termijn|deadline|planning)\b[^;]{{0,80}}\b(?:niet\b[^;]{{0,30}}\b(?:gehaald|halen|haal|redden|gered|nakomen|nagekomen)|(?:haal|halen|red|redden)\b (?:ik|wij|we) (?:\w+ )?niet)\b",
        examples=(
            "De vragen van het lid kunnen niet ⟦binnen de gebruikelijke termijn van drie weken⟧ worden beantwoord.",
            "Het wetsvoorstel zal niet ⟦voor de zomer⟧ worden ingediend.",
            "De toegezegde termijn voor de evaluatie wordt niet gehaald.",
        ),
        counterexamples=(
            "Het wetsvoorstel zal ⟦voor de zomer⟧ worden ingediend.",
            "De vergoeding kan niet worden verlaagd.",
        ),
    ),
    DelayRule(
        id="delay.later_than_said",
        needs=("later", "langer", "meer tijd", "nders dan"),
        pattern=rf"^(?=.*{_THING}).*\b(?:later|langer|meer tijd)\b[^;,]{{0,60}}\bdan (?:ik |wij |we |u |het kabinet |was |is |door mij )?(?:\w+ ){{0,4}}?(?:{_SAID}|de bedoeling)"
        rf"|^(?=.*{_THING}).*\b[Aa]nders dan\b[^,;⟦]{{0,60}}\b(?:{_SAID}|(?:toezegde|meldde|aangaf|schreef|aankondigde|berichtte)\b)[^;]*⟦",
        examples=(
            "U ontvangt deze brief later dan eerder toegezegd.",
            "Het onderzoek duurt langer dan aanvankelijk was gepland.",
            "Deze kabinetsreactie is later verzonden dan gebruikelijk.",
            "Anders dan ik eerder meldde, zal het rapport ⟦in mei⟧ aan uw Kamer worden gezonden.",
        ),
        counterexamples=(
            "De trein kwam later aan dan gepland.",
            "Het onderzoek duurt langer dan een jaar.",
            "Anders dan in België ontvangt de Kamer het rapport ⟦in mei⟧.",
        ),
    ),
    DelayRule(
        id="delay.was_to_be",
        across=True,
        needs=("zou ", "zouden", "streven", "planning", "bedoeling", "voornemen", "toegezegd"),
        pattern=rf"^(?=[^⏎]*{_THING})[^⏎]*\b(?:zou|zouden|(?:streven|planning|bedoeling|voornemen)\b[^⏎]{{0,20}}\b(?:was|is)|(?:heb|had)\b[^⏎]*\btoegezegd)\b[^⏎?]*(?:⟦[^⏎?]*)?⏎ "
        r"(?:Dit|Dat|Deze|Die|Het|Helaas)\b[^;⏎]{0,60}?(?:\bniet\b[^;⏎]{0,30}\b(?:haalbaar|gelukt|gehaald|mogelijk|realistisch)\b|\b(?:haal|lukt)\b[^;⏎]{0,30}\bniet\b|(?<=[a-z] )wordt (?:nu |helaas |inmiddels )*⟦)",
        examples=(
            "Uw Kamer zou de monitor ⟦in juni⟧ ontvangen.⏎ Dit wordt ⟦het derde kwartaal⟧.",
            "De planning was om het rapport ⟦voor de zomer⟧ te sturen.⏎ Dat wordt ⟦het najaar⟧.",
        ),
        counterexamples=(
            "Uw Kamer zou de monitor ⟦in juni⟧ ontvangen.⏎ Dit is gebeurd.",
            "De boeren zouden ⟦in juni⟧ hooien.⏎ Dat lukte niet.",
        ),
    ),
    DelayRule(
        id="delay.received_late",
        needs=("pas", "eerst", "later", "nu"),
        pattern=r"\b(?:ontvangt|krijgt|bereikt|ontving)\b[^;.]{0,60}\b(?:deze|dit|die|het|de) (?:\w+ )?(?:\w*brief|\w*reactie|rapport\w*|stukken|beantwoording|antwoorden|evaluatie)\b[^;.,]{0,40}"
        r"\b(?:nu pas|pas nu|eerst nu|later|nu|pas)\b"
        r"|\b(?:\w*brief|\w*reactie|rapport\w*|stukken|beantwoording|antwoorden|evaluatie|notitie)\b[^;.,⟦]{0,80}\blater (?:worden |wordt |te )?(?:verzonden|verstuurd|toegezonden|toegestuurd|gestuurd|sturen|toezenden|aangeboden)\b",
        examples=(
            "In verband met de kabinetswisseling ontvangt u deze brief nu.",
            "Door de demissionaire status ontvangt u deze brief later.",
            "Daarom zal de kabinetsreactie later worden verzonden.",
        ),
        counterexamples=("U ontvangt deze brief jaarlijks.", "Later ontvangt u een brief."),
    ),
    DelayRule(
        id="delay.postponed",
        needs=("uitstel", "uitgesteld", "schoven", "aangehouden", "schui"),
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:vraag|vragen|verzoek|verzoeken) (?:ik|wij)\b[^;]{{0,60}}\buitstel\b(?! van betaling)|\buitstel (?:voor|van|in) (?:de|het|deze|mijn|beantwoording|toezending|verzending)\b[^;]{{0,60}}"
        rf"{_THING}|\b(?:is|zijn|wordt|worden|heb|hebben|moet|moeten)\b[^;]{{0,120}}\b(?:uitgesteld|verschoven|doorgeschoven|opgeschoven|aangehouden)\b(?: (?:naar|tot)\b|[^;]*⟦)"
        r"|\b(?:verschuift|schuift|verschuiven|schuiven)\b[^;]{0,60}\b(?:naar|tot|op|door)\b[^;]{0,10}⟦)",
        examples=(
            "Voor de beantwoording vraag ik uw Kamer om uitstel ⟦tot 1 maart⟧.",
            "De indiening van het wetsvoorstel is uitgesteld tot ⟦na het zomerreces⟧.",
            "De oplevering van het onderzoek verschuift naar ⟦het derde kwartaal⟧.",
        ),
        counterexamples=(
            "Ondernemers kregen uitstel van betaling.",
            "Uitstel van renovatie jaagt de kosten op.",
        ),
    ),
    DelayRule(
        id="delay.held_up",
        needs=("vertraging", "vertraagd"),
        confidence=Confidence.MEDIUM,
        pattern=rf"{_THING}[^;?]{{0,100}}\b(?<!geen )(?:vertraging (?:op(?:gelopen|loopt|lopen)|ontstaan)|loopt (?:\w+ )?vertraging op|(?<!de )(?<!een )(?<!niet )vertraagd)\b"
        rf"|\b(?<!geen )vertraging (?:opgelopen )?(?:in|bij|van) (?:de|het) (?:\w+ ){{0,2}}?{_THING}|\b(?:heeft|hebben|is) (?:de|het) {_THING}[^;]*\b(?<!geen )(?<!niet )vertra(?:ging|agd)",
        examples=(
            "Door drukte bij de bureaus heeft het onderzoek helaas vertraging opgelopen.",
            "De evaluatie is vertraagd.",
            "Vanwege vertraging in de afronding ontvangt u het rapport ⟦in mei⟧.",
        ),
        counterexamples=(
            "Reizigers hadden twee uur vertraging.",
            "Zij wachten op een vertraagde bus.",
            "Ik voorzie op dit moment geen vertraging.",
            "Het onderzoek heeft geen vertraging opgelopen.",
        ),
    ),
    DelayRule(
        id="delay.not_ready",
        needs=("nog niet",),
        confidence=Confidence.MEDIUM,
        pattern=rf"^(?=.*{_THING})(?=.*\b(?:toegezegde?|toezegging)\b).*\bnog niet (?:helemaal |geheel |volledig )?(?:gereed|klaar|afgerond|beschikbaar|voltooid|kunnen afronden)\b",
        examples=("Het toegezegde onderzoek naar de huisvesting is nog niet gereed.",),
        counterexamples=("De woningen zijn nog niet gereed.", "Het onderzoek is nog niet gereed."),
    ),
    DelayRule(
        id="delay.more_time",
        needs=("meer tijd",),
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:heb|hebben|heeft)\b[^;,]{{0,120}}\bmeer tijd nodig\b|\bmeer tijd (?:nodig|vergt|vraagt|kost|neemt)\b|\b(?:vergt|vraagt|kost|neemt)\b[^;,]{{0,60}}\bmeer tijd\b)",
        examples=(
            "Voor de uitwerking van het plan heb ik meer tijd nodig.",
            "De afronding van het onderzoek vergt meer tijd.",
        ),
        counterexamples=("Leraren hebben meer tijd nodig voor hun lessen.", "Het onderzoek is in mei gereed."),
    ),
    DelayRule(
        id="delay.instead",
        needs=("n plaats van", "niet"),
        pattern=rf"^(?=.*{_THING}|.*\bontvangt\b).*(?:\b(?:[Ii]n plaats van|en niet|niet(?: meer)?),? (?:zoals [^⟦;]{{0,60}})?⟦[^⟧]*⟧[^;⟦]{{0,120}}(?:\bmaar\b[^;]{{0,60}})?⟦|⟦[^⟧]*⟧[^;⟦]{{0,40}}\b(?:in plaats van|en niet)\b[^;⟦]{{0,60}}⟦)",
        examples=(
            "De evaluatie wordt in plaats van ⟦voor de zomer⟧ nu ⟦in oktober⟧ verwacht.",
            "Uw Kamer ontvangt het rapport niet ⟦voor het kerstreces⟧, maar ⟦in februari⟧.",
        ),
        counterexamples=("In plaats van een brief ontvangt u ⟦in mei⟧ een rapport.", "Het rapport komt ⟦in mei⟧ en de brief ⟦in juni⟧."),
    ),
    DelayRule(
        id="delay.only_then",
        needs=("pas", "eerst", "alsnog", "nu", "inmiddels", "eerder dan"),
        confidence=Confidence.MEDIUM,
        pattern=rf"^(?=.*{_THING}).*(?:\b(?:pas|eerst|alsnog|niet eerder dan)\b ⟦[^;]{{0,120}}\b(?:kan|kunnen|zal|zullen|wordt|worden|gereed|verwacht|ontvangt|informeren|sturen|aanbieden|toezenden|afgerond)\b"
        rf"|\b(?:kan|zal|zullen|wordt|worden|ontvangt|verwacht|verschijnt|komt|komen|volgt|volgen)\b[^;]{{0,100}}\b(?:pas|alsnog|niet eerder dan)\b ⟦|\b(?:verwacht(?:en)?|voorzien|verwachting)\b[^;⟦]{{0,60}}\b(?:nu|inmiddels|alsnog)\b[^;⟦]{{0,40}}⟦|\bnu ⟦[^⟧]*⟧ (?:verwacht|voorzien)\b)",
        examples=(
            "Het rapport kan pas ⟦in het najaar⟧ aan uw Kamer worden aangeboden.",
            "De evaluatie wordt nu ⟦in maart⟧ verwacht.",
        ),
        counterexamples=("Het rapport wordt ⟦in het najaar⟧ aan uw Kamer aangeboden.", "De regels gelden pas ⟦vanaf 2027⟧."),
    ),
)

_NOT = "niet "  # "niet voor de zomer": to the time engine that is after it, here it is the term that is not kept
_OUTSIDE = re.compile(r"(?:niet eerder dan|niet|pas|eerst|alsnog) ")  # words that the time engine takes in and the rules look for
# Words that say that the time behind them is not kept; and those that turn to the time that is.
_NOT_KEPT = re.compile(
    r"\b(?:niet|geen|[Ii]n plaats van|later dan|langer dan|eerder|aanvankelijk|oorspronkelijke?|toegezegde?|geplande?|voorziene?|beoogde?|gebruikelijke?|aangekondigde?)\b"
)
_TURNS = re.compile(
    r"\bmaar\b|\bdoch\b|\bwel\b|\bpas\b|\bnu\b|\binmiddels\b|\balsnog\b|\bverwacht|\bstre[ev]|\bnaar verwachting\b|;|\bontvangt\b|\b[Zz]al\b|\bzullen\b|\btot\b|\bnaar ⟦|\bdaarom\b"
)
_LATER_THAN_SAID = re.compile(
    r"\b(?:later|langer) dan [^,:]*[,:] (?:namelijk |te weten )?$|\bniet eerder dan $"
)  # "later dan toegezegd: uiterlijk 1 oktober"
_NOT_KEPT_BEHIND = re.compile(
    r"^[^;,⟦]{0,80}?\b(?:niet (?:meer |langer )?(?:haalbaar|gehaald|gelukt|lukt|mogelijk)|(?:had|heb|was|is|werd|waren) (?:\w+ ){0,3}(?:toegezegd|gepland|voorzien))\b"
)
# A next sentence that gives the new term says that something is expected, striven for or sent then.
_GIVES_TERM = re.compile(
    r"\b(?:verwacht\w*|verwachting|stre[ev]\w*|[Oo]ntvangt|[Kk]rijgt|[Zz]al|[Zz]ullen|[Ii]nformeer|[Ss]tuur|[Kk]omt?|[Bb]ied|[Zz]end|wordt|worden|kan|kunnen|voorzien|planning|volgt)\b"
)
_REFERENCE = re.compile(r"(?:(?:de|een|mijn|onze|deze|die) (?:[\w-]+ ){0,2}?)?\b(?:toezegging(?:en)?|toegezegde?)\b[^,;.]*")


def find_all(contexts: Sequence[Context]) -> list[Delay]:
    """Read the delays of a paper from its sentences, in their order. A sentence gives at most one."""
    found = (find(context, following) for context, following in zip_longest(contexts, contexts[1:]) if context)
    return [delay for delay in found if delay]


def find(context: Context, following: Context | None) -> Delay | None:
    """Read the delay of one sentence; where it names no new term, the sentence behind it in the same passage may."""
    text = context.text
    tried = [DELAYS[i] for i in _words().at(text)] if context.government_speaks else []
    if not tried or text.endswith("?"):
        return None
    marked = _with_marks(text, context.times)
    near = following if following and following.sentence.passage is context.sentence.passage else None
    both = f"{marked}⏎ {_with_marks(near.text, near.times)}" if near else marked
    rule = next((r for r in tried if search(r.pattern, both if r.across else marked)), None)
    if rule is None:
        return None
    kept = [t for t in context.times if _may_be_term(t, context) and not _is_given_up(t, context)]
    given_up = next((t for t in context.times if t not in kept), None)
    if rule.across:
        given_up, kept = (context.times or (None,))[0], []
    if not kept and near and _GIVES_TERM.search(near.text):
        kept = [t for t in near.times if _may_be_term(t, near) and not _is_given_up(t, near)]
        if kept:
            return _delay(context, near, rule, kept[0], given_up)
    return _delay(context, context, rule, kept[0] if kept else None, given_up)


@cache
def _words() -> Glance:
    return Glance.of_words(rule.needs for rule in DELAYS)


def _with_marks(text: str, times: Sequence[Time]) -> str:
    """The sentence with its time words marked, as the rules see them: ⟦...⟧. "Niet" and "pas", which can be part of them, stay outside."""
    pieces, done = [], 0
    for t in times:
        start = t.start + (m.end() if (m := _OUTSIDE.match(t.quote)) else 0)
        pieces += [text[done:start], "⟦", text[start : t.end], "⟧"]
        done = t.end
    return "".join([*pieces, text[done:]])


def _may_be_term(time: Time, context: Context) -> bool:
    """A term lies ahead of the paper, or has no date ("op korte termijn")."""
    end, start = time.window.end, time.window.start
    return (end or start or context.document.date) >= context.document.date and not (start and not end and start < context.document.date)


def _is_given_up(time: Time, context: Context) -> bool:
    """Whether the sentence says that this time is not kept."""
    if time.quote.startswith(_NOT):
        return not time.quote.startswith("niet eerder dan ")
    before = context.text[: time.start]
    last = max((m.end() for m in _NOT_KEPT.finditer(before)), default=None)
    if last is not None and not _TURNS.search(before + "⟦", last) and not _LATER_THAN_SAID.search(before):
        return True
    return bool(_NOT_KEPT_BEHIND.match(context.text[time.end :]))


def _delay(first: Context, last: Context, rule: DelayRule, term: Time | None, given_up: Time | None) -> Delay:
    reference = _REFERENCE.search(first.text)
    sentence = first.sentence
    return Delay(
        start=sentence.start,
        end=last.sentence.end,
        quote=first.text if last is first else f"{first.text} {last.text}",
        occurrence=sentence.occurrence,
        rule=rule.id,
        confidence=rule.confidence,
        due_text=term.quote if term else None,
        due_start=term.window.start if term else None,
        due_end=term.window.end if term else None,
        precision=term.window.precision if term else Precision.NONE,
        due_rule=term.rule if term else None,
        estimated=bool(term and term.window.estimated),
        reference=reference[0].strip() if reference else None,
        instead_of=given_up.quote if given_up else None,
    )
