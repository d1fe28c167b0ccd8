"""How a chair reads out the toezeggingen at the end of a debate: rules over one folded sentence each.

Learnt from the reports of committee debates: chairs announce the list, read each item, often with its number, name the member to whom it
was promised, let members and ministers correct it, and close the meeting.
"""

from tracker.model import Rule

_ORDINAL = (
    "(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|vijftiende|zestiende|"
    "zeventiende|achttiende|negentiende|twintigste)"
)
_CARDINAL = (
    "(?:[eé]én|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|"
    r"twintig|\d{1,2})"
)
_PLACE = rf"(?:{_ORDINAL}|volgende|laatste|een-na-laatste|voorlaatste|andere)"
_SEVERAL = rf"(?:{_CARDINAL}|een(?: \w+)? aantal|enkele|diverse|meerdere|verschillende|een \w+tal|nog|de|deze|alle|volgende)"
_NOW = r"(?:(?:oké|goed|ja|en|dan|nu|eerst|vervolgens|verder|tot slot|ten slotte|als laatste|ook|nog|even)[,. ]+)*"
_WHO = (
    r"(?:minister(?:s|-president)?|premier|staatssecretaris(?:sen)?|bewindspersonen|bewindspersoon|bewindslieden|bewindsvrouw|bewindsman|"
    r"kabinet|regering)"
)
_SENDS = (
    r"(?:zegt|zeggen|zal|zullen|gaat|gaan|komt|komen|stuurt|sturen|zendt|informeert|informeren|neemt|nemen|kijkt|kijken|onderzoekt|bekijkt|"
    r"beziet|bespreekt|overlegt|doet|doen|laat|laten|brengt|brengen|geeft|geven|deelt|delen|stelt|stellen|meldt|melden|rapporteert|"
    r"reageert|"
    r"verkent|verzoekt|vraagt|zoekt|spreekt|treedt|maakt|maken|schrijft|levert|biedt|betrekt|verwerkt|evalueert|licht|actualiseert|"
    r"verstrekt|"
    r"verzorgt|organiseert|voert|zet|werkt|voegt|benadert|agendeert)"
)
_RECEIVES = r"(?:ontvangt|krijgt|wordt|zal|verneemt|hoort)"

OPENINGS: tuple[Rule, ...] = (
    Rule(
        id="closing.opening.turn",
        pattern=r"(?i)\b(?:ga|gaan|kom|komen|kwam|loop|lopen|neem|nemen|noem|noemen|begin|beginnen|sluit|sluiten|gekomen|rest|resten|"
        r"resteert|resteren|herhaal|deel|lees|lezen|som|vat|over(?:gaan)?)\b"
        r"(?!.*\b(?:wilde|zojuist|straks|zo meteen|missen|gemist)\b).{0,90}\btoezegging",
        examples=(
            "Dan ga ik nog de toezeggingen met u delen.",
            "Dan kom ik bij de toezeggingen.",
            "Dan loop ik de toezeggingen nog even met u langs.",
            "Rest mij nog de toezeggingen te noemen.",
            "Ik begin maar gelijk met de eerste toezegging.",
        ),
        counterexamples=(
            "Ik was te voorbarig en wilde al richting de toezeggingen gaan, maar die komen zo meteen.",
            "Dan kijk ik naar de Kamerleden om te zien of ik een toezegging heb gemist.",
            "Dat is een toezegging aan de heer Bakker.",
        ),
    ),
    Rule(
        id="closing.opening.have",
        pattern=r"(?i)\b(?:heb|hebben|heeft|noteer|noteren|noteerde|noteerden|tel|telde)\b(?!.*\b(?:gemist|gehad|gevraagd)\b)"
        rf".{{0,40}}\b{_SEVERAL} (?:\w+ ){{0,2}}toezegging(?:en)?\b|\blijst(?:je)? (?:van|met) (?:de )?toezeggingen\b",
        examples=(
            "Ik heb een zestal toezeggingen:",
            "We hebben de volgende toezeggingen genoteerd.",
            "Ik heb hier drie toezeggingen staan.",
            "Ik heb één toezegging genoteerd.",
            "Voordat we richting het einde gaan, heb ik diverse toezeggingen.",
        ),
        counterexamples=(
            "De toezeggingen hebben we nu gehad.",
            "Daarover heb ik al een antwoord gegeven.",
            "Ik heb om een brief gevraagd.",
        ),
    ),
    Rule(
        id="closing.opening.were",
        pattern=r"(?i)\ber (?:is|zijn|staan|staat|werden)\b(?! geen\b)(?!.*\baan (?:mij|de heer|mevrouw)\b).{0,40}\btoezegging(?:en)?\b"
        r".{0,40}\b(?:gedaan|genoteerd|opgeschreven|opgetekend|vastgelegd|geregistreerd)\b"
        r"|\bzijn er (?:\w+ ){0,4}toezeggingen (?:gedaan|genoteerd)\b(?!.*\?)"
        r"|\bde volgende toezegging(?:en)? (?:is|zijn|werd|werden)\b"
        r"|\bde toezegging(?:en)? (?:is|zijn|luidt|luiden) (?:als volgt|de volgende)\b",
        examples=(
            "Dan zijn er een aantal toezeggingen gedaan door de staatssecretaris.",
            "Er zijn twee toezeggingen genoteerd.",
            "Er is één toezegging gedaan.",
            "De volgende toezeggingen zijn gedaan:",
            "De toezeggingen luiden als volgt.",
        ),
        counterexamples=("Er is geen toezegging gedaan.", "Er is in het vorige debat een toezegging gedaan aan mevrouw De Wit."),
    ),
    Rule(
        id="closing.opening.bare",
        pattern=rf"(?i)^{_NOW}(?:naar |over naar )?de(?: {_PLACE})? toezegging(?:en)?\b(?: (?:van|uit|tijdens) [^,]{{0,40}})?[.:]?$",
        examples=("Eerst de toezeggingen.", "Dan nog de toezeggingen.", "Dan de toezeggingen van vandaag:"),
        counterexamples=("De toezeggingen zijn helder.", "Dank voor de toezegging.", "Die toezeggingen staan."),
    ),
    Rule(
        id="closing.opening.read",
        pattern=r"(?i)\btoezegging(?:en)?\b(?!.*\b(?:hebt|hebben we)\b).{0,40}\b"
        r"(?:voor(?:ge)?lezen|voor te lezen|op(?:ge)?lezen|op te (?:lezen|noemen)|opnoemen|door(?:nemen|lopen| te (?:nemen|lopen))|"
        r"langs(?:lopen| te lopen)|samen(?:vatten| te vatten)|recapituleren|herhalen)\b",
        examples=(
            "Dan zijn we aan het einde gekomen van het debat, maar niet voordat ik ook de toezegging heb voorgelezen.",
            "Dan zal ik de toezeggingen voorlezen.",
            "Voor we afronden wil ik de toezeggingen even doornemen.",
        ),
        counterexamples=("Die toezegging wil ik graag zwart-op-wit.", "Dat lees ik in de toezegging."),
    ),
)

_NUMBERED = rf"(?:nummer|punt|toezegging(?: nummer)?) (?:{_CARDINAL}|{_ORDINAL})"
_PLACED = rf"{_PLACE}(?: en (?:tevens )?laatste)?"
_GO_TO = r"(?:(?:ga|gaan|kom|komen) (?:ik|we|wij) (?:dan )?(?:naar|verder met|bij|tot|op) )?"
_READS = r"(?:[:;,–-]|is:?|is dat|luidt:?|luidt dat|betreft|gaat over|houdt in(?: dat)?)"

MARKERS: tuple[Rule, ...] = (
    Rule(
        id="closing.marker.alone",
        pattern=rf"(?i)^{_NOW}{_GO_TO}{_NOW}"
        rf"(?:{_NUMBERED}|(?:de|het) {_PLACED}(?: toezegging| punt)|de {_ORDINAL}|{_CARDINAL})"
        r"(?: (?:is|luidt) (?:als volgt|de volgende)| luidt)?[.:;]?$",
        examples=(
            "Eén.",
            "Punt zes.",
            "De tweede toezegging.",
            "De negende.",
            "Dan gaan we naar de zevende toezegging.",
            "3.",
            "De eerste toezegging is als volgt.",
        ),
        counterexamples=("De eerste termijn.", "Dat zijn er twee.", "De volgende spreker.", "De laatste.", "De minister."),
    ),
    Rule(
        id="closing.marker.leading",
        pattern=rf"(?i)^{_NOW}(?:"
        rf"(?:{_NUMBERED}|(?:de|een) {_PLACED} (?:toezegging|punt)|(?:de )?(?:{_ORDINAL}|{_CARDINAL})(?=\s?[:;]))\s*{_READS}"
        r"|een toezegging (?:aan|van|over) [^.?!:]{1,80}:"
        rf"|de {_PLACE}(?:,| (?:is|was|betreft|gaat|komt))[^.?!:]{{1,60}}:"
        rf"|{_CARDINAL},(?= (?:de|het|er) (?:{_WHO}|Kamer)\b)"
        rf"|ten {_ORDINAL}[:,]?"
        r")\s+(?!(?:als volgt|de volgende|genoteerd|correct|al|gericht|die|geweest)\b)\S",
        examples=(
            "De tweede toezegging is dat de minister voor de zomer een brief stuurt.",
            "Eén: de minister stuurt voor het kerstreces een brief over de sluis.",
            "Twee, de minister bezoekt de havens.",
            "Punt drie: een brief over de tarieven, voor het zomerreces.",
            "Ten eerste ontvangt de Kamer in maart een brief over de tarieven.",
            "Een toezegging aan mevrouw De Wit over de sluis: de minister komt daar in mei op terug.",
            "De tweede is aan de heer Bakker: een brief over de havens.",
        ),
        counterexamples=(
            "De volgende toezegging is genoteerd.",
            "De eerste toezegging is als volgt.",
            "De eerste vraag is dat de minister het niet weet.",
            "Twee leden willen nog iets zeggen.",
        ),
    ),
)

_PAPER = (
    r"(?:\w*brief|\w*rapportage|\w*analyse|\w*verkenning|\w*overzicht|\w*agenda|\w*nota|\w*toets|\w*evaluatie|reactie|appreciatie|rapport|plan|"
    r"onderzoek|terugkoppeling|notitie|tijdlijn|tijdpad|planning|informatie|antwoord|briefing|inventarisatie|voorstel|afschrift|factsheet|"
    r"update|cijfers|stand van zaken)"
)
_OFFICE = rf"(?:(?:[Dd]e|[Hh]et) {_WHO}\b|(?:Minister|Staatssecretaris) [A-ZÀ-Þ])"
_NO_PROMISE = r"(?:het woord|verder|door|nog reageren|reageren|iets zeggen|aan dat|weten|of|duidelijk|voor dat)"
_BECOMES = r"(?:wordt|worden|zal|zullen|komt|komen|volgt|volgen|gaat|gaan)"
_FRONT = (
    "(?:In|Voor|Vóór|Na|Bij|Per|Met|Over|Op|Binnen|Ten|Uiterlijk|Rond|Begin|Medio|Eind|Voorafgaand|Nog|Tijdens|Naar|Via|Middels|Volgend|"
    "Daarover|"
    "Zodra|Wanneer|Als|Samen|Richting|Jaarlijks|Periodiek|Aan|Wat|Inzake|Omtrent|Rondom|Daarnaast|Daarbij|Hierover|Ook|Verder|Tevens|Tot)"
)

PROMISES: tuple[Rule, ...] = (
    Rule(
        id="closing.promise.minister",
        pattern=rf"^(?:Ook |Tevens |Verder |Daarnaast )?{_OFFICE}[^.?!:]{{0,80}}?\b"
        rf"(?:{_SENDS}\b(?! {_NO_PROMISE})|(?:heeft|hebben)\b[^.?!:]*\btoegezegd\b)",
        examples=(
            "De minister zegt toe de Kamer voor het kerstreces te informeren over de sluis.",
            "De staatssecretaris van Financiën stuurt in maart een brief over de tarieven.",
            "Het kabinet komt in het voorjaar met een reactie op het rapport.",
            "De minister heeft toegezegd de brief binnen een week te sturen.",
            "Minister De Groot zoekt dat uit en informeert de Kamer.",
        ),
        counterexamples=(
            "De minister knikt.",
            "De minister.",
            "De staatssecretaris gaat verder.",
            "De minister heeft nog een opmerking.",
            "De minister geeft aan dat het klopt.",
            "Mevrouw De Wit stuurt een brief.",
        ),
    ),
    Rule(
        id="closing.promise.fronted",
        pattern=rf"^{_FRONT}\b[^.?!]*?\b{_SENDS} (?:de|het) {_WHO}\b",
        examples=(
            "In het najaar informeert de staatssecretaris de Kamer over de voortgang van het programma.",
            "Voor de begroting zal de minister een overzicht van de subsidies sturen.",
            "Wat betreft de sluis komt de minister in mei met een voorstel.",
            "Daarnaast informeert het kabinet de Kamer over de havens.",
        ),
        counterexamples=("In dit debat was de minister duidelijk.", "Het woord is aan de minister."),
    ),
    Rule(
        id="closing.promise.house",
        pattern=rf"^(?:Ook |Tevens )?(?:De|Onze|Uw|Deze) (?:Tweede )?(?:Kamer|commissie)\b[^.?!:]{{0,40}}?\b{_RECEIVES}\b"
        rf"|\b{_RECEIVES} (?:de|deze|uw) (?:Tweede )?(?:Kamer|commissie)\b[^.?!]*\b(?:{_PAPER}|geïnformeerd|toegestuurd|toegezonden)\b",
        examples=(
            "De Kamer ontvangt in het najaar een brief over de bekostiging.",
            "De Kamer wordt in de zomer geïnformeerd over de brug.",
            "Voor het notaoverleg ontvangt de Kamer een plan van aanpak.",
        ),
        counterexamples=("De Kamer gaat daarover.", "De Kamer stemt dinsdag over de moties.", "De Kamervoorzitter wordt geïnformeerd."),
    ),
    Rule(
        id="closing.promise.member",
        pattern=rf"^(?:[Dd]e heer|[Mm]evrouw|[Hh]et lid|[Dd]e leden) [A-ZÀ-Þ][^.?!:]{{0,60}}?"
        rf"\b(?:ontvangt|krijgt|ontvangen|krijgen)\b[^.?!]*\b{_PAPER}\b",
        examples=("Mevrouw De Wit krijgt voor de zomer een brief over de sluis.", "De heer Bakker ontvangt nog een schriftelijk antwoord."),
        counterexamples=("Mevrouw De Wit krijgt het woord.", "De heer Bakker knikt."),
    ),
    Rule(
        id="closing.promise.passive",
        pattern=rf"^(?:De|Het|Een|Er|In|Voor|Na|Bij|Deze|Dit|Over)\b[^.?!:]*\b{_BECOMES}\b[^.?!:]*?"
        r"\b(?:(?:aan|naar|met|richting) (?:de|uw|onze) Kamer\b|meegenomen\b|toegestuurd\b|toegezonden\b|meegestuurd\b|"
        rf"{_PAPER}\b[^.?!:]*\b(?:gestuurd|verstuurd|verzonden|gedeeld|aangeboden|verstrekt|opgesteld)\b)",
        examples=(
            "De bevindingen worden na de zomer naar de Kamer gestuurd.",
            "Het onderwerp wordt meegenomen in de voortgangsbrief.",
            "De toegezegde uitvoeringstoetsen komen naar de Kamer.",
            "Er wordt voor de begroting een brief gestuurd over de sluis.",
        ),
        counterexamples=("De stemmingen worden dinsdag gehouden.", "Het woord gaat naar de minister."),
    ),
    Rule(
        id="closing.promise.promised",
        pattern=r"^(?:Aan|Er|Door|Ook|Tevens|Verder)\b[^.?!]*\btoegezegd\b",
        examples=("Aan mevrouw De Wit is toegezegd om de tarieven te onderzoeken.", "Er is toegezegd dat dit wordt onderzocht."),
        counterexamples=("Dat is al toegezegd.", "De heer Bakker vroeg wat is toegezegd."),
    ),
    Rule(
        id="closing.promise.paper",
        pattern=rf"^(?:Nog |Ook |Er (?:komt|volgt) (?:nog |ook )?)?(?:[Ee]en|[Dd]e|[Hh]et) (?:\w+ ){{0,3}}?{_PAPER}\b"
        r"[^.?!]*\b(?:over|inzake|rond|met|waarin|naar)\b"
        rf"|^{_FRONT}\b[^.?!:]{{0,60}}\b(?:komt|volgt|komen|volgen) (?:er )?(?:nog )?(?:een|de|het) (?:\w+ ){{0,3}}?{_PAPER}\b",
        examples=(
            "Een brief over de tarieven, voor het zomerreces.",
            "Er komt nog een schriftelijke reactie op het rapport over de sluis.",
            "In het derde kwartaal volgt een reactie op het advies.",
        ),
        counterexamples=("De brief is helder.", "Een goede avond.", "Er komt nog een stemming over de moties."),
    ),
)

# Items in the chair's own person: the only ones in which "ik" and "wij" may stand.
PERSONAL: tuple[Rule, ...] = (
    Rule(
        id="closing.personal.noted",
        pattern=r"(?i)\b(?:toezegging|genoteerd|staan|noteer|opgeschreven|toegezegd)\b"
        r"(?: (?:staan|is|hier|nog|ook|gekregen|gedaan))*,?(?: namelijk)? "
        rf"dat (?:de|het|er) (?:{_WHO}|Kamer)\b(?!.*\?)",
        examples=(
            "Tot slot heb ik de toezegging staan dat de staatssecretaris de Kamer dit jaar zal informeren.",
            "Ik heb genoteerd dat de minister met een brief komt.",
            "Er is één toezegging gedaan, namelijk dat de minister de Kamer voor de zomer informeert.",
            "Aan mevrouw De Wit is toegezegd dat de minister het onderzoekt.",
        ),
        counterexamples=(
            "Ik heb de toezegging genoteerd.",
            "Ik hoor dat de minister daarmee akkoord is.",
            "Heb ik genoteerd dat de minister komt?",
        ),
    ),
    Rule(
        id="closing.personal.we",
        pattern=r"(?i)^(?:[^.?!:]{0,80} )?(?:(?:wij|we) (?:ontvangen|krijgen)|(?:ontvangen|krijgen) (?:wij|we))\b"
        rf"[^.?!]*\b{_PAPER}\b[^.?!]*\.|\b(?:wij|we) worden\b[^.?!]*\bgeïnformeerd\b",
        examples=("Wij ontvangen voor de zomer een brief over de sluis.", "Voor het kerstreces krijgen we een overzicht van de tarieven."),
        counterexamples=("We krijgen nog een stemming.", "Krijgen we daar een brief over?", "We gaan naar de volgende spreker."),
    ),
)

# In running speech these mark what the chair says in person or to the room, which no item does.
ASIDE: Rule = Rule(
    id="closing.aside",
    pattern=r"(?i)\b(?:ik|mij|me|mijn|u|we|wij|jullie|meneer|excuus|dank|sorry)\b|\?[\"”’)]*$|…$"
    r"|\b(?:het woord|knikt|knikken|geknikt|beantwoording van|steekt|hand op|instemmend)\b",
    examples=(
        "Ik kijk even naar de minister.",
        "Is dat juist?",
        "De minister knikt.",
        "De staatssecretaris vervolgt de beantwoording van de vragen.",
    ),
    counterexamples=("De minister informeert uw Kamer in maart.", "De Kamer ontvangt de brief voor de zomer."),
)

TO_WHOM: Rule = Rule(
    id="closing.to_whom",
    pattern=r"(?i)^(?:en )?(?:"
    r"(?:dat|dit|deze|die|het)\b[^.?!]{0,50}\b(?:aan|richting|jegens|op verzoek van|naar aanleiding van|van) (?:\w+ ){0,2}?"
    r"|(?:(?:deze toezegging|toegezegd|gericht|gedaan|dit|een toezegging)(?: is| was| gedaan| gericht)* )?(?:ook )?aan "
    r")(?:de heer|mevrouw|het lid|de leden|de heren|de dames|meneer|collega|de fractie)\b[^?]*$",
    examples=(
        "Dat is een toezegging aan de heer Van Dijk.",
        "Deze is ook gericht aan mevrouw De Wit.",
        "Die toezegging was gericht aan de heer Bakker.",
        "Aan het lid Smit.",
    ),
    counterexamples=("Ik geef het woord aan de heer Bakker.", "Dat is ook correct.", "Is dat aan de heer Bakker?"),
)

# What carries an item on: it points back, and says when or how.
GOES_ON: Rule = Rule(
    id="closing.goes_on",
    pattern=r"^(?:En |Ook )?(?:Hij|Zij|Ze|Daar\w*|Hier\w*|Dit|Dat|Deze|Die|Het)\b[^.?!]*\b(?:wordt|worden|zal|zullen|komt|komen|"
    r"gebeurt|informeert|informeren|ontvangt|volgt|stuurt|neemt|gaat|betrekt|geldt)\b",
    examples=(
        "Daarbij wordt ook gekeken naar de kosten.",
        "Hij informeert de Kamer daarover voor de zomer.",
        "Dit gebeurt voor het kerstreces.",
    ),
    counterexamples=("Dat is correct.", "Dat staat genoteerd.", "De minister informeert de Kamer."),
)

CLOSINGS: tuple[Rule, ...] = (
    Rule(
        id="closing.end",
        pattern=r"(?i)\b(?:"
        r"sluit (?:ik|hiermee|daarmee)"
        r"|(?:hiermee|daarmee|hierbij|ik|dan) sluit(?:en)? (?:ik|wij|we|hierbij|hiermee)?\s?(?:bij dezen )?(?:de|dit|deze)"
        r"|(?:aan|tot) het (?:einde|eind|slot) (?:van|gekomen)"
        r"|(?:is|wordt|verklaar) .{0,30}gesloten"
        r"|dankt? (?:ik |u )?(?:allen|alle|iedereen|de (?:minister|staatssecretaris|leden|Kamerleden|bewinds\w+))"
        r"|toezeggingen (?:hebben we (?:nu )?gehad|zijn afgerond)|(?:dit|dat) waren de toezeggingen|wel thuis|tot zover"
        r")\b",
        examples=(
            "Daarmee komen we aan het einde van de vergadering.",
            "Dan sluit ik bij dezen de beraadslaging.",
            "De toezeggingen hebben we nu gehad.",
            "Tot zover de toezeggingen.",
            "Dan dank ik de minister voor de beantwoording en sluit ik de vergadering.",
        ),
        counterexamples=(
            "De Kamer ontvangt voor het einde van het jaar een brief.",
            "Dank u wel.",
            "De minister sluit een convenant met de sector.",
        ),
    ),
)
