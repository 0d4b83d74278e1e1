"""Extraction of labelled pages by several sides in one run: asked, scored, compared. No tests, and no rule of ours."""
