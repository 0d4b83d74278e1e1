"""What extraction is to reach on the labelled pages, set by set. The benchmark measures; nothing is tuned here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`at_least`: a gain over trafilatura, or (`is_level`) a figure of our own; between 0 and 1."""

    set: str
    figure: str
    at_least: float
    is_level: bool = False


TARGETS = (
    Target(set="AEB", figure="text", at_least=0.010),
    Target(set="fundus", figure="text", at_least=0.008),
    Target(set="WCXB", figure="text", at_least=0.008),
    Target(set="trafilatura", figure="segments", at_least=0.010),
    Target(set="fundus", figure="title", at_least=0.15),
    Target(set="WCXB", figure="title", at_least=0.12),
    Target(set="fundus", figure="day", at_least=0.02),
    Target(set="WCXB", figure="day", at_least=0.0),
    Target(set="htmldate", figure="day", at_least=0.0),
    Target(set="trafilatura", figure="day", at_least=0.0),
    Target(set="fundus", figure="minute", at_least=0.97, is_level=True),
    Target(set="fundus", figure="authors", at_least=0.06),
    Target(set="WCXB", figure="authors", at_least=0.04),
    Target(set="all", figure="language", at_least=0.99, is_level=True),
)
