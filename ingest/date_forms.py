"""How news writes dates: the words and patterns. Not for what days they mean: that is `ingest.dates`."""

import re

from ingest import feasts

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier", "february feb febrero février fevrier", "march mar marzo mars",
            "april apr abril avril", "may mayo mai", "june jun junio juin", "july jul julio juillet",
            "august aug agosto août aout", "september sept sep septiembre septembre", "october oct octubre octobre",
            "november nov noviembre novembre", "december dec diciembre décembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lunes lundi اثنين", "tuesday tue tues martes mardi ثلاثاء",
            "wednesday wed miércoles miercoles mercredi أربعاء", "thursday thu thur thurs jueves jeudi خميس",
            "friday fri viernes vendredi جمعة", "saturday sat sábado sabado samedi سبت", "sunday sun domingo dimanche أحد",
        )
    )
    for name in names.split()
}  # fmt: skip
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL = {word: number for number, word in enumerate(_SPELLED, start=1)}
SMALL |= {"a": 1, "an": 1, "few": 3, "couple of": 2, "a couple of": 2, "a few": 3, "several": 3}

COUNTS = ("a", "an", *_SPELLED)
"""Words that count days, for patterns."""

NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}

_MONTH = (
    r"(?P<month{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_MONTH_ABROAD = (
    r"(?P<month{0}>enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
_WEEKDAY_ABROAD = (
    r"(?P<weekday_abroad>lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|(?:ال)?(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد))\b"
)
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d|'\d\d|\d\d(?=\s{{0,2}}(?:\(|--|$))|(?:last|this)\s{{1,4}}year)"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_NO_DAY = r"(?!\w|\.?\s{1,4}[0-3]?\d(?:st|nd|rd|th)?\b)"
_NO_COUNT = r"\d{1,2}\s{0,3}(?:[.,;)]|$|(?:in|at|near|by|when|as|after|that|which|during)\b)"
"""What a number is that "and" joins to a day, and no people or things: "on March 7 and 8 in Homs"."""
_COUNT = r"(?P<{0}>\d{{1,3}}|a couple of|couple of|a few|few|several|" + "|".join(_SPELLED) + "|an|a)"
SPACE = r"\s{1,4}"


def _with_year(pattern: str, name: str, joint: str = r",?\s{1,4}(?:of\s{1,4})?") -> str:
    return pattern + rf"(?:{joint}" + _YEAR.format(name) + r"\b)?"


_FORMS = (
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b",
    _with_year(
        rf"(?:between{SPACE})?" + _DAY.format("_r1") + r"\s{0,3}(?:-|–|and|to)\s{0,3}" + _DAY.format("_r2")
        + rf"{SPACE}(?:of{SPACE})?" + _MONTH.format("_r") + r"\b",
        "_r",
    ),
    _with_year(_DAY.format("_dm") + rf"{SPACE}(?:of{SPACE}|de{SPACE})?" + _MONTH.format("_dm") + r"(?!\w)", "_dm"),
    _with_year(
        _DAY.format("_es") + rf"(?:er)?{SPACE}(?:de{SPACE})?" + _MONTH_ABROAD.format("_es") + r"\b",
        "_es",
        r"\s{1,4}(?:de\s{1,4})?",
    ),
    _with_year(
        _MONTH.format("_mr") + SPACE + _DAY.format("_mr1")
        + rf"(?:\s{{0,3}}(?:-|–|to|through)\s{{0,3}}|{SPACE}and{SPACE}(?={_NO_COUNT}))"
        + _DAY.format("_mr2") + r"\b(?![:-])",
        "_mr",
    ),
    _with_year(
        rf"between{SPACE}" + _MONTH.format("_mb") + SPACE + _DAY.format("_mb1") + rf"{SPACE}and{SPACE}"
        + _DAY.format("_mb2") + rf"\b(?![:-]|{SPACE}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        "_mb",
    ),
    _with_year(_MONTH.format("_md") + SPACE + _DAY.format("_md") + r"\b(?!:\d)", "_md", r"(?:,\s{0,3}|\s{1,4}(?:of\s{1,4})?)"),
    r"(?P<numeric>[01]?\d/[0-3]?\d/(?:(?:19|20)?\d\d))\b",
    rf"(?P<before_yesterday>(?:the{SPACE})?day{SPACE}before{SPACE}yesterday|night{SPACE}before{SPACE}last)",
    r"(?P<yesterday>yesterday|ayer\b|hier\b|أمس)",
    rf"(?P<last_night>last{SPACE}night|last{SPACE}evening|anoche)",
    rf"(?P<overnight>overnight)(?!{SPACE}(?:(?:into|to|on|from|between){SPACE})?(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    rf"(?P<today>today|tonight|this{SPACE}(?:morning|afternoon|evening)|hoy\b|aujourd'hui|اليوم)",
    rf"(?P<early_part>early{SPACE}(?:this|in{SPACE}the){SPACE}morning)",
    _COUNT.format("ago") + rf"{SPACE}(?P<ago_unit>day|week|fortnight|month|year)s?{SPACE}(?:ago|earlier)",
    rf"(?:(?:over|in|during|within|for){SPACE})?(?:the{SPACE})?(?:past|last|previous){SPACE}"
    + _COUNT.format("span") + rf"{SPACE}(?P<span_unit>hour|day|week|month|year)s?",
    rf"(?:in|over|within|during){SPACE}(?:the{SPACE}space{SPACE}of{SPACE}|just{SPACE}|only{SPACE}|barely{SPACE}|under{SPACE})?"
    + _COUNT.format("within") + rf"{SPACE}(?P<within_unit>hour|day|week)s\b(?!'|’|{SPACE}time\b)",
    rf"(?P<earlier>earlier|late|later|early){SPACE}(?:this|last){SPACE}(?P<earlier_unit>week|month|year)",
    rf"(?P<which>this|last|past|the{SPACE}past){SPACE}(?P<which_unit>weekend|week|month|year)\b",
    rf"(?:at|over|during){SPACE}the{SPACE}(?:long{SPACE}|holiday{SPACE})?(?P<weekend>weekend)\b",
    rf"(?P<weekend_of>weekend)(?={SPACE}(?:shootings?|attacks?|violence|bombings?|clashes|killings?|murders?|slayings?|raids?|strikes?|riots?)\b)",
    _with_year(rf"(?P<feast>{feasts.NAMES.replace(' ', SPACE)})(?P<about>{SPACE}weekend)?\b", "_f"),
    rf"since{SPACE}the{SPACE}(?:beginning|start){SPACE}of{SPACE}(?:(?P<begun>(?:19|20)\d\d)|(?:the|this){SPACE}(?P<year_begun>year))\b",
    rf"(?:between|from){SPACE}(?P<since_year>(?:19|20)\d\d){SPACE}(?:and|to|through|until){SPACE}(?P<till_year>(?:19|20)\d\d)\b",
    _with_year(rf"(?:between|from|in){SPACE}(?:early{SPACE}|late{SPACE}|mid-)?" + _MONTH.format("_first"), "_first")
    + rf"{SPACE}(?:and|to|through|until){SPACE}(?:early{SPACE}|late{SPACE}|mid-)?"
    + _with_year(_MONTH.format("_last") + _NO_DAY, "_last"),
    rf"(?:overnight{SPACE}(?:(?:(?P<into>into|to)|on){SPACE})?)?(?P<last_weekday>last{SPACE})?\b" + _WEEKDAY
    + rf"\b(?P<week_before>{SPACE}(?:of{SPACE})?last{SPACE}week)?\b",
    _WEEKDAY_ABROAD,
    r"(?P<two_days>خلال\s{1,4}(?:ال)?يومين|en (?:los últimos )?dos días|en deux jours|ces deux derniers jours)",
    _with_year(
        rf"(?:the{SPACE})?(?P<nth>{'|'.join(NTH)}){SPACE}(?:" + _COUNT.format("nth_count")
        + rf"{SPACE})?(?P<nth_unit>day|week)s?{SPACE}of{SPACE}" + _MONTH.format("_n") + _NO_DAY,
        "_n",
    ),
    _with_year(
        rf"(?:(?P<part>early|late|mid|(?:the{SPACE})?(?:beginning|start|middle|end){SPACE}of)|in|since|during|of"
        r"|(?P<last_month>last|this\s{1,3}past))[\s-]{1,3}" + _MONTH.format("_m") + _NO_DAY,
        "_m",
    ),
    rf"the{SPACE}(?P<year_of>(?:19|20)\d\d)\b(?={SPACE}(?:[\w'-]{{1,20}}{SPACE}){{0,4}}(?:attacks?|bombings?|blasts?|massacres?|killings?"
    r"|murders?|shootings?|assassinations?|slayings?|coup|genocide|siege|raids?|kidnappings?|abductions?|clashes|riots?|ambush|war)\b)",
    rf"(?:in|since|during|of){SPACE}(?P<year_only>(?:19|20)\d\d|1[6-8]\d\d(?!{SPACE}(?:people|persons)))\b",
)  # fmt: skip
_BEGINS = (
    r"(?=\d|'|a(?:pr|t\s|ug|vr|br|go|oû|uj|yer|noche|n?\s|\sfew|\scouple)|b(?:etween|oxing|eginning)|c(?:ouple|hris)|d(?:ay|ec|ic|uring|im|omi|éc)"
    r"|e(?:arl|aster|ight|leven|nero|nd?\s)|f(?:ather|eb|i(?:rst|nal|ve)|r(?:i|om)|ew|our|or\s|év|ev)|good|h(?:all|ier|oly|oy)|in[\s-]"
    r"|j(?:an|u|ou|ue|eu)|l(?:abor|ast|ate|un)"
    r"|m(?:a|on|id|i[eé]|e[mr]|lk)|n(?:ew\s|ov|ight|ine)|o(?:ct|f[\s-]|n\schr|ne|ver)|p(?:alm|ast|re[sv])|s(?:ab|at|e[cpv]|tart|i[xn]|un|á|am|everal)"
    r"|t(?:h|o[dn]|ue|wo|en|welve)|v(?:al|en|ie)|w(?:ed|eekend|ithin)|y|[^\x00-\x7f])"
)
"""What any of the forms begins with: one quick look, instead of twenty slow ones, at every word that is no date."""
PATTERN = re.compile(r"(?<![^\W_])" + _BEGINS + "(?:" + "|".join(_FORMS) + ")")
"""In lower case: a search that need not think of capitals takes little more than half as long."""

LASTING = re.compile(
    rf"(?:the{SPACE})?past{SPACE}(?:week|month|year)\b|"
    rf"(?:(?:over|in|during|within|for){SPACE})?(?:(?:the|just|only|barely|under){SPACE})?(?:(?:past|last|previous){SPACE})?"
    + _COUNT.format("lasting") + rf"{SPACE}(?:hour|day|week|month|year)s\b(?!{SPACE}(?:ago|earlier))",
    re.IGNORECASE,
)  # fmt: skip

_UNITS = ("hour", "day", "week", "weekend", "fortnight", "month", "year", "night", "evening", "morning", "afternoon")
_DAYS = ("today", "tonight", "yesterday", "overnight", "ayer", "anoche", "hier", "hoy", "aujourd", "jours")
_WEEKDAY_STEMS = ("mon", "tue", "tues", "wed", "wednes", "thu", "thur", "thurs", "fri", "sat", "satur", "sun")
TELLING = frozenset(
    word + ending
    for word in (
        *MONTHS,
        *WEEKDAYS,
        *_UNITS,
        "eve",
        "christmas",
        "easter",
        "halloween",
        "juneteenth",
        "thanksgiving",
        *_DAYS,
        *_WEEKDAY_STEMS,
        *(f"{stem}day" for stem in _WEEKDAY_STEMS),
    )
    for ending in ("", "s")
)
"""Words of which every date in plain letters has one, unless it is written in figures alone."""
FIGURES = re.compile(r"\d/\d|\d{4}")
