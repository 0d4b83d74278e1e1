"""Who lies in hospital beside those who died: "one man is dead and another is in critical condition". Not for where people are
taken (`ingest.code.care`), nor for who is told to be hurt."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.code import casualties, quantities, tables
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Sentence
from ingest.code.story import Story

_CARE = frozenset(("hospital", "hospitals", "hospitalized", "hospitalised", "condition", "life", "trauma", "stable"))
_NUMBER = r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LYING = re.compile(
    rf"\b(?P<who>another|(?<=\bdead\sand\s)an?|an?\s(?:second|third|fourth|fifth)|(?:the\s)?(?P<number>{_NUMBER}|one)\s(?:others?\b|more|additional)"
    rf"|(?P<left>{_NUMBER})(?=\s(?:(?:people|others|victims)\s)?(?:remain|remained|(?:are|were)\s(?:still|being\streated))\b)"
    rf"|(?<=\band\s)(?P<beside>{_NUMBER})(?=\s(?:were|are|remain|in|people|men|women|boys|girls|teens|children)\b))"
    r"\s?(?:(?:victims?|people|person|men|man|women|woman|teens?|teenagers?|boys?|girls?|children|adults?)\s?)?(?:,\s(?:aged\s)?\d{1,3},?\s)?"
    r"(?:(?:is|are|was|were|has|have|had|been|being|also|remains?|remained|still|now|reportedly|left|listed|both|all)\s){0,3}"
    r"(?:in\s(?:[\w,-]+\s){0,4}condition\b|(?:treated\s)?in\s(?:the\s|a\s)?(?:local\s|area\s)?(?:hospital|intensive\scare)\b|hospitali[sz]ed\b"
    r"|(?:taken|rushed|airlifted|transported|flown|brought|sent)\s(?:by\s[\w-]+\s)?to\s(?:[\w'’.-]+\s){0,5}(?:hospitals?|trauma\scent(?:er|re))\b"
    r"|fighting\sfor\s(?:his|her|their)\sli(?:fe|ves)\b|clinging\sto\slife\b|on\slife\ssupport\b|critical\b|stable\b)",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"\b(?:sent|sending|put|putting|landed)\s(?P<who>another|(?P<number>{_NUMBER}|one)\s(?:others?|more|people|men|women|teens|children)\b)"
    r"(?:\s[\w-]+){0,2}\s(?:to|in)\s(?:the\s|a\s)?(?:local\s|area\s)?hospitals?\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b(?:sent|sending|sends|put|putting|landed|left|leaving|leaves)\s(?P<who>(?:(?P<number>{_NUMBER})|an?|one)\s(?:[\w'’-]+\s){{0,2}}?(?P<head>[\w-]+))(?:,\s[^,.;]{{3,40}},)?\s"
    r"(?:(?:to|in)\s(?:the\s|an?\s)?(?:local\s|area\s)?hospitals?\b|in\s(?:[\w,-]+\s){1,4}condition\b"
    r"|with\s(?:[\w-]+\s){0,3}(?:injuries|wounds)\b|hospitali[sz]ed\b|fighting\sfor\s(?:his|her|their)\sli(?:fe|ves)\b)",
    re.IGNORECASE,
)
_DEAD = frozenset(("died", "dead", "succumbed"))
_NEAR = 2
"""Sentences after a deed in which others are still its own."""


def beside(stories: Sequence[Story], parts: Sequence[Sentence]) -> tuple[Story, ...]:
    """The stories, those whose dead are told and whose hurt are not with those who lie in hospital beside the dead."""
    return tuple(
        _with_them(story, parts, stories) if _may_lack(story) else _left(story) if _tells_nobody(story) else story
        for story in stories
    )


def _tells_nobody(story: Story) -> bool:
    """Whether a story of violence says of nobody that the deed befell them."""
    lead = story.lead
    if lead.family != "violence" or lead.modality != "fact" or story.is_summary or lead.is_timeless:
        return False
    return not any(m.deaths or m.injured or m.struck or m.victims for m in story.mentions)


def _left(story: Story) -> Story:
    """The story with whom it says it sent to hospital: "a shooting left a teenager in critical condition"."""
    sentence = story.lead.sentence
    if _CARE.isdisjoint(sentence.cue_words) and "injuries" not in sentence.cue_words:
        return story
    found = _LEFT.search(sentence.document, story.lead.trigger[1], sentence.end)
    if found is None or found["head"].lower() not in tables.people():
        return story
    count = _count(sentence, found)
    return replace(story, mentions=(*story.mentions, _hurt(story.lead, sentence, count))) if count else story


def _may_lack(story: Story) -> bool:
    dead, lead = story.deaths, story.lead
    if dead is None or not dead.best or lead.family != "violence" or story.is_summary or lead.is_timeless:
        return False
    return not any(m.injured or _are_more(m, dead.best) for m in story.mentions)


def _are_more(mention: Mention, dead: int) -> bool:
    """Whether more were shot than died: as many may be the dead."""
    struck = casualties.total(mention.struck)
    return struck is not None and (struck.best is None or struck.best > dead)


def _with_them(story: Story, parts: Sequence[Sentence], stories: Sequence[Story]) -> Story:
    own = sorted({story.lead.sentence.number, *(m.sentence.number for m in story.mentions if m.deaths)})
    others = {m.sentence.number for s in stories if s is not story for m in s.mentions if not m.is_bare}
    for number in dict.fromkeys(n + step for n in own for step in range(_NEAR + 1) if n + step < len(parts)):
        sentence = parts[number]
        if number not in own and number in others:
            break
        if not _CARE.isdisjoint(sentence.cue_words) and (count := _lying(sentence)) is not None:
            return replace(story, mentions=(*story.mentions, _hurt(story.lead, sentence, count)))
    return story


def _lying(sentence: Sentence) -> Count | None:
    found = _LYING.search(sentence.document, sentence.start, sentence.end) or _SENT.search(
        sentence.document, sentence.start, sentence.end
    )
    if found is None or not _DEAD.isdisjoint(
        sentence.document[found.end() : sentence.end].lower().split(".")[0].split()
    ):
        return None  # "another was taken to hospital, where he died"
    return _count(sentence, found)


def _count(sentence: Sentence, found: re.Match[str]) -> Count | None:
    """Whom a pattern found; None behind the tokens of a sentence that are read."""
    first = sentence.at(found.start("who"))
    last = next((n for n, t in enumerate(sentence.tokens, 1) if t.end >= found.end("who")), None)
    if last is None:
        return None
    quantity = _quantity(sentence, found, first, last)
    return Count(quantity, "person", first, last) if quantity else None


def _quantity(sentence: Sentence, found: re.Match[str], first: int, last: int) -> Quantity | None:
    if found["who"].lower().startswith("a"):  # "another", "a third", "a woman"
        return quantities.exact(1, first, last)
    counted = found.start("number") if found["number"] else found.start("who")
    return quantities.read(sentence.tokens, next(n for n in range(first, last) if sentence.tokens[n].start >= counted))


def _hurt(deed: Mention, sentence: Sentence, count: Count) -> Mention:
    start, end = sentence.tokens[count.first].start, sentence.tokens[count.last - 1].end
    return deed._replace(
        sentence=sentence, victims=(), start=start, end=end, trigger=(start, end), deaths=(), injured=(count,), struck=(),
        abducted=(), agents=(), opponents=(), targets=(), weapons=(), sources=(), day=None, place=None, mode_span=None,
        same_day=None, is_part=False, is_further=False, is_toll=False, is_bare=False, is_deed=False,
    )  # fmt: skip
