"""Discovery: what the feeds and sitemaps of the sources hold. Not the pages behind them, and nothing of the warehouse."""

from ingest.discover.channel import Item, ParsedChannel, SubSitemap
from ingest.discover.feed import parse_feed
from ingest.discover.sitemap import parse_sitemap
from ingest.discover.walk import Discovered, discover

__all__ = ["Discovered", "Item", "ParsedChannel", "SubSitemap", "discover", "parse_feed", "parse_sitemap"]
