"""Drafts of one sentence that tell one event, joined; and sides that one clause names for the next. Not across sentences."""

import re
from collections.abc import Iterable, Sequence

from ingest import dates
from ingest.code import background, casualties, claims, earlier, figures, killers, manner, tables
from ingest.code.casualties import Count
from ingest.code.claims import Modality
from ingest.code.mentions import Mention
from ingest.code.phrases import Filler
from ingest.code.sentences import Sentence
from ingest.dates import DateSpan

_AT_ANOTHER_TIME = re.compile(r";\s{1,3}(?:\w+\s{1,3}){0,3}(?:earlier|later|separately|elsewhere)\b")
_DAYS_AFTER = re.compile(r"\b(?:days?|weeks?|months?|years?)\s{1,3}after\b")
_DAYS_BESIDE = re.compile(r"\w+\s{1,3}days?\s{1,3}(?:after|before)", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b[^.;]*\bha(?:s|ve)\s(?:already\s)?been\s?$")
_WHERE_BEFORE = re.compile(r",\s{1,3}where\b[^.;]*\bhad\s$")
"""What leads to what was done in the same place before: "…, where rebels had (killed)"."""
_CLAUSE = re.compile(r",\s{1,3}(?:and|while|but)\s")
_AND = re.compile(r"\band\s{1,3}(?:then\s{1,3}|later\s{1,3})?$")
_AFTER = re.compile(r"\b(?:after|when|as|with|since|following)\b")
_ALSO = re.compile(r"\balso\s{1,3}$")
_AND_THEY = re.compile(r"(?:\band|\bwhile|;)\s")
_OF_A_STATE = frozenset(("military", "police"))
_AUTHORITIES = frozenset(("authorities", "government", "army", "military", "police"))
_WITH_HIM = re.compile(r"\s(?:along\s)?with\s(?:him|her|them)\b")
_THEIRS = re.compile(r"\s{1,3}their\b")
_IN_RETURN = re.compile(rf"\bin\s{{1,3}}{earlier.RETURNS}\b")
_KILLING = frozenset(("death",))
_LATE = frozenset(("die", "bodies", "burial"))
_LOSING = tables.cues("losing")
_WITHIN = frozenset(("including", "among"))
"""What leads to some of those told before."""
_ATTACKS = frozenset(("attack", "attackverb", "bomb", "shot", "device"))
_OF_ITS_OWN = re.compile(
    r"[,;]\s{1,3}(?:which|who|they|he|she)\b|;|\band\s{1,3}(?:the|a|an)\s{1,3}(?:\w{1,20}\s{1,3})?$"
)
"""Between two deeds, what opens a phrase or clause of the second's own."""
_NOUNS = frozenset(("attack", "bomb"))
_AND_ANOTHER = re.compile(r"(?:\band|,)\s{1,3}(?:an?|another)\s{1,3}(?:\w{1,20}\s{1,3}){0,2}$")
_FOLLOWING = re.compile(r"\b(?:after|following)\s{1,3}(?:[\w']{1,20}\s{1,3}){0,4}$")
_MODE_RANK = (
    "suicide-attack",
    "explosives",
    "heavy-weapons",
    "assassinate",
    "execute",
    "sexual",
    "torture",
    "firearms",
    "primitive",
    "beat",
    "destroy",
    "riot",
    "obstruct",
    "strike",
    "demo",
    "",
)


def grouped(sentence: Sentence, drafts: Sequence[Mention]) -> list[Mention]:
    """The drafts of a sentence, those that tell one event joined."""
    found: list[Mention] = []
    for draft in (background.beyond(draft, drafts) for draft in earlier.without_background(drafts)):
        if any(background.is_long_after(mention, draft) for mention in found):
            continue
        for number, mention in enumerate(found):
            if _is_of_the_land(mention, draft) and mention.day is draft.day:
                found[number] = mention._replace(day=None)
            if _belongs(mention, draft):
                found[number] = _join(sentence, mention, killers.marked(mention, draft))
                break
        else:
            found.append(draft)
    return found


def _belongs(mention: Mention, draft: Mention) -> bool:
    """Whether two triggers of one sentence tell of one event."""
    if mention.family != draft.family and {mention.family, draft.family} not in (
        {"violence", "damage"},
        {"destroy", "damage"},
        {"violence", "destroy"},
    ):
        return False
    if _burns_apart(mention, draft) or background.are_apart(mention, draft) or _is_of_the_land(mention, draft):
        return False
    if earlier.are_apart(mention, draft) or _is_done_by_its_own(mention, draft):
        return False
    if mention.modality != draft.modality and not claims.UNREAL.isdisjoint((mention.modality, draft.modality)):
        return False
    if _are_of_two_days(mention, draft) and not (mention.deaths and draft.deaths):
        return False
    if (
        _is_in_return(mention, draft)
        or _is_told_apart(mention, draft)
        or is_another_deed(mention, draft)
        or _is_one_more(mention, draft)
        or manner.is_by_another_deed(mention, draft)
    ):
        return False
    elsewhere = mention.place and draft.place and mention.place is not draft.place
    return not (elsewhere and mention.deaths and draft.deaths)


def _is_done_by_its_own(mention: Mention, draft: Mention) -> bool:
    """ "A soldier was killed in Jenin and the authorities blew up two homes in Hebron": those whose own died did not do it."""
    if not (mention.deaths and draft.agents and draft.targets and draft.is_deed) or draft.deaths:
        return False
    are_own = all(c.kind in _OF_A_STATE for c in mention.deaths) and all(_is_of_a_state(draft, f) for f in draft.agents)
    return are_own and bool(_AND_THEY.search(mention.sentence.document, mention.trigger[1], draft.trigger[0]))


def _is_of_a_state(mention: Mention, filler: Filler) -> bool:
    words = {t.low for t in mention.sentence.tokens[filler.first : filler.last]}
    return filler.noun.kind in _OF_A_STATE or not words.isdisjoint(_AUTHORITIES)


def _is_of_the_land(mention: Mention, draft: Mention) -> bool:
    """ "A reporter was shot dead in a state where 18 others have been murdered": those of a land, whenever they died."""
    return bool(draft.deaths and _WHERE.search(mention.sentence.document, mention.trigger[1], draft.trigger[0]))


def _is_in_return(mention: Mention, draft: Mention) -> bool:
    """ "It attacked a bus in retaliation for raids on mosques", "a guard was killed; in revenge, youths killed two"."""
    first, second = sorted((mention, draft), key=lambda m: m.trigger)
    return bool(_IN_RETURN.search(mention.sentence.document, first.trigger[1], second.trigger[0]))


def _is_told_apart(mention: Mention, draft: Mention) -> bool:
    """ "Ana Ruiz was killed on 28 July; Luis Mora was killed on 17 October": two clauses, each with its day and its dead."""
    between = mention.sentence.document[mention.trigger[1] : draft.trigger[0]]
    if not (mention.deaths and draft.deaths):
        return False
    if _are_of_the_other_side(mention, draft, between) or _are_days_apart(mention, draft):
        return True
    if draft.day not in (None, mention.day) and _WHERE_BEFORE.search(between):
        return True
    if _has_a_subject(mention, draft) and _are_of_two_days(mention, draft):
        return True
    return ";" in between and (
        _is_counterclaim(mention, draft) or _are_of_two_days(mention, draft) or bool(_AT_ANOTHER_TIME.search(between))
    )


def _are_of_the_other_side(mention: Mention, draft: Mention, between: str) -> bool:
    """ "Rebels left 10 people dead, while the army reported killing 22 rebels"."""
    kinds = [{count.kind for count in m.deaths} for m in (mention, draft)]
    is_other = kinds[1] == {"militant"} and "militant" not in kinds[0] and not mention.is_further
    return is_other and bool(draft.agents) and (" while " in between or _has_a_subject(mention, draft))


def _has_a_subject(mention: Mention, draft: Mention) -> bool:
    """ "…, and the army lost 25 men": whether a clause of its own begins behind "and", and not only another verb."""
    opens = _CLAUSE.search(mention.sentence.document, mention.trigger[1], draft.trigger[0])
    subject = next((t for t in mention.sentence.tokens if opens and t.start >= opens.end()), None)
    if subject is None or subject.start >= draft.trigger[0]:
        return False
    return subject.kind == "determiner" or not subject.word.entries


def _are_days_apart(mention: Mention, draft: Mention) -> bool:
    """ "Killed five officers on Tuesday, three days after gunmen killed a councilman": one's day counted from the other's."""
    if mention.day is None or draft.day is None or dates.meet(mention.day, draft.day):
        return False
    text = mention.sentence.document
    return any(_DAYS_BESIDE.fullmatch(text[m.day.start : m.day.end]) for m in (mention, draft) if m.day)


def _is_counterclaim(mention: Mention, draft: Mention) -> bool:
    """ "22 soldiers were killed; the army said it had killed 40 militants": what the other side claims is its own deed."""
    is_claimed = draft.modality == "claimed" != mention.modality
    kinds = [{count.kind for count in m.deaths} for m in (mention, draft)]
    return is_claimed and kinds[1] == {"militant"} and "militant" not in kinds[0]


def _are_of_two_days(mention: Mention, draft: Mention) -> bool:
    """Whether each names a day, read from words of its own; "died on Friday, a day after he was shot" tells of one deed."""
    if any(m.effects <= _LATE and not other.deaths for m, other in ((mention, draft), (draft, mention))):
        return False
    return mention.day is not None and draft.day is not None and mention.day.start != draft.day.start


def is_another_deed(mention: Mention, draft: Mention) -> bool:
    """ "The bombings and the killing of the priests", "after the murder of Ana Ruiz the army moved against gangs, which have set
    off bombs": what was done by a blast and what was done by hand, in a phrase or clause of its own."""
    first, second = sorted((mention, draft), key=lambda m: m.trigger)
    between = mention.sentence.document[first.trigger[1] : second.trigger[0]].lower()
    if not _OF_ITS_OWN.search(between):
        return False
    named_beside = "killnoun" in second.effects and bool(second.victims) and manner.is_blast(first)
    return named_beside or manner.are_apart(mention, draft)


def _is_one_more(mention: Mention, draft: Mention) -> bool:
    """ "A bomb attack on the mayor's house and an attack on a judge", "following the attack on a bank, a bomb was thrown at a
    school": attacks on others, each in a phrase of its own."""
    hit = [(*m.targets, *m.victims) for m in (mention, draft)]
    if (
        not (hit[0] and hit[1])
        or mention.deaths
        or draft.deaths
        or (mention.effects | draft.effects).isdisjoint(_NOUNS)
    ):
        return False
    if {(f.first, f.last) for f in hit[0]} & {(f.first, f.last) for f in hit[1]}:
        return False
    first, second = sorted((mention, draft), key=lambda m: m.trigger)
    before = mention.sentence.document[mention.sentence.start : first.trigger[0]].lower()
    between = mention.sentence.document[first.trigger[1] : second.trigger[0]].lower()
    return bool(_AND_ANOTHER.search(between)) or bool(_FOLLOWING.search(before) and "," in between)


def _burns_apart(mention: Mention, draft: Mention) -> bool:
    """ "Killed a farmer and burned a truck", "blew up a bank while a shop was burned": each has what it befell."""
    if {mention.family, draft.family} != {"violence", "destroy"}:
        return False
    burning, other = (mention, draft) if mention.family == "destroy" else (draft, mention)
    if all(f.noun.is_plural and not f.noun.determiner for f in burning.targets):
        return False  # "stormed the village and set houses on fire"
    return bool(burning.targets) and bool(other.victims or other.targets) and burning.targets != other.targets


def _join(sentence: Sentence, mention: Mention, draft: Mention) -> Mention:
    between = sentence.document[min(mention.trigger[1], draft.trigger[1]) : max(mention.trigger[0], draft.trigger[0])]
    apart = any(f" {word} " in between for word in ("as", "while", "when")) and bool(mention.deaths) != bool(
        draft.deaths
    )
    mode = _joined_mode(mention, draft)
    is_rival = figures.rivals(sentence, mention, draft)
    swaps = figures.yields(mention, draft) if is_rival else bool(draft.deaths) and not mention.deaths
    first, second = (draft, mention) if swaps else (mention, draft)
    is_besides = _is_besides(sentence, mention, draft) or _are_two_deeds(sentence, mention, draft)
    hurt = draft.struck if draft.is_further and mention.deaths else ()
    return first._replace(
        event_type="ASSAULT" if "violence" in (mention.family, draft.family) else first.event_type,
        family="violence" if "violence" in (mention.family, draft.family) else first.family,
        mode=mode,
        mode_span=_span_of(mode, first, second),
        effects=mention.effects | draft.effects,
        modality=_modality_joined(first.modality, second.modality),
        deaths=first.deaths if is_rival else _counts_joined(sentence, mention.deaths, draft.deaths, is_besides),
        rivals=(*mention.rivals, *draft.rivals, *((second.deaths,) if is_rival else ())),
        injured=_but_dead(
            _counts_joined(sentence, mention.injured, draft.injured or hurt), (*mention.deaths, *draft.deaths)
        ),
        struck=_counts_joined(sentence, mention.struck, () if hurt else draft.struck),
        agents=first.agents or (() if apart and not _is_cause(between, second) else second.agents),
        opponents=first.opponents or second.opponents,
        victims=_fillers_joined(first.victims, () if apart else second.victims),
        targets=_fillers_joined(first.targets, second.targets),
        day=None if first.is_timeless else _joined_day(first, second),
        place=first.place or second.place,
        is_part=first.is_part and not (swaps and second.struck),  # "11 were shot, three of them fatally"
        is_further=first.is_further and not draft.is_toll,  # "two more died, raising the toll to five"
        is_toll=mention.is_toll or draft.is_toll,
        is_bare=mention.is_bare and draft.is_bare,
        is_deed=mention.is_deed or draft.is_deed,
        start=first.start if apart else min(mention.start, draft.start),
        end=first.end if apart else max(mention.end, draft.end),
    )


def _are_two_deeds(sentence: Sentence, mention: Mention, draft: Mention) -> bool:
    """ "Beheaded a teacher and killed two of his colleagues", "two were shot dead and three were stabbed to death": two
    verbs, each with its own dead."""
    if not (mention.deaths and draft.deaths) or draft.is_part or draft.is_toll or mention.is_toll:
        return False
    if not (mention.effects | draft.effects <= _KILLING) or draft.day not in (None, mention.day):
        return False
    first = min(sentence.tokens[draft.deaths[0].first].start, draft.trigger[0])
    return first >= mention.trigger[1] and bool(_AND.search(sentence.document, mention.trigger[1], first))


def _joined_day(first: Mention, second: Mention) -> DateSpan | None:
    """The day of the deed rather than that on which bodies were found or somebody died of it: "… bringing the toll of Sunday's
    massacre to 114"."""
    late = (m.effects <= _LATE and not m.is_toll for m in (first, second))
    days = [m.day for m, is_late in zip((first, second), late, strict=True) if m.day is not None and not is_late]
    return days[0] if days else first.day or second.day


def _is_besides(sentence: Sentence, mention: Mention, draft: Mention) -> bool:
    """ "… killed 64; four officers also died", "… and slit the throats of three others", "killed 11 rebels and lost two men":
    dead besides those told before; not "rose to 64 after four died"."""
    is_in = mention.is_toll and _AFTER.search(sentence.document, mention.trigger[1], draft.trigger[0])
    if draft.is_toll or draft.is_part or not draft.deaths or is_in:
        return False
    before = sentence.tokens[max(0, draft.deaths[0].first - 1)].low
    is_more = draft.is_further and before not in _WITHIN
    is_more = is_more or sentence.document[slice(*draft.trigger)].lower() in _LOSING
    is_more = is_more or bool(_WITH_HIM.match(sentence.document, draft.trigger[1]))
    return is_more or bool(_ALSO.search(sentence.document, sentence.start, draft.trigger[0]))


def _is_cause(between: str, second: Mention) -> bool:
    """ "Twelve people were killed when (as) rebels shelled the market": who shelled it killed them."""
    return any(word in between for word in (" when ", " as ")) and not second.effects.isdisjoint(_ATTACKS | {"clash"})


def _joined_mode(first: Mention, second: Mention) -> str:
    """How it was done: what was damaged by the way ("and two houses were damaged") says nothing of how people were hurt."""
    if {first.family, second.family} == {"violence", "damage"}:
        return first.mode if first.family == "violence" else second.mode
    return stronger(first.mode, second.mode)


def _span_of(mode: str, first: Mention, second: Mention) -> tuple[int, int] | None:
    """The words that tell how it was done: of "killed in a bombing" the bombing."""
    return next((m.mode_span or m.trigger for m in (first, second) if mode and m.mode == mode), None)


def stronger(first: str, second: str) -> str:
    return (
        min((first, second), key=_MODE_RANK.index) if first in _MODE_RANK and second in _MODE_RANK else first or second
    )


def strongest(modes: Iterable[str]) -> str:
    """The mode that says most of how it was done."""
    return min(modes, key=_MODE_RANK.index)


def _modality_joined(first: Modality, second: Modality) -> Modality:
    """An attempt that others tell as done was done; what its doer claims is claimed, whoever counted its dead."""
    return second if first == "attempted" or (first == "fact" and second == "claimed") else first


def _counts_joined(
    sentence: Sentence, first: tuple[Count, ...], second: tuple[Count, ...], is_besides: bool = False
) -> tuple[Count, ...]:
    """Counts of two triggers: the same phrase once; different kinds of people, and people besides, added; else the larger."""
    if not first or not second:
        return first or second
    spans = {(c.first, c.last) for c in first}
    new = tuple(
        c for c in second if (c.first, c.last) not in spans and not any(c.first < b and a < c.last for a, b in spans)
    )
    if not new:
        return first
    if is_besides or (len(new) == 1 and casualties.is_next(sentence, new[0], first)):
        return (*first, *new)
    doers = tuple(c for c in new if killers.are_of(sentence, c))
    if doers:
        return (*_counts_joined(sentence, first, tuple(c for c in new if c not in doers)), *doers)
    if all(killers.are_of(sentence, c) for c in first):
        return (*new, *first)
    told, fresh = casualties.total(first), casualties.total(new)
    assert told is not None
    assert fresh is not None
    if fresh.best is None or told.best is None:
        return first if told.best is not None or fresh.best is None else new
    kinds = {c.kind for c in first}
    if all(c.kind not in kinds and c.kind != "person" for c in new) and (
        "person" not in kinds or _are_of_two_sides(kinds, new)
    ):
        return (*first, *new)
    return first if told.value >= fresh.value else new


def _are_of_two_sides(kinds: set[str], new: Sequence[Count]) -> bool:
    """ "22 soldiers and six volunteers died, and 40 militants"."""
    state = {"military", "police"}
    return bool(kinds & state) and all(count.kind == "militant" for count in new)


def _but_dead(hurt: tuple[Count, ...], dead: Sequence[Count]) -> tuple[Count, ...]:
    """ "The bodies of 12 men with gunshot wounds": the wounds are those of the dead."""
    spans = {(c.first, c.last) for c in dead}
    return tuple(c for c in hurt if (c.first, c.last) not in spans)


def _fillers_joined(first: tuple[Filler, ...], second: tuple[Filler, ...]) -> tuple[Filler, ...]:
    spans = {(f.first, f.last) for f in first}
    return (*first, *(f for f in second if (f.first, f.last) not in spans))


def facing(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The other side, where one clause names it for the next: "an offensive on X after rebels seized Y", "took X after
    forcing the rebels to withdraw"."""
    for number, mention in enumerate(found):
        if mention.opponents or not mention.agents or mention.family not in ("violence", "seize"):
            continue
        for other in found:
            between = sentence.document[mention.trigger[1] : other.trigger[0]]
            if (
                other is mention
                or not other.agents
                or other.agents == mention.agents
                or " after " not in f" {between} "
                or _DAYS_AFTER.search(between)
            ):
                continue
            if other.family in ("violence", "seize", "retreat", "abduct"):
                found[number] = mention._replace(opponents=other.agents)
                break
    return _overrun(found)


def _overrun(found: list[Mention]) -> list[Mention]:
    """ "Eleven soldiers were killed when rebels overran their base": who took it from them killed them."""
    for number, mention in enumerate(found):
        taken = next((m for m in found if m.family == "seize" and m.agents and m.trigger > mention.trigger), None)
        if taken is None or mention.agents or not mention.deaths or mention.family != "violence":
            continue
        text = mention.sentence.document
        is_then = " when " in f" {text[mention.trigger[1] : taken.trigger[0]]} "
        if is_then and _THEIRS.match(text, taken.trigger[1]):
            found[number] = mention._replace(agents=taken.agents)
    return found
