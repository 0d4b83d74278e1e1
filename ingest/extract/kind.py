"""What sort of page this is, from what it declares and how it is built. Not whether it is an article at all (`refusals`). Where
signs are few it is an article: one with a film or a row of pictures in it is still one."""

import re
from urllib.parse import urlsplit

from lxml.etree import XPath

from ingest.extract import phrases
from ingest.extract.guard import number
from ingest.extract.seen import Seen
from ingest.model import PageKind
from ingest.text import fold, words

SHORT = 60  # words; a text of fewer is marked, never dropped, and a flash where that is the whole report
_ENTRIES = 5  # so many times of day make a live blog of a page that is called one
_FILM_WORDS = 150  # more are an article with a film in it
_FILM_AND_NOTHING_ELSE_WORDS = 400
_MORE = 1.5  # times the words of a flash that the page may say it has, its tags and credits counted
_PICTURES = 5
_TITLE_MAX, _END = 300, 60
_CAPTION_WORDS = 45  # for each picture of a gallery, on average
_UNDECLARED_WORDS = 300  # no gallery is looked for in a longer text that does not call itself one

_LIVE_CLASSES = ("liveblog", "live-blog", "live_blog", "liveBlog", "liveticker", "live-ticker")
_LIVE_MARKS = (b"LiveBlogPosting", *(name.encode() for name in _LIVE_CLASSES))
_CLOCK = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?!\d|[.,]\d)")
_TIME_OF_DAY = re.compile(r"(?:^|[T\s,(|])(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?![\d.])")
_COUNTER = re.compile(rb">\s{0,40}(\d{1,3})\s{0,40}(?:/|[A-Za-z\xc0-\xff]{1,6}\s)\s{0,40}(\d{1,3})\s{0,40}<")
_WHOLE = re.compile(r"[.!?。！？।۔؟։።]\W*(?:\([^()]{2,20}\)\W*)?$")

_is_live_item = XPath("boolean(//*[contains(@itemtype, 'LiveBlogPosting')])")
_live_parts = XPath("count(//*[" + " or ".join(f"contains(@class, '{mark}')" for mark in _LIVE_CLASSES) + "])")
# A picture in a link leads to another page, unless the link is the same picture, larger.
_ENLARGED = "contains(@href, '.jp') or contains(@href, '.png') or contains(@href, '.webp') or starts-with(@href, '#')"
_ELSEWHERE = (
    f"ancestor::nav or ancestor::aside or ancestor::header or ancestor::footer or ancestor::a[not({_ENLARGED})]"
)
_pictures = XPath(f"count(//img[not({_ELSEWHERE})])")
_players = XPath(
    "boolean(//video | //iframe[contains(@src, 'youtube') or contains(@src, 'vimeo') or contains(@src, 'dailymotion')] | "
    "//*[contains(@class, 'video-player') or contains(@class, 'videoplayer') or contains(@class, 'jwplayer')])"
)


def kind(seen: Seen, text: str, word_count: int) -> PageKind:
    """An article, a flash of very few words, a live blog, a gallery or a video page."""
    if _is_live_blog(seen, text):
        return "live_blog"
    if _is_video(seen, word_count):
        return "video"
    if _is_gallery(seen, word_count):
        return "gallery"
    return "flash" if _is_flash(seen, text, word_count) else "article"


def _is_live_blog(seen: Seen, text: str) -> bool:
    """One that says so in JSON-LD; or bears many times of day and says so in its address, title, classes or microdata."""
    if "LiveBlogPosting" in seen.linked.kinds:
        return True
    if _times(seen, text) < _ENTRIES:
        return False
    if phrases.LIVE_ADDRESS.search(_path(seen)) or phrases.LIVE_TITLE.search(
        fold((seen.head.title or "")[:_TITLE_MAX])
    ):
        return True
    is_marked = any(mark in seen.page.html for mark in _LIVE_MARKS)  # fast, and nearly always False
    return is_marked and (bool(_is_live_item(seen.tree)) or number(_live_parts, seen.tree) >= _ENTRIES)


def _times(seen: Seen, text: str) -> int:
    """Different times of day at the head of a paragraph or in <time>."""
    stated = {
        said
        for time in seen.head.times
        if _TIME_OF_DAY.search(said := time.get("datetime") or time.text_content().strip())
    }
    told = {clock[0] for line in text.split("\n") if (clock := _CLOCK.match(line))}
    return max(len(stated), len(told))


def _is_video(seen: Seen, word_count: int) -> bool:
    """The film is the thing and the words describe it. An article declares itself, and has more words."""
    if word_count > _FILM_AND_NOTHING_ELSE_WORDS:
        return False
    is_typed = (seen.head.first("og:type") or "").lower().startswith("video")
    is_item = "VideoObject" in seen.linked.kinds and not seen.linked.is_article
    is_addressed = bool(phrases.VIDEO_ADDRESS.search(_path(seen)))
    if sum((is_typed, is_item, is_addressed)) > 1:
        return True
    if word_count > _FILM_WORDS:
        return False
    return is_typed or is_item or (is_addressed and bool(_players(seen.tree)))


def _is_gallery(seen: Seen, word_count: int) -> bool:
    """Pictures with captions and little else: one that is declared or addressed as such, or that numbers its pictures. Rows of
    pictures alone say nothing: most are teasers of other pages."""
    types = {"ImageGallery", "MediaGallery"} & seen.linked.kinds
    if types or phrases.GALLERY_ADDRESS.search(_path(seen)):
        pictures = max(number(_pictures, seen.tree), _counted(seen.page.html))
    else:
        counted = _counted(seen.page.html) if word_count < _UNDECLARED_WORDS else 0
        pictures = min(counted, number(_pictures, seen.tree)) if counted >= _PICTURES else 0
    return pictures >= _PICTURES and word_count < _CAPTION_WORDS * pictures


def _counted(html: bytes) -> int:
    """How many pictures are numbered: "1 / 24", "2 / 24" and so on."""
    places: dict[bytes, set[bytes]] = {}
    for place, total in _COUNTER.findall(html):
        if 0 < int(place) <= int(total):
            places.setdefault(total, set()).add(place)
    return max((len(found) for found in places.values()), default=0)


def _is_flash(seen: Seen, text: str, word_count: int) -> bool:
    """A short report that is whole: it ends as a sentence does, and nothing says that there is more of it."""
    linked = seen.linked
    if (
        word_count >= SHORT
        or linked.is_free is False
        or not (linked.is_article or seen.head.first("og:type") == "article")
    ):
        return False
    said = max(linked.word_count or 0, len(words(linked.body or "")), len(words(linked.description or "")))
    return (
        bool(_WHOLE.search(text[-_END:])) and not phrases.CUT.search(fold(text[-_END:])) and said <= _MORE * word_count
    )


def _path(seen: Seen) -> str:
    return fold(urlsplit(seen.page.url).path)
