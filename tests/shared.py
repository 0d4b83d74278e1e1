"""Where CI's shared material lies, and the skip for checkouts without it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

needs_shared = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="../shared is not beside this checkout")
