"""The words that rules are built of, and what the smallest of them mean: months, weekdays, numbers, units.

The alternatives are pieces of patterns over plain text (see `plain`), without groups. They keep to what Python's `re` and RE2 both read:
no look-around, no back-reference.
"""

import re
from fractions import Fraction
from functools import lru_cache

_MONTH_NAMES = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
_MONTH_SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec"]
_MONTH_NUMBER = {name[:3]: i for i, name in enumerate(_MONTH_SHORT, 1)} | {"maa": 3}
_WEEKDAY_NAMES = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90}
_ONES = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_TO_NINETEEN = _ONES | {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18,
    "negentien": 19,
}  # fmt: skip
_CARDINALS = _TO_NINETEEN | _TENS | {f"{one}en{ten}": n + m for ten, m in _TENS.items() for one, n in _ONES.items()} | {"honderd": 100}
_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8} | {
    word + ("de" if n in {2, 4, 5, 6, 7, 9} or 10 <= n < 20 else "ste"): n
    for word, n in _CARDINALS.items()
    if n <= 31 and n not in {1, 3, 8}
}

_IN_WORDS = _ORDINALS | _CARDINALS
_DIGITS = re.compile(r"\d+")
_LONGEST_FIRST = sorted(_CARDINALS, key=len, reverse=True)

FULL_MONTH = "|".join(_MONTH_NAMES)
MONTH = rf"(?:{FULL_MONTH}|(?:jan|febr?|mrt|maa|apr|jun|jul|aug|sept?|okt|nov|dec)\.?)"
WEEKDAY = f"(?:{'|'.join(_WEEKDAY_NAMES)})"
SHORT_WEEKDAY = r"(?:(?:ma|di|woe?|do|vr|za|zo)\b\.?)"
DIGIT_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINAL = "(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"
CARDINAL_DAY = "(?:" + "|".join(word for word in _LONGEST_FIRST if _CARDINALS[word] <= 31) + ")"
YEAR = r"(?:(?:1[5-9]|20|21)\d\d)"
# "tweeduizend achttien", "negentienhonderd zesennegentig": speech, written down.
YEAR_IN_WORDS = r"(?:(?:(?:zeventien|achttien|negentien)(?:honderd)?|tweeduizend) ?(?:en )?(?:" + "|".join(_LONGEST_FIRST[:-1]) + "))"
SHORT_YEAR = r"(?:'\d\d)"
NUMBER = r"(?:\d{1,3}(?:[.,]5)?|een half|een halve|anderhalf|anderhalve|tweeenhalf|tweeenhalve|half|halve|" + "|".join(_LONGEST_FIRST) + ")"
UNIT = r"(?:werkdag(?:en)?|dag(?:en)?|week|weken|maand(?:en)?|kwartaal|kwartalen|halfjaar|jaar|jaren|decennium|decennia)"
SPAN = rf"(?:{NUMBER} {UNIT}(?:(?:,| en|, en)? {NUMBER} {UNIT}){{0,2}})"

_DAYS_IN_UNIT = {"dag": 1, "week": 7}
_MONTHS_IN_UNIT = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12, "decennium": 120}
_SINGULAR = {
    "dagen": "dag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand", "kwartalen": "kwartaal", "jaren": "jaar",
    "decennia": "decennium",
}  # fmt: skip
_ONE_SPAN = re.compile(rf"({NUMBER}) ({UNIT})")


_PLAIN = {
    "é": "e", "è": "e", "ë": "e", "ó": "o", "É": "E", "Ë": "E", "Ó": "O", "İ": "I",
    "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
}  # fmt: skip
_PIECE = 1 << 8  # characters; most such pieces are ASCII throughout, which `str.lower` does at a stroke


def plain(text: str) -> str:
    """Write "vóór" as "voor", and quotes and dashes of every kind as one kind, so that a rule needs one spelling. Keeps the length."""
    for fancy, simple in _PLAIN.items():
        # Some fifteen searches for one character: ten times as fast as `str.translate` on a text that is not ASCII.
        text = text.replace(fancy, simple)
    return text


def lower(text: str) -> str:
    """Write a text in lower case, piece by piece: at once, `str.lower` takes twelve bytes of memory for each character."""
    return "".join(text[start : start + _PIECE].lower() for start in range(0, len(text), _PIECE))


def month_number(word: str) -> int:
    """Give the number of a month, 1 to 12, from its name or a shortening of at least three letters."""
    return _MONTH_NUMBER[word[:3]]


def month_name(number: int) -> str:
    return _MONTH_NAMES[number - 1]


def weekday_number(word: str) -> int:
    """Give the number of a weekday, Monday 0."""
    return next(i for i, name in enumerate(_WEEKDAY_NAMES) if name[:2] == word[:2])


def ordinal_number(word: str) -> int:
    """Read "eerste", "1e", "22ste" or "3" as a number; "laatste" is -1."""
    if word == "laatste":
        return -1
    digits = _DIGITS.match(word)
    return int(digits[0]) if digits else _IN_WORDS[word]


def _number(word: str) -> Fraction:
    if word[0].isdigit():
        return Fraction(word.replace(",", "."))
    if word.startswith(("anderhal", "tweeenhal")):
        return Fraction(3 if word[0] == "a" else 5, 2)
    if "half" in word or "halve" in word:
        return Fraction(1, 2)
    return Fraction(_CARDINALS[word])


_DAY_IN_LIST = re.compile(rf"{DIGIT_DAY}(?: ?(?:e|ste|de)\b)?|\b{ORDINAL}\b")


@lru_cache(maxsize=1 << 10)
def day_places(words: str) -> tuple[tuple[int, int], ...]:
    """Where the days stand in "8 en 9" or "7, 8 en 9": start and end. Asked again and again for the same few words."""
    return tuple(m.span() for m in _DAY_IN_LIST.finditer(words))


def days_listed(words: str) -> list[int]:
    """Read the days in "8 en 9" or "7, 8 en 9"."""
    return [ordinal_number(words[a:b]) for a, b in day_places(words)]


def year_number(word: str) -> int:
    """Read a year of four digits, or in words."""
    if word.isdigit():
        return int(word)
    hundreds, rest = next((n, word.removeprefix(start).removeprefix("honderd")) for start, n in _HUNDREDS.items() if word.startswith(start))
    return hundreds + _CARDINALS[rest.strip().removeprefix("en ")]


_HUNDREDS = {"zeventien": 1700, "achttien": 1800, "negentien": 1900, "tweeduizend": 2000}


def span_length(words: str) -> tuple[int, int, int, str]:
    """Measure "anderhalf jaar" or "1 maand en 21 dagen": months, days, working days, and the finest unit named (singular).

    Half a month is fifteen days, half a week four: where usage differs the longer is taken.
    """
    months, days, working = Fraction(0), Fraction(0), Fraction(0)
    unit = "dag"
    for number, word in _ONE_SPAN.findall(words):
        unit = _SINGULAR.get(word, word)
        n = _number(number)
        if unit in _MONTHS_IN_UNIT:
            months += n * _MONTHS_IN_UNIT[unit]
        elif unit == "werkdag":
            working += n
        else:
            days += n * _DAYS_IN_UNIT[unit]
    days += (months % 1) * 30
    return int(months), -int(-days // 1), -int(-working // 1), unit
