"""URLs: what two spellings have in common, and what a link means on its page. Nothing here touches the network.

An article is known by its canonical URL, so two rules stand above all: two articles never share one (a dropped `id`
loses news), and what is dropped is listed below with the reason."""

import re

import ada_url

from ingest.ids import hash63, make_id

# Exact query names (lower case) that say how a reader came, never which article is meant.
_TRACKERS = {
    "Google and Microsoft ads": "gclid gclsrc dclid gbraid wbraid gad_source msclkid _ga _gl",
    "social networks": "fbclid fb_action_ids fb_action_types fb_source fb_ref igshid igsh twclid ttclid yclid ysclid "
    "__twitter_impression sr_share soc_src soc_trk nsukey",
    "mailing services": "mc_cid mc_eid mkt_tok vero_id oly_anon_id oly_enc_id _hsenc _hsmi __hstc __hssc __hsfp hss_channel",
    "AT Internet, Webtrekk, Matomo": "xtor wt_mc wt.mc wt_zmc pk_campaign pk_kwd pk_source pk_medium pk_content",
    "newsrooms' own channel marks (BBC, DW, Guardian, Al Jazeera, Bloomberg, NYT, MSN)": "ns_mchannel ns_source "
    "ns_campaign ns_linkname ns_fee maca cmp cmpid traffic_source smid smtyp ocid",
    "Yahoo consent, Openstat, Alibaba": "guccounter guce_referrer guce_referrer_sig _openstat spm",
    "server sessions": "phpsessid jsessionid aspsessionid",
}
_TRACKER_NAMES = frozenset(name for names in _TRACKERS.values() for name in names.split())
_TRACKER_PREFIXES = ("utm_", "mtm_", "at_", "piwik_")
# Names that mean an article on one site and a channel on another: dropped only when the value names the channel.
_CHANNEL_NAMES = frozenset(("ref", "source", "src", "from", "partner", "emc", "origin"))
_CHANNEL_VALUES = frozenset(("rss", "feed", "rss_feed", "rssfeed"))

_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_PATH_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_MANGLED_AND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str | None:
    """One spelling for one address: WHATWG-parsed, without credentials, fragment and trackers; None if not http(s).

    Percent escapes are upper-cased and needless ones removed (RFC 3986, 6.2.2), since WordPress writes Arabic paths
    as `%d8…` and others as `%D8…`. Case, order of parameters and trailing slashes of the path are kept."""
    parsed = _parse(url)
    if parsed is None:
        return None
    path = _PATH_SESSION.sub("", _plain_escapes(parsed.pathname))
    query = _without_trackers(_plain_escapes(parsed.search[1:]))
    host = parsed.hostname.rstrip(".") or parsed.hostname
    port = f":{parsed.port}" if parsed.port else ""
    return f"{parsed.protocol}//{host}{port}{path}" + (f"?{query}" if query else "")


def article_id(canonical: str) -> str:
    """The id of the article that a canonical URL names."""
    return make_id("article", canonical)


def address_hash(canonical: str) -> int:
    """The hash of what is left of an address when all that may be mere spelling is dropped. It only proposes: two articles
    with one hash may be one, and their texts decide."""
    return hash63(canonical)


def host_of(url: str) -> str:
    """`host` or `host:port` (no default port), lower case, IDN as punycode; "" where there is none."""
    parsed = _parse(url)
    return "" if parsed is None else parsed.host


def resolve(base: str, link: str) -> str | None:
    """What a link found in a document at `base` points to, ready to be asked for; None if that is not http(s).

    Feeds escape twice now and then, so `&amp;` in a link is read as `&`. The fragment is kept, credentials are not."""
    for _ in range(3):
        link = _MANGLED_AND.sub("&", link)
    return absolute(link, base)


def absolute(link: str, base: str | None = None) -> str | None:
    """`link` as an absolute http(s) URL in WHATWG spelling without credentials; None if it is none."""
    parsed = _parse(link, base)
    if parsed is None:
        return None
    parsed.username = parsed.password = ""
    return parsed.href


def _parse(url: str, base: str | None = None) -> ada_url.URL | None:
    try:
        parsed = ada_url.URL(url, base)
    except ValueError:  # also UnicodeEncodeError: a lone surrogate
        return None
    return parsed if parsed.protocol in ("http:", "https:") and parsed.hostname else None


def _plain_escapes(text: str) -> str:
    return _ESCAPE.sub(_plain_escape, text)


def _plain_escape(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else match[0].upper()


def _without_trackers(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracker(part))


def _is_tracker(part: str) -> bool:
    name, _, value = part.partition("=")
    name = name.lower()
    if name in _CHANNEL_NAMES:
        return value.lower() in _CHANNEL_VALUES
    return name in _TRACKER_NAMES or name.startswith(_TRACKER_PREFIXES)
