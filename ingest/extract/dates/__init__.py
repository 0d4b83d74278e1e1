"""The dates of one page: read from what machines and people write, gathered from every place, and weighed."""
