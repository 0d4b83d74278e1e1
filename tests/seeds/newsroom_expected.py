"""What the newsroom says of itself (`seeds/newsroom/expected.json`), read for tests."""

import json
from typing import Any

from seeds.newsroom.stories import HERE

EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
ARTICLES: list[dict[str, Any]] = EXPECTED["articles"]
STORED = [article for article in ARTICLES if not article["rejection"]]
