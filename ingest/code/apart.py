"""Whether a sentence counts other dead than those a story tells: of another kind, by other hands, of "another strike".

Not for two tolls of the same dead (`ingest.code.figures`), nor for how a deed was done (`ingest.code.manner`)."""

from collections.abc import Iterable, Iterator

from ingest import places
from ingest.code import casualties, killers, lookback, tables
from ingest.code.casualties import Count
from ingest.code.mentions import Mention
from ingest.code.quantities import Quantity
from ingest.code.sentences import Token
from ingest.code.story import Story

_KINDS = {"civilian": "civilian", "military": "state", "police": "state", "militant": "militant"}
_OF_GROUPS = _KINDS | {"group": "militant"}
_STATES = frozenset(("army", "military", "troops", "soldiers", "police", "forces", "force", "navy"))
_ARMED = frozenset(("military", "police", "militant"))
_LOSING = tables.cues("losing")
_DOERS = tables.cues("doers")
_ANY_DOER = tables.cues("any_doer")
"""What whoever did it is called."""
_OF_ANYBODY = frozenset(
    [
        "unknown",
        "unidentified",
        "suspected",
        "masked",
        "armed",
        "heavily",
        "alleged",
        "presumed",
        "dozen",
        "dozens",
        "several",
        "more",
        "than",
        "least",
        "about",
    ]
)
"""What tells no doers from others."""


def are_other_dead(story: Story, mention: Mention) -> bool:
    """Whether a mention counts dead besides those of a story."""
    told, fresh = story.deaths, casualties.total(mention.deaths)
    if told is None or fresh is None or 0 in (told.value, fresh.value):
        return False
    if told.value == fresh.value:
        return fresh.value > 1 and are_of_other_nations(story, (mention,))
    if mention.is_toll or mention.is_part or mention.is_old or killers.is_one_of(mention):
        return False
    return (
        _are_of_other_kinds(story.toll, mention)
        or _are_own_losses(story, mention)
        or _are_the_doers(story, mention)
        or _struck_back(story, mention)
        or are_of_other_nations(story, (mention,))
        or lookback.is_another(mention)
        or (lookback.is_of_another_hour(mention) and bool(mention.agents))
        or _is_of_a_new_deed(story, mention, fresh)
        or _is_elsewhere_by_others(story, mention)
    )


def _is_of_a_new_deed(story: Story, mention: Mention, fresh: Quantity) -> bool:
    """ "(Gunmen killed 26 men in Sanaba.) On Monday three officers were killed in an ambush": with a day of its own, and told as
    new."""
    if (
        mention.day is None
        or mention.day == story.day
        or fresh.best is None
        or story.toll.deaths[0].quantity.best is None
    ):
        return False
    is_there = mention.place is not None and story.place is not None and mention.place.written == story.place.written
    return not is_there and lookback.names_a_new_deed(mention)


def _are_the_doers(story: Story, mention: Mention) -> bool:
    """ "(A mayor was shot dead.) Two suspects were killed in a chase": several of those who did it."""
    return are_of_the_doers(mention) and not any(_is_of_doers(story.toll, c) for c in story.toll.deaths)


def are_of_the_doers(mention: Mention) -> bool:
    """Whether all the dead of a mention, if it has any, are those who did it."""
    return all(_is_of_doers(mention, count) for count in mention.deaths)


def _is_of_doers(mention: Mention, count: Count) -> bool:
    return mention.sentence.tokens[count.last - 1].low in _DOERS


def holds_no(whole: Story, part: Story) -> bool:
    """Whether a figure is of others than another: of armed people only ("1,130 soldiers" and "two men"), of the dead by another
    nation's arms, or of those who did it."""
    kinds = [{_KINDS.get(count.kind) for count in m.deaths} for m in (whole.toll, part.toll)]
    is_armed = kinds[0] <= {"state", "militant"} and kinds[0].isdisjoint(kinds[1])
    is_armed = is_armed or _are_of_other_kinds(whole.toll, part.toll)
    is_other = _struck_back(whole, part.toll) or (
        "clash" not in whole.lead.effects and _are_own_losses(whole, part.toll)
    )
    return is_armed or is_other or are_of_other_nations(whole, part.mentions)


def _are_of_other_kinds(first: Mention, second: Mention) -> bool:
    """ "100 soldiers were killed … They killed 24 villagers"."""
    kinds = [{_KINDS.get(count.kind) for count in m.deaths} for m in (first, second)]
    return None not in kinds[0] | kinds[1] and kinds[0].isdisjoint(kinds[1])


def are_only_militants(story: Story, mention: Mention) -> bool:
    """ "(15 bodies were found.) The army had earlier said it killed 40 rebels": all of them fighters, and none of those."""
    kinds = [{count.kind for count in m.deaths} for m in (story.toll, mention)]
    return kinds[1] == {"militant"} and bool(kinds[0]) and "militant" not in kinds[0] and story.toll is not mention


def _are_own_losses(story: Story, mention: Mention) -> bool:
    """ "(15 people were killed.) The army said it had lost six soldiers": its own, and not of people of no such kind."""
    if not mention.deaths or any(count.kind in _KINDS for count in story.toll.deaths):
        return False
    tokens = mention.sentence.tokens
    return all(
        count.kind in _ARMED
        and not _LOSING.isdisjoint(t.low for t in tokens[max(0, count.first - 2) : count.first + 1])
        for count in mention.deaths
    )


def _struck_back(story: Story, mention: Mention) -> bool:
    """ "The militants killed 63 people … The air force said it killed 30 militants": the dead of those who did it."""
    if _STATES.isdisjoint(_words(mention)):
        return False
    is_of_militants = all(count.kind == "militant" for count in mention.deaths)
    return is_of_militants and any(f.noun.kind == "militant" for m in story.mentions for f in m.agents)


def are_of_other_nations(story: Story, others: Iterable[Mention]) -> bool:
    """ "31 were killed in Indian missile strikes … 15 by Pakistani artillery"."""
    first, second = _nations(story.mentions), _nations(others)
    return bool(first and second) and first.isdisjoint(second)


def _nations(mentions: Iterable[Mention]) -> set[str]:
    known, named = places.demonyms(), places.gazetteer().country_names
    words = {word for mention in mentions for word in _words(mention)}
    return {country for word in words if (country := known.get(word) or named.get(word))}


def _words(mention: Mention) -> set[str]:
    return {t.low for t in _agents(mention)}


def _agents(mention: Mention) -> Iterator[Token]:
    """The tokens of those who are said to have done it."""
    for filler in mention.agents:
        yield from mention.sentence.tokens[filler.first : filler.last]


def are_by_others(story: Story, mention: Mention) -> bool:
    """Whether story and mention both name doers, and not the same."""
    if not (fresh := _doers(mention)):
        return False
    told = {word for m in story.mentions for word in _doers(m)}
    return bool(told and not told & fresh)


def _is_elsewhere_by_others(story: Story, mention: Mention) -> bool:
    """ "(CODECO fighters killed 41 at Lala.) On the same day ADF fighters killed eight in Mambasa": in a place or on a day of its
    own, by others who bear a name."""
    if mention.place is None and mention.day is None:
        return False
    if _are_of_the_other_side(story, mention):
        return True
    fresh, told = _named(mention), {word for m in story.mentions for word in _named(m)}
    return bool(fresh and told) and fresh.isdisjoint(told)


def _are_of_the_other_side(story: Story, mention: Mention) -> bool:
    """ "(Soldiers killed 44 people.) Islamist armed groups attacked …, killing scores": rebels, where soldiers did it, and the
    other way round."""
    told, fresh = _sides(story.mentions), _sides((mention,))
    dead = {_KINDS.get(count.kind) for count in mention.deaths}
    return len(told) == 1 and len(fresh) == 1 and told != fresh and dead.isdisjoint(fresh)


def _sides(mentions: Iterable[Mention]) -> set[str | None]:
    """The state, or those who fight it, by the words for who did it: "government forces", "armed groups"."""
    found = {
        "state" if _STATES & {t.low for t in m.sentence.tokens[f.first : f.last]} else _OF_GROUPS.get(f.noun.kind or "")
        for m in mentions
        for f in m.agents
    }
    return found - {None}


def _named(mention: Mention) -> set[str]:
    """The words of a mention's doers that are no words for people: names."""
    return {t.low for t in _agents(mention) if t.text[0].isupper() and not t.kind and t.low not in tables.people()}


def bear_other_names(whole: Story, part: Story) -> bool:
    """Whether the doers of both stories bear names, and none the same."""
    told, fresh = ([n for m in story.mentions for n in _names(m)] for story in (whole, part))
    if not (told and fresh):
        return False
    return not any(_is_one_name(a, b) for a in told for b in fresh)


def _names(mention: Mention) -> Iterator[tuple[str, ...]]:
    """The words of each doer's name: "Allied Democratic Forces", "M23"."""
    tokens, people = mention.sentence.tokens, tables.people()
    for filler in mention.agents:
        words = tuple(t.text for t in tokens[filler.first : filler.last] if t.text[0].isupper() and t.text != "The")
        if words and not all(word.lower() in people or word.lower() in places.demonyms() for word in words):
            yield words


def _is_one_name(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names share a word that is no word of English ("Group"), or one is the initials of the other."""
    initials = ["".join(word[0] for word in name) for name in (first, second)]
    shared = {word.lower() for word in {*first} & {*second}} - tables.common_words()
    return bool(shared) or first == second or initials[0] in second or initials[1] in first


def _doers(mention: Mention) -> set[str]:
    """The words that tell a mention's doers from others: names before common nouns."""
    words = {t.low for t in _agents(mention) if len(t.low) > 2 and not t.kind} - _OF_ANYBODY
    names = {word for word in words if word not in tables.people() and word not in places.demonyms()}
    return names - _ANY_DOER or words - _ANY_DOER
