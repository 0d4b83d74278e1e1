"""What the names of an element (class and id) say of its part on the page. No element is looked at here."""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["", "beside", "minor", "apart", "talk"]
"""beside: by its names navigation, advertising, sharing, other articles…; minor: so only where it holds little; apart: set apart
by its tag, its role or its style, whatever its names; talk: readers' comments."""

Claim: TypeAlias = Literal[0, 1, 2, 3]
"""How strongly markup says "the article is in here": 1 `<main>`, 2 `<article>` or a telling name, 3 schema.org's articleBody."""

# What blog software says of an article's subject: "category-comment" is an opinion piece.
_FILED_UNDER = re.compile(r"\b(?:category|tag|format|status|type)-[\w-]+|\b(?:no|without)-sidebar\b")
_LONGEST = 300  # characters of names that are looked at: a hostile page may have megabytes

_TALK = re.compile(
    r"(?:^|[^a-z])(?:comments?(?![a-z])|disqus|comentarios|kommentare?|commentaires?|respond|replies|nocomments|akismet)"
    r"|[a-z]comments?(?:list|section|area|wrap|box)"
)
_BESIDE = re.compile(
    r"""(?:^|[\s_-])(?:
        ads?|adv|adsense|adunit|advert\w*|sponsor\w*|promo\w*|banner|outbrain|taboola|criteo|(?<!elementor-)widget
        |nav\w*|subnav|menu|foot|sidebar|side-bar|aside|toolbar|skip-?link|toc|next|prev|previous|pagination|pager
        |share\w*|sociable|follow|subscri\w*|signup|sign-up|login|register|donat\w*
        |cookie\w*|consent|gdpr|modal|popup|overlay|disclaimer|(?<!label-)(?<!label--)hidden|hide|sr-only|screen-reader\w*|visually-?hidden
        |recommend\w*|more-on|most-?(?:read|popular)|popular|trending|teasers?|read-?(?:more|also|next)|also-?read|see-?also
        |tags?|tag-?list|taglist|keywords|topics|author\w*|bio|meta|metadata|timestamp|rating|user-?(?:info|profile)
        |credits?|copyright|gallery|slide\w*|carousel|embed\w*|attachment|print|noprint|expand|options|infobox
        |citations?|references
    )(?=$|[\s_-]|\d)
    |caption|related|newsletter|breadcrumb|sidebar|outbrain|taboola|cookie|social|sharing|byline|footer|most-?popular
    |[a-z]share(?![a-z])""",
    re.VERBOSE,
)
_MINOR = re.compile(
    r"""(?:^|[\s_-])(?:
        img|photos?|pics?|picture|fotos?|bild|figure|video|player|media|podcast|audio|icon|logo|avatar|profile|label|badge
        |cta|whatsapp|telegram|app|notice|alert|tooltip|poll|quiz|survey|search|counter|views|partner|affiliate
        |kicker|eyebrow|reading-?time|date|time|datetime|published|premium|abo|paywall-?(?:box|notice)|quote-source
        |links|crosslink|inline-?links?|linklist|list-?links|article-?list|post-?list|news-?list|headlines|latest
        |more|mehr|similar|suggest\w*|up-?next|read-?on|further
    )(?=$|[\s_-]|\d)
    |image|recirc|lightbox|[a-z](?:Image|Photo|Video|Player|Credit|Teaser|Promo|Related|Newsletter|Share|Social)""",
    re.VERBOSE,
)
_TEXT = re.compile(
    r"(?:article|story|post|entry|news|art|content|main|text|page|single|detail)s?[-_ ]{0,2}(?:body|content|text|copy|inner)"
    r"|articlebody|body-?(?:text|copy|content)|field-body|rich-?text|wpb_text_column|fulltext|postarea"
)


def part_of(names: str) -> tuple[Part, str]:
    """The part that an element with these names plays beside the article, and the word that says so; "" for none."""
    return _part_of(names[:_LONGEST])


def claim_of(names: str) -> Claim:
    """How strongly the names say that the article's text is in here."""
    return _claim_of(names[:_LONGEST])


# A publisher's pages bear the same few hundred names again and again. Patterns for lower case are twice as fast as ones for any.
@lru_cache(maxsize=8192)
def _part_of(names: str) -> tuple[Part, str]:
    names = _FILED_UNDER.sub("", names)
    lowered = names.lower()
    if found := _TALK.search(lowered):
        return "talk", found[0].strip(" _-")
    if found := _BESIDE.search(lowered):
        return "beside", found[0].strip(" _-")
    found = _MINOR.search(names)  # which looks at capitals: "imageTeaser"
    return ("minor", found[0].strip(" _-").lower()) if found else ("", "")


@lru_cache(maxsize=8192)
def _claim_of(names: str) -> Claim:
    lowered = names.lower()
    if "articlebody" in lowered:
        return 3
    return 2 if _TEXT.search(lowered) else 0
