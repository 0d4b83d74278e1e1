"""Small pages that bear no date of publication, with whatever else on a page looks like one, and their dated twins."""
# ruff: noqa: E501 - the markup of a page is easier to judge on one line

from dataclasses import dataclass

_LINE = (
    "The ferry company answers questions by telephone from Monday to Friday, and by letter whenever the office is open."
)
_TEXT = f"<p>{_LINE}</p><p>Tickets are sold on board. Dogs travel free, bicycles pay half, and groups of ten choose their seats.</p>"
_NEWS = (
    "<p>Fire destroyed two warehouses on the eastern quay, and smoke closed the coastal road, the harbour office said.</p>"
    "<p>Nobody was hurt. A watchman noticed flames shortly after three and called the brigade, which needed four hours.</p>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page of ours. `day`: the day of publication that it bears, None where it bears none."""

    name: str
    html: str
    url: str = "https://www.bayview-post.example/pages/about-us"
    day: str | None = None


def _page(title: str, body: str, *, lang: str = "en-GB", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><header><a href='/'>Bayview Post</a></header>{body}</body></html>"
    )


def _made(name: str, title: str, body: str, *, lang: str = "en-GB", head: str = "", url: str | None = None) -> Made:
    html = _page(title, body, lang=lang, head=head)
    return Made(name=name, html=html, url=url or f"https://www.bayview-post.example/pages/{name.replace(' ', '-')}")


def _article(title: str, inner: str = _TEXT, after: str = "", before: str = "") -> str:
    return f"<main>{before}<article><h1>{title}</h1>{inner}</article>{after}</main>"


_FOOTERS = (
    "<footer>© 2024 Bayview Post. All rights reserved.</footer>",
    "<footer><p>Copyright 1998-2025 Bayview Media Ltd</p></footer>",
    "<div class='copyright'>© 2011–2023 Bayview Post | Impressum | Datenschutz</div>",
    "<div id='bottom'>Site design 2019 by Ink &amp; Sons. Copyright (c) 2020.</div>",
    "<p class='legal'>Registered in 1987, company number 20190412.</p>",
)
_SIDEBARS = (
    "<aside><h3>Latest</h3><ul><li><a href='/a'>Old bridge reopens after repair</a> <time datetime='2025-03-07T09:15:00Z'>7 March</time></li>"
    "<li><a href='/b'>Drivers end their bus strike</a> <time datetime='2025-03-05T11:00:00Z'>5 March</time></li></ul></aside>",
    "<div class='sidebar'><div class='teaser'><a href='/a'>Old bridge reopens after repair</a><span class='date'>07.03.2025</span></div></div>",
    "<div class='related-stories'><a href='/a'>Old bridge reopens after repair</a><span class='post-date'>March 7, 2025</span></div>",
    "<section class='most-read'><ol><li><a href='/b'>Drivers end their bus strike</a> <span class='date'>5 Mar 2025</span></li>"
    "<li><a href='/a'>Old bridge reopens after repair</a> <span class='date'>7 Mar 2025</span></li></ol></section>",
    "<div class='widget recent-posts'><ul><li><a href='/a'>Old bridge reopens after repair</a> <span class='post-date'>7 March 2025</span></li></ul></div>",
    "<nav><ul><li><a href='/2025/03/'>March 2025</a></li><li><a href='/2025/02/'>February 2025</a></li></ul></nav>",
)
_COMMENTS = (
    "<section id='comments'><h2>2 comments</h2><div class='comment'><b>Ann</b> <time datetime='2025-03-09T10:00:00Z'>9 March 2025</time>"
    "<p>Thank you.</p></div><div class='comment'><b>Bo</b> <time datetime='2025-03-10T10:00:00Z'>10 March 2025</time><p>Yes.</p></div></section>",
    "<div class='comments-area'><ol class='comment-list'><li>Carl says: <span class='comment-date'>11/03/2025 at 14:05</span> <p>No.</p></li></ol></div>",
    "<div id='disqus_thread' class='comments'><span class='date'>12.03.2025 08:30</span> Dora: Well done.</div>",
)
_EVENTS = (
    "<p>The company was founded on 4 May 1921 by three brothers, who sold it on 17 June 1958 and never spoke of it again.</p>",
    "<p>On 12 September 2024 the council voted to keep the line, and the minister signed the order on 3 October 2024.</p>",
    "<p>The summer timetable is valid from 1 June 2025 to 30 September 2025, when the boats go back into the dock.</p>",
    "<p>Our chairman, born on 2 February 1950, has led the board since 2006 and will retire after the next assembly.</p>",
    "<p>El puente fue inaugurado el 14 de abril de 1999 y cerrado el 3 de julio de 2015 por orden del ayuntamiento.</p>",
    "<p>Die Brücke wurde am 14. April 1999 eröffnet und am 3. Juli 2015 auf Anordnung der Stadt wieder geschlossen.</p>",
    "<p>Le pont a été inauguré le 14 avril 1999 puis fermé le 3 juillet 2015 sur ordre de la mairie, sans explication.</p>",
    "<p>Мост открыли 14 апреля 1999 года, а 3 июля 2015 года закрыли по распоряжению городских властей на ремонт.</p>",
)
_RELATIVE = (
    "<p class='byline'>By Our Staff, 2 hours ago</p>",
    "<p class='meta'>Posted yesterday at 14:05</p>",
    "<div class='byline'>Updated daily</div>",
    "<p class='date'>vor 3 Stunden</p>",
    "<span class='time-ago'>hace 5 minutos</span>",
    "<p class='post-meta'>Published every Thursday</p>",
    "<p class='byline'>3 min read</p>",
    "<p class='meta'>Friday, 7 March</p>",
)
_ODD = (
    _made("phone numbers", "Call us", _article("Call us", "<p>Tel. 020.2025.0307 or 07-03-2025-11</p>" + _TEXT)),
    _made("version", "Reader app", _article("Reader app", "<p>Version 3.2.2025 for phones</p>" + _TEXT)),
    _made("price list", "Prices", _article("Prices", "<table><tr><td>12.05</td><td>20.25</td></tr></table>" + _TEXT)),
    _made("asset stamps", "Contact", _article("Contact"), head='<link rel="stylesheet" href="/css/site.css?v=20250307">'),
    _made("impossible meta", "Contact", _article("Contact"), head='<meta property="article:published_time" content="0001-01-01T00:00:00Z">'),
    _made("unix zero", "Contact", _article("Contact"), head='<meta name="pubdate" content="1970-01-01T00:00:00Z">'),
    _made("empty meta", "Contact", _article("Contact"), head='<meta property="article:published_time" content="">'),
    _made("template in meta", "Contact", _article("Contact"), head='<meta name="date" content="{{ page.date }}">'),
    _made("far future", "Contact", _article("Contact"), head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"Contact","datePublished":"2099-01-01"}</script>'),
    _made("json-ld without date", "Contact", _article("Contact"), head='<script type="application/ld+json">{"@type":"WebPage","name":"Contact"}</script>'),
    _made("site since", "About us", _article("About us", "<p class='info'>Serving the bay since 1921</p>" + _TEXT)),
    _made("ends a contest", "Contest", _article("Contest", "<p>Deadline: 31 March 2025</p>" + _TEXT)),
    _made("an event", "Harbour walk", _article("Harbour walk", "<p>When: 15 March 2025, 10:00</p>" + _TEXT)),
    _made("a span of days", "Book fair", _article("Book fair", "<p class='info'>12 - 15 March 2025, Town Hall</p>" + _TEXT)),
    _made("a year in the title", "Guide to the bay 2025", _article("Guide to the bay 2025")),
    _made("a masthead", "Contact", _article("Contact", before="<div id='today'>Tuesday, 1 April 2025</div>")),
    _made("a month in the address", "Season", _article("Season"), url="https://www.bayview-post.example/2025/03/season"),
    _made("a number in the address", "Season", _article("Season"), url="https://www.bayview-post.example/item/20259907"),
)  # fmt: skip

_LONG = (
    "<p>"
    + "We are a small newsroom that writes about the harbour, its people and the sea that feeds them. " * 4
    + "</p>"
)
_PLAIN = (
    _made("plain list", "About", f"<h1>About us</h1>{_LONG}<div class='col'><h4>News</h4><ul><li>7 March 2025 <a href=/a>Old bridge reopens after long repair</a></li><li>5 March 2025 <a href=/b>Drivers end their strike</a></li></ul></div>"),
    _made("plain single", "About", f"<h1>About us</h1>{_LONG}<div class='col'><h4>News</h4><p>7 March 2025</p><p><a href=/a>Old bridge reopens after long repair</a></p></div>"),
    _made("cards", "About", f"<h1>About us</h1>{_LONG}<div class='grid'><div class='card'><a href=/a><h3>Old bridge reopens after long repair</h3><span class='card__date'>7 Mar 2025</span></a></div><div class='card'><a href=/b><h3>Drivers end their long strike</h3><span class='card__date'>5 Mar 2025</span></a></div></div>"),
    _made("article cards", "About", f"<h1>About us</h1>{_LONG}<section><article><h2><a href=/a>Old bridge reopens after long repair</a></h2><time datetime='2025-03-07'>7 Mar</time></article><article><h2><a href=/b>Drivers end their strike</a></h2><time datetime='2025-03-05'>5 Mar</time></article></section>"),
    _made("card short title", "About", f"<h1>About us</h1>{_LONG}<section><article><h2><a href=/a>Bridge reopens</a></h2><time datetime='2025-03-07'>7 Mar</time></article></section>"),
    _made("archive list", "About", f"<h1>Archive</h1><ul><li>7 March 2025</li><li>6 March 2025</li><li>5 March 2025</li><li>4 March 2025</li></ul>{_LONG}"),
    _made("timeline", "About", f"<h1>Timeline of the war</h1><p><b>24 February 2022</b></p><p>Troops cross the border.</p><p><b>2 April 2022</b></p><p>The town is retaken.</p>{_LONG}"),
    _made("event", "About", f"<h1>Concert</h1><p>15 March 2025</p><p>Town Hall, 20:00</p>{_LONG}"),
    _made("event2", "About", f"<h1>Concert</h1><div class='event-date'>15 March 2025</div>{_LONG}"),
    _made("copyright line", "About", f"<h1>Privacy</h1>{_LONG}<p>© 7 March 2025 Bayview</p>"),
    _made("weather", "About", f"<div>Friday, 7 March 2025 | 12°C</div><h1>About us</h1>{_LONG}"),
    _made("no h1", "About", f"<div class='title'>About us</div>{_LONG}"),
    _made("comments plain", "About", f"<h1>Ask us</h1>{_LONG}<h3>Responses</h3><div><b>Ann</b> says:<br>March 9, 2025 at 10:00 am<p>Nice.</p></div>"),
    _made("caption", "About", f"<h1>Our house</h1><figure><img><figcaption>The house on 7 March 2025</figcaption></figure>{_LONG}"),
    _made("og image", "About", f"<h1>About</h1><img src='/wp-content/uploads/2016/05/22/map.png'>{_LONG}"),
    _made("book", "About", f"<h1>A Sea of Oranges</h1><p>Publication date: 7 March 2025</p>{_LONG}"),
    _made("job", "About", f"<h1>Clerk wanted</h1><p>Start date: 1 May 2025</p><p>Apply by 15 April 2025</p>{_LONG}"),
    _made("obituary", "About", f"<h1>Ann Harbour</h1><p>2 February 1950 – 7 March 2025</p>{_LONG}"),
    _made("dateline", "About", f"<h1>About the war</h1><p>In the night of 7 March 2025 the town was shelled, and its people fled across the river to the old fort.</p>{_LONG}"),
    _made("footer plain", "About", f"<h1>Imprint</h1>{_LONG}<div>Bayview Media Ltd · founded 12.05.1998 · HRB 20250307</div>"),
    _made("ticker", "About", f"<div class='breaking'>14:05 | 7.3.2025 Fire in the harbour of the old town</div><h1>About us</h1>{_LONG}"),
    _made("cookie", "About", f"<h1>About us</h1>{_LONG}<div class='cookie-box'>Policy of 25 May 2018</div>"),
    _made("terms", "About", f"<h1>Terms</h1><p>Effective date: 25 May 2018</p>{_LONG}"),
)  # fmt: skip

UNDATED: tuple[Made, ...] = (
    *(_made(f"footer {n}", "About us", _article("About us", after=part)) for n, part in enumerate(_FOOTERS)),
    *(_made(f"sidebar {n}", "About us", _article("About us", after=part)) for n, part in enumerate(_SIDEBARS)),
    *(
        _made(f"comments {n}", "Ask the editor", _article("Ask the editor", after=part))
        for n, part in enumerate(_COMMENTS)
    ),
    *(_made(f"history {n}", "Our history", _article("Our history", _TEXT + part)) for n, part in enumerate(_EVENTS)),
    *(
        _made(f"history first {n}", "Our history", _article("Our history", part + _TEXT))
        for n, part in enumerate(_EVENTS)
    ),
    *(
        _made(f"relative {n}", "Warehouses burn", _article("Warehouses burn", part + _NEWS))
        for n, part in enumerate(_RELATIVE)
    ),
    *_ODD,
    *_PLAIN,
)

_DAY = "2025-03-07"


def _ld(**said: str) -> str:
    inner = ", ".join(f'"{name}": "{value}"' for name, value in said.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Warehouses burn", {inner}}}</script>'


def _dated(
    name: str, *, above: str = "", below: str = "", head: str = "", lang: str = "en-GB", url: str | None = None
) -> Made:
    body = f"<main>{above}<article><h1>Warehouses burn</h1>{below}{_NEWS}{_EVENTS[1]}</article>{_SIDEBARS[0]}</main>{_FOOTERS[1]}"
    made = _made(name, "Warehouses burn", body, lang=lang, head=head, url=url)
    return Made(name=name, html=made.html, url=made.url, day=_DAY)


_SEEN = (
    ("en-GB", "7 March 2025"), ("en-GB", "Friday 7th March 2025, 14:05 GMT"), ("en-US", "March 7, 2025 2:05 p.m. EST"),
    ("en-US", "03/07/2025"), ("en-GB", "07/03/2025 14:05"), ("en", "14:05, 7 Mar 2025"), ("de", "07.03.2025 14:05 Uhr"),
    ("de", "Freitag, 7. März 2025"), ("de", "Fr 07.03.25 | 14:07 Uhr"), ("fr", "Publié le 7 mars 2025 à 14h05"),
    ("es", "7 de marzo de 2025"), ("pt-BR", "07/03/2025 às 14h05"), ("it", "7 marzo 2025 alle 14:05"), ("nl", "7 maart 2025 14:05"),
    ("pl", "7 marca 2025, 14:05"), ("cs", "7. března 2025"), ("hu", "2025. március 7. 14:05"), ("fi", "7.3.2025 klo 14.05"),
    ("sv", "7 mars 2025 kl 14.05"), ("da", "7. marts 2025"), ("tr", "7 Mart 2025 14:05"), ("ru", "7 марта 2025, 14:05"),
    ("uk", "7 березня 2025"), ("bg", "7 март 2025"), ("el", "7 Μαρτίου 2025, 14:05"), ("ro", "7 martie 2025"),
    ("sr", "7. mart 2025."), ("hr", "7. ožujka 2025."), ("lt", "2025 m. kovo 7 d."), ("lv", "2025. gada 7. marts"),
    ("ar", "٧ مارس ٢٠٢٥"), ("ar", "7 آذار 2025"), ("he", "7 במרץ 2025"), ("ur", "7 مارچ 2025"), ("hi", "7 मार्च 2025"),
    ("bn", "৭ মার্চ ২০২৫"), ("th", "7 มีนาคม 2568"), ("vi", "7 tháng 3, 2025"), ("id", "7 Maret 2025 14:05 WIB"),
    ("ja", "2025年3月7日 14時05分"), ("zh", "2025-03-07 14:05"), ("ko", "입력 2025.03.07. 오후 2:05"), ("sw", "7 Machi 2025"),
)  # fmt: skip

DATED: tuple[Made, ...] = (
    *(_dated(f"below {n}", below=f"<p class='byline'>{said}</p>", lang=lang) for n, (lang, said) in enumerate(_SEEN)),
    _dated("above", above="<div class='date'>7 March 2025</div>"),
    _dated("machine", below="<time datetime='2025-03-07T09:15:00Z'>two days ago</time>"),
    _dated("meta", head='<meta property="article:published_time" content="2025-03-07T09:15:00+01:00">'),
    _dated("loose meta", head='<meta name="date" content="2025-03-07">'),
    _dated("json-ld", head=_ld(datePublished="2025-03-07T09:15:00+01:00")),
    _dated("json-ld and its change", head=_ld(datePublished="2025-03-07", dateModified="2025-03-20")),
    _dated("address", url="https://www.bayview-post.example/2025/03/07/warehouses"),
    _dated("address, day first", url="https://www.bayview-post.example/news/07-03-2025/warehouses"),
    _dated("only a change", below="<p class='byline'>Last updated: 7 March 2025</p>"),
    _dated("microdata", below='<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="headline" content="W">'
           '<meta itemprop="datePublished" content="2025-03-07T09:15:00Z"></div>'),
    _dated("change and publication", below="<p class='meta'>Updated: 9 March 2025 | Published: 7 March 2025</p>"),
    _dated("a meta for readers", head='<meta name="pubdate" content="March 7, 2025 9:15 am">'),
    _dated("in pieces", below="<div class='date'><span>07</span> <span>Mar</span> <span>2025</span></div>"),
)  # fmt: skip
