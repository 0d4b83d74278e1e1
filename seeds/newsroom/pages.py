"""The newsroom's HTML: each outlet dresses its pages, and dates them, in its own way. Not its feeds."""

import json
from collections.abc import Sequence
from html import escape
from string import Template

from seeds.newsroom.stories import HERE, Outlet, Story

PAYWALLED = """<div class="paywall-box" id="subscribe"><h3>This article is for subscribers</h3>
<p>Subscribe to continue reading. Already a subscriber? <a href="#login">Log in</a></p></div>"""


def article_page(story: Story, others: Sequence[Story], base_url: str) -> str:
    """The page of one story; `others`: stories of the same outlet to link to."""
    url = base_url + story.path
    return _template(story.outlet.id).substitute(
        lang=story.language,
        dir="rtl" if story.language == "ar" else "ltr",
        url=escape(url),
        home=f"/{story.outlet.id}/",
        outlet=escape(story.outlet.name),
        tagline=escape(story.outlet.tagline),
        title=escape(story.page_title),
        summary=escape(story.summary),
        section=escape(story.section),
        author=escape(", ".join(story.authors)),
        published=story.published.isoformat(),
        updated=story.updated.isoformat(),
        clock=f"{story.published:%H:%M}",
        json_ld=_json_ld(story, url),
        body=_body(story),
        related=_links(others),
    )


def home_page(outlet: Outlet, stories: Sequence[Story]) -> str:
    return (
        f'<!doctype html><html lang="{outlet.language}"><head><meta charset="utf-8"><title>{escape(outlet.name)}</title>'
        f'<link rel="alternate" href="/{outlet.id}/{escape(outlet.feed_file)}"></head>'
        f"<body><h1>{escape(outlet.name)}</h1><p>{escape(outlet.tagline)}</p><ul>{_links(stories)}</ul></body></html>"
    )


def front_page(outlets: Sequence[Outlet]) -> str:
    """The server's own root: which outlets it serves."""
    links = "".join(f'<li><a href="/{o.id}/">{escape(o.name)}</a></li>' for o in outlets)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The demo newsroom</title></head>'
        f"<body><h1>The demo newsroom</h1><p>Every outlet here is invented.</p><ul>{links}</ul></body></html>"
    )


def missing_page() -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>404 Not Found</title></head>'
        "<body><h1>Not Found</h1><p>There is no page at this address.</p></body></html>"
    )


def _template(outlet_id: str) -> Template:
    return Template((HERE / "templates" / f"{outlet_id}.html").read_text(encoding="utf-8"))


def _body(story: Story) -> str:
    blocks = [_block(part) for part in story.body]
    return "\n".join([*blocks, PAYWALLED] if story.kind == "paywall" else blocks)


def _block(part: str) -> str:
    text = " ".join(part.split())
    if text.startswith("## "):
        return f"<h2>{escape(text[3:], quote=False)}</h2>"
    if text.startswith("> "):
        return f"<blockquote><p>{escape(text[2:], quote=False)}</p></blockquote>"
    return f"<p>{escape(text, quote=False)}</p>"


def _links(stories: Sequence[Story]) -> str:
    return "".join(f'<li><a href="{escape(s.path)}">{escape(s.title)}</a></li>' for s in stories)


def _json_ld(story: Story, url: str) -> str:
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.page_title,
        "description": story.summary,
        "inLanguage": story.language,
        "mainEntityOfPage": url,
        "datePublished": story.published.isoformat(),
        "dateModified": story.updated.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet.name},
        "isAccessibleForFree": story.kind != "paywall",
    }
    return json.dumps(record, ensure_ascii=False, indent=1).replace("</", "<\\/")
