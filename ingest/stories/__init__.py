"""Stories: one event told by many in their own words. Never keeps an article from being counted."""
