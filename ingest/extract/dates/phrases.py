"""The words by which pages tell one date from another, and the names of the elements that hold them. Tables, and one look."""

import re
from functools import lru_cache
from typing import Literal

Meaning = Literal["published", "modified", "other"]

_MADE_FOR_DATES = (
    "date", "datum", "time", "publi", "posted", "byline", "fecha", "fech", "creat", "stamp", "issued", "erschien", "parution",
)  # fmt: skip
_MADE_FOR_DATES_WHOLE = re.compile(r"(?<![a-z])(?:meta(?!l)|info)")
_OF_OTHERS = (
    "related", "sidebar", "recommend", "newsletter", "promo", "teaser", "popular", "trending", "latest", "most-read", "mostread",
    "ticker", "weather", "calendar", "archive-list", "copyright", "disclaimer", "menu", "footer", "more-news", "more-stories",
    "read-more", "readmore", "widget", "carousel", "slider", "banner", "cookie", "consent", "modal", "popup", "forum-sig",
)  # fmt: skip
_OF_ANOTHER_PIECE = re.compile(
    r"(?<![a-zA-Z])(?:comments?|events?)(?![a-z])|related|recommend|popular|trending|most-?read|recent|latest|teaser-?list",
    re.IGNORECASE,
)
_OF_OTHERS_WHOLE = re.compile(r"(?<![a-zA-Z])(?:comments?|events?|ads?)(?![a-z])|(?<![a-z])nav", re.IGNORECASE)

_MODIFIED = (
    "updated", "update", "uppfært", "akt.:", "stand:", "stand ", "modified", "revised", "edited", "changed",
    "aktualisiert", "geändert", "bearbeitet", "actualizad", "modificad", "mis à jour", "mise à jour", "màj",
    "modifié", "actualisé", "atualizad", "aggiornat", "modificat", "bijgewerkt", "gewijzigd", "обновлен", "обновлён",
    "изменен", "изменён", "оновлен", "змінен", "zaktualiz", "aktualiz", "güncelle", "frissít", "päivitet",
    "oppdater", "opdater", "uppdater", "ændret", "endret", "ändrad", "ενημέρωση", "ενημερώθηκε", "עודכן", "עדכון",
    "تحديث", "به‌روز", "بروزرسانی", "更新", "修改", "수정", "업데이트", "cập nhật", "diperbarui", "kemas kini", "अपडेट",
    "অপডেট", "আপডেট", "apdeyt", "imesasishwa", "przebudow", "izmijenj", "ažuriran", "posodobljen", "uuendatud",
    "muutettu",
)  # fmt: skip
_PUBLISHED = (
    "publi", "posted", "created", "issued", "released", "veröffentlicht", "erschienen", "erstellt", "pubblicat",
    "gepubliceerd", "geplaatst", "опублік", "опубликов", "opublikow", "yayın", "giriş", "megjelen", "julkaistu",
    "δημοσ", "פורסם", "نشر", "انتشار", "公開", "掲載", "发布", "發布", "發佈", "发表", "發表", "입력", "등록", "đăng", "tayang",
    "diterbitkan", "प्रकाशित", "প্রকাশ", "objavljen", "creado", "avaldatud", "paskelbt", "ievietots", "birtist",
)  # fmt: skip
_OTHER = (
    "copyright", "©", "version", "born", "geboren", "deadline", "expires", "valid until", "gültig bis",
    "anmeldeschluss", "accessed", "retrieved", "abgerufen", "joined", "member since", "registriert", "mitglied seit",
    "event date", "when:", "wann:", "release date:", "isbn", "today is", "heute ist", "bis zum", "join date",
    "beigetreten",
    "effective", "founded", "gegründet", "fondé", "fundad", "основан", "established", "apply by", "start date", "starts on",
    "begins on", "termin:", "beginn:", "einsendeschluss", "in kraft", "in force", "entrée en vigueur",
)  # fmt: skip


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)


_TABLE: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    ("modified", _any(_MODIFIED)),
    ("published", _any(_PUBLISHED)),
    ("other", _any(_OTHER)),
)


def meaning(before: str, after: str) -> Meaning | None:
    """What the words right before a date call it, the nearest of them; else those after it ("7 March (updated)")."""
    said = [(match.end(), name) for name, words in _TABLE for match in words.finditer(before)]
    if said:
        return max(said)[1]
    return next((name for name, words in _TABLE if words.search(after.split("\n")[0])), None)


@lru_cache(maxsize=8192)  # an outlet's pages are made of the same few names
def is_made_for_dates(names: str) -> bool:
    """Whether an element with these names (class, id, itemprop) holds dates or bylines."""
    low = names.lower()
    return any(word in low for word in _MADE_FOR_DATES) or bool(_MADE_FOR_DATES_WHOLE.search(low))


@lru_cache(maxsize=8192)
def is_of_others(names: str) -> bool:
    """Whether an element with these names holds what is not of this piece: comments, other pieces, menus."""
    low = names.lower()
    return any(word in low for word in _OF_OTHERS) or bool(_OF_OTHERS_WHOLE.search(names))


@lru_cache(maxsize=8192)
def is_of_another_piece(names: str) -> bool:
    """Whether an element with these names can only hold comments and other pieces."""
    return bool(_OF_ANOTHER_PIECE.search(names))
