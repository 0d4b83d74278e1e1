"""Names of months in the languages that news feeds write them in, and of time zones. Tables only."""

_MONTH_NAMES = """
jan january januar janvier enero janeiro gennaio januari ocak janvāris styczeń stycznia январь января янв січень січня ene gen يناير جانفي ژانویه leden ledna 1月
feb february februar février fevrier fév fevr févr febrero fevereiro febbraio februari şubat luty lutego февраль февраля фев лютий лютого fev شباط فبراير únor února
mar march märz maerz mrz mars marzo março marco maart maret mart marzec marca март марта мар березень березня mac آذار مارس březen března mrt
apr april avril abril aprile nisan kwiecień kwietnia апрель апреля апр квітень квітня avr abr نيسان أبريل ابريل duben dubna
may mai mayo maio maggio mei mayıs maj maja май мая травень травня mag أيار ايار مايو květen května
jun june juni juin junio junho giugno haziran czerwiec czerwca июнь июня июн червень червня giu حزيران يونيو červen června
jul july juli juillet julio julho luglio temmuz lipiec lipca июль июля июл липень липня juil lug تموز يوليو červenec července
aug august août aout agosto augustus agustus ağustos sierpień sierpnia август августа авг серпень серпня ago agu آب أغسطس اغسطس srpen srpna
sep sept september septembre septiembre setembro settembre eylül wrzesień września сентябрь сентября сен сент вересень вересня set أيلول ايلول سبتمبر září
oct october oktober okt octobre octubre outubro ottobre ekim październik października октябрь октября окт жовтень жовтня out ott أكتوبر اكتوبر říjen října
nov november novembre noviembre novembro kasım listopad listopada ноябрь ноября ноя листопада نوفمبر listopadu
dec december dezember dez décembre decembre déc diciembre dezembro dicembre desember aralık grudzień grudnia декабрь декабря дек грудень грудня dic des ديسمبر prosinec prosince
"""  # noqa: E501

MONTHS: dict[str, int] = {
    name.casefold(): number for number, line in enumerate(_MONTH_NAMES.split("\n")[1:13], 1) for name in line.split()
}
"""Casefolded name → month, 1 to 12."""

# RFC 822 gives EST … PDT; the others are in use in one place only. Minutes east of UTC.
ZONES: dict[str, int] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "NDT": -150,
    "BRT": -180, "ART": -180, "CLT": -240, "COT": -300, "PET": -300, "VET": -240,
    "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180,
    "SAST": 120, "CAT": 120, "EAT": 180, "WAT": 60, "IDT": 180, "IRST": 210, "AFT": 270, "PKT": 300, "NPT": 345,
    "WIB": 420, "WITA": 480, "WIT": 540, "ICT": 420, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip

AMBIGUOUS_ZONES = frozenset({"IST", "BST", "AST", "ADT", "GST", "SST", "AMT", "WST", "ECT", "MMT", "BT", "NST"})
"""In use in more than one place: India, Israel and Ireland; Britain and Bangladesh; the Atlantic and Arabia…"""
