"""The sides, victims and targets of a story, as written, with who they are known to be. Not for reading roles or counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.code import actors, casting, tables
from ingest.code.actors import Camp
from ingest.code.casting import Party
from ingest.code.culprits import Culprit
from ingest.code.mentions import Mention
from ingest.code.nouns import Noun
from ingest.code.organisations import Organisation
from ingest.code.phrases import Filler
from ingest.code.sentences import Token
from ingest.code.story import Story

Spans = dict[str, tuple[int, int]]
"""Field to the characters that say it."""

_ARMED = ("military", "police", "militant", "group")
_VAGUE = tables.cues("vague_people")
_ABSTRACT = frozenset(
    ("movement", "movements", "organization", "organizations", "organisation", "organisations", "party", "parties")
)
_ANYBODY = frozenset(("people", "persons"))
_ITS = ("its", "their")
_SAYING = 6
"""Words of "said in a statement on Friday that" up to "its forces"."""
_BODIES = frozenset(("body", "bodies", "corpse", "corpses", "remains", "life", "lives", "total", "number"))
_CIVIL = frozenset(("mr", "mrs", "ms", "miss", "dr", "don", "sir"))
_FOUGHT = frozenset(("clash", "attack", "attackverb"))
_POINTING = frozenset(("the", "this", "that"))
_LEADING_WORDS = frozenset(
    ("the", "a", "an", "their", "his", "her", "its", "other", "another", "some", "any", "these", "those", "this")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who did what to whom; camps say on which side of arms each stands."""

    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    victims: tuple[str, ...]
    targets: tuple[str, ...]
    actor_a_ids: tuple[str, ...]
    actor_b_ids: tuple[str, ...]
    camp_a: Camp | None
    camp_b: Camp | None
    violence_type: int | None
    is_accused: bool
    """The text only accuses side a of it."""


def find(story: Story, day: date | None, country: str | None, spans: Spans, culprit: Culprit | None) -> Parties:
    """The parties of a story on its day in its country; adds their evidence to `spans`."""
    agents = casting.fillers(story, "agents")
    victims = [party for party in casting.fillers(story, "victims") if not (_is_place(party) or _is_body(party[1]))]
    camps = [(party, _camp(party, day, country)) for party in victims]
    armed = [p for p, camp in camps if camp in ("state", "nonstate") and (_is_armed(p[1]) or _is_member(p[1]))]
    if not agents and culprit is None:
        agents = _fallen_on_both_sides(story, [(p, camp) for p, camp in camps if p in armed])
    facing = casting.fillers(story, "opponents") or [party for party in armed if party not in agents]
    camp_a = _first_camp(agents, day, country) or (culprit.organisation.camp if culprit else None)
    camp_b = _first_camp(facing, day, country)
    hits = any(c.kind == "civilian" for c in story.toll.deaths) or any(camp == "civilian" for _, camp in camps)
    kind = actors.violence_type(camp_a, camp_b, hits) if story.lead.event_type == "ASSAULT" else None
    if kind is not None:
        spans["violence_type"] = story.lead.trigger
    return Parties(
        side_a=_doers(agents, culprit, spans),
        side_b=_names("side_b", facing, spans),
        victims=_names("victims", _distinct(victims), spans),
        targets=_names("targets", _distinct(casting.fillers(story, "targets")), spans),
        actor_a_ids=_ids("side_a", [*_behind(culprit), *_phrases(agents)], day, country, spans),
        actor_b_ids=_ids("side_b", _phrases(facing), day, country, spans),
        camp_a=camp_a,
        camp_b=camp_b,
        violence_type=kind,
        is_accused=culprit is not None and culprit.ground == "accused",
    )


def _fallen_on_both_sides(story: Story, fallen: Sequence[tuple[Party, Camp | None]]) -> list[Party]:
    """ "Two soldiers and six rebels were killed in an attack": the rebels attacked; of a clash the state's side is told first."""
    if {camp for _, camp in fallen} != {"state", "nonstate"} or story.lead.effects.isdisjoint(_FOUGHT):
        return []
    first = "state" if "clash" in story.lead.effects else "nonstate"
    return [party for party, camp in fallen if camp == first]


def _is_armed(filler: Filler) -> bool:
    """Soldiers, "two of its soldiers", and one who is named in their stead ("the commander, Luis Vega")."""
    is_of_some = filler.noun.kind == "number" and filler.inner.kind != "group"  # not "three of the crew"
    return filler.noun.kind in _ARMED or ((filler.noun.is_name or is_of_some) and filler.inner.kind in _ARMED)


def _is_member(filler: Filler) -> bool:
    """ "Four Islamic State members": as armed as those they are of."""
    return filler.noun.head == "members"


def _camp(party: Party, day: date | None, country: str | None) -> Camp | None:
    mention, filler = party
    return actors.camp(mention.sentence.tokens, filler, day, country)


def _first_camp(parties: Iterable[Party], day: date | None, country: str | None) -> Camp | None:
    return next((camp for party in parties if (camp := _camp(party, day, country))), None)


def _doers(agents: Sequence[Party], culprit: Culprit | None, spans: Spans) -> tuple[str, ...]:
    """The organisation first, then its people as written."""
    names = _names("side_a", agents, spans)
    if culprit is None:
        return names
    spans["side_a"] = (culprit.start, culprit.end)
    if not names:
        names = _people_of(culprit.organisation)
    bodies = [one.text for one in _bodies(culprit)]
    people = [name for name in names if not any(_is_named_by(name, body) for body in bodies)]
    return tuple(dict.fromkeys((*bodies, *people)))


def _is_named_by(name: str, body: str) -> bool:
    """Whether a name is only a part of a body's ("Islamic State"), or that body's behind small words ("paramilitary Rapid …")."""
    before = name.removesuffix(body)
    is_behind = before != name and before.islower() and " of " not in before
    return body.startswith(f"{name} ") or is_behind or body.lower() == f"the {name.lower()}"


def _people_of(one: Organisation) -> tuple[str, ...]:
    """Those who are said beside an organisation's name to be its own: "ELN guerrillas", "members of the ELN"."""
    tokens, first, last = one.sentence.tokens, one.first, one.last
    while last < len(tokens) and _is_fighter(tokens[last]):
        last += 1
    if last == one.last:
        first = _past_article_back(tokens, first)
        first -= 2 if first > 1 and tokens[first - 1].low == "of" and _is_fighter(tokens[first - 2]) else 0
        if first == _past_article_back(tokens, one.first):
            return ()
    return (" ".join(one.sentence.document[tokens[first].start : tokens[last - 1].end].split()),)


def _past_article_back(tokens: Sequence[Token], first: int) -> int:
    while first > 0 and tokens[first - 1].low in _LEADING_WORDS:
        first -= 1
    return first


def _is_fighter(token: Token) -> bool:
    known = tables.people().get(token.low)
    return known is not None and known.kind in ("militant", "person", "group", "military")


def _is_place(party: Party) -> bool:
    """ "an attack on Yelwata": the name is that of the place."""
    mention, filler = party
    place, tokens = mention.place, mention.sentence.tokens
    return place is not None and (tokens[filler.first].start, tokens[filler.last - 1].end) == (place.start, place.end)


def _is_body(filler: Filler) -> bool:
    """ "A movement", "an organisation": what bleeds are its members."""
    return filler.noun.kind == "group" and filler.inner is filler.noun and filler.noun.head in _ABSTRACT


def _names(field: str, parties: Sequence[Party], spans: Spans) -> tuple[str, ...]:
    written = [_text(m, f) for m, f in parties if _is_told(f)]
    if written:
        spans[field] = written[0][1:]
    return tuple(dict.fromkeys(text for text, _, _ in written))


def _distinct(parties: Sequence[Party]) -> list[Party]:
    """Without what only says again, in fewer or vaguer words, whom the others name."""
    parties = _without_named(_without_echoes(parties))
    words = [_said(party) for party in parties]
    vague = [_is_vague(f.inner if f.noun.kind == "number" else f.noun) for _, f in parties]
    if not all(vague):
        parties = [p for p, is_vague in zip(parties, vague, strict=True) if not is_vague]
        words = [w for w, is_vague in zip(words, vague, strict=True) if not is_vague]
    return [p for p, own in zip(parties, words, strict=True) if not any(own < other for other in words)]


def _is_vague(noun: Noun) -> bool:
    """ "Others", "the people", and people whom nobody counted."""
    return noun.head in _VAGUE or (noun.head in _ANYBODY and noun.quantity is None and noun.is_plural)


def _said(party: Party) -> frozenset[str]:
    """The words of a phrase, with plurals of trades read alike ("Jesuits", "Jesuit priests")."""
    mention, filler = party
    words = {t.low for t in mention.sentence.tokens[filler.first : filler.last]} - _LEADING_WORDS
    return frozenset(w.removesuffix("s") for w in words) if filler.noun.is_plural else frozenset(words)


def _without_echoes(parties: Sequence[Party]) -> Sequence[Party]:
    """Without names that a fuller one holds ("Senator Vega" beside "Luis Vega Soto"), and without what another sentence calls
    the one who is named ("the politician")."""
    names = [_own_name(party) for party in parties]
    if not any(names):
        return parties
    named_in = {id(m.sentence) for (m, _), name in zip(parties, names, strict=True) if name}
    return [
        (m, f)
        for at, ((m, f), name) in enumerate(zip(parties, names, strict=True))
        if not any(name < other for other in names if name)
        and not (name and name in names[:at])
        and not (not name and _points_back(f.noun) and id(m.sentence) not in named_in)
    ]


def _without_named(parties: Sequence[Party]) -> Sequence[Party]:
    """Without what only counts those that are named ("two reporters" beside two names), or calls the one who died by name in
    another sentence what he was ("a businessman")."""
    named = [party for party in parties if _is_named(party)]
    return [
        p
        for p in parties
        if p in named or not (_counts(p, named, parties) or _is_the_dead(p, named) or _is_identified(p, named))
    ]


def _is_identified(party: Party, named: Sequence[Party]) -> bool:
    """ "The inspector was identified as …": as many are named, and called what this phrase calls them."""
    _, filler = party
    quantity = filler.noun.quantity or filler.inner.quantity
    number = quantity.best if quantity is not None else None if filler.inner.is_plural else 1
    naming = [m for m, _ in named if m.names_those_of is not None and filler.inner.head in m.sentence.cue_words]
    return number is not None and number == len(naming)


def _is_named(party: Party) -> bool:
    """Whether a phrase ends in somebody's name: "Ana Vega", "the farmer Luis Vega"."""
    mention, filler = party
    words = mention.sentence.tokens[filler.first : filler.last]
    is_told = filler.noun.head not in tables.people() and not mention.sentence.is_upper
    return bool(_own_name(party)) or (is_told and any(t.low == filler.noun.head and t.text.istitle() for t in words))


def _counts(party: Party, named: Sequence[Party], parties: Sequence[Party]) -> bool:
    mention, filler = party
    quantity = filler.noun.quantity
    if quantity is None or quantity.value < 2 or filler.is_same or filler.inner is not filler.noun:
        return False
    same = sum(m is mention and f.is_same for m, f in parties)
    others = sum(m.sentence is not mention.sentence for m, _ in named)
    return quantity.best == same or (quantity.best == others and "also" not in mention.sentence.cue_words)


def _is_the_dead(party: Party, named: Sequence[Party]) -> bool:
    mention, filler = party
    is_one = not filler.noun.is_plural and not filler.noun.is_group and filler.noun.kind is not None
    others = [m for m, _ in named if m.sentence is not mention.sentence]
    return is_one and len(named) == 1 and bool(others) and all(_one_died(m) for m in (mention, *others))


def _one_died(mention: Mention) -> bool:
    if mention.names_those_of is not None:
        return True
    return len(mention.deaths) == 1 and mention.deaths[0].quantity.best == 1


def _own_name(party: Party) -> frozenset[str]:
    """The words of a name that say whose it is, without ranks and posts; empty where a phrase names nobody."""
    mention, filler = party
    if not filler.noun.is_name:
        return frozenset()
    people = tables.people()
    words = mention.sentence.tokens[filler.first : filler.last]
    plain = (t.low for t in words if t.word.is_plain and t.low not in _CIVIL)
    return frozenset(word for word in plain if word not in people)


def _points_back(noun: Noun) -> bool:
    """ "the politician", "this man": one who was spoken of before."""
    return noun.determiner in _POINTING and not noun.is_plural and noun.kind is not None and noun.quantity is None


def _is_told(filler: Filler) -> bool:
    """Whether a phrase says more than "they" or "two"; "two of the guards" does."""
    return filler.noun.kind not in ("pronoun", "number") or filler.inner is not filler.noun


def _text(mention: Mention, filler: Filler) -> tuple[str, int, int]:
    """A filler as written, without its number and article, and where it stands."""
    tokens = mention.sentence.tokens
    first = _past_article(tokens, _past_body(tokens, filler), filler.last)
    quantity = filler.noun.quantity or filler.inner.quantity
    if quantity is not None and quantity.first <= first < quantity.last < filler.last:
        first = quantity.last
    if tokens[first].low == "of" and first < filler.last - 1:
        first += 1
    first = _past_article(tokens, first, filler.last)
    last = filler.last - (tokens[filler.last - 1].low == "'s" and first < filler.last - 1)
    start, end = tokens[first].start, tokens[last - 1].end
    return " ".join(mention.sentence.document[start:end].split()), start, end


def _past_body(tokens: Sequence[Token], filler: Filler) -> int:
    """Where it says who they are in "the bodies of two farmers", "a total of 12 people"."""
    at = _past_article(tokens, filler.first, filler.last) + 1
    is_body = at + 1 < filler.last and tokens[at - 1].low in _BODIES and tokens[at].low == "of"
    return at + 1 if is_body else filler.first


def _past_article(tokens: Sequence[Token], first: int, last: int) -> int:
    while first < last - 1 and (tokens[first].low in _LEADING_WORDS or not tokens[first].low[0].isalnum()):
        first += 1
    return first


def _ids(
    side: str, phrases: Iterable[Sequence[Token]], day: date | None, country: str | None, spans: Spans
) -> tuple[str, ...]:
    """The actors of a side, with the letter of its field: actor_a_ids, actor_b_ids."""
    if side not in spans:
        return ()
    found = [actor.actor_id for phrase in phrases for actor in actors.resolve(phrase, day, country)]
    if found:
        spans[f"actor_{side[-1]}_ids"] = spans[side]
    return tuple(dict.fromkeys(found))


def _behind(culprit: Culprit | None) -> list[Sequence[Token]]:
    return [one.sentence.tokens[one.first : one.last] for one in _bodies(culprit)]


def _bodies(culprit: Culprit | None) -> tuple[Organisation, ...]:
    return (culprit.organisation, *culprit.others) if culprit else ()


def _phrases(parties: Iterable[Party]) -> list[Sequence[Token]]:
    return [_named(mention, filler) for mention, filler in parties]


def _named(mention: Mention, filler: Filler) -> Sequence[Token]:
    """The words of a phrase, with the acronym in brackets that follows it; for "its" those that name whose they are."""
    tokens, last = mention.sentence.tokens, filler.last
    is_bracketed = [token.text for token in tokens[last : last + 3 : 2]] == ["(", ")"]
    own = tokens[filler.first : last + 3 if is_bracketed else last]
    if own[0].low in _ITS and filler.inner.kind in _ARMED:
        return (*_speaker(mention, filler.first), *own[1:])
    return own


def _speaker(mention: Mention, before: int) -> Sequence[Token]:
    """Who says it right before: "Russia's defence ministry" in "Russia's defence ministry said on Friday that its forces"."""
    tokens = mention.sentence.tokens
    said = tokens[max(0, before - _SAYING) : before]
    owners = [one for one in mention.sources if any(one.end == token.end for token in said)]
    return [token for one in owners[-1:] for token in tokens if one.start <= token.start and token.end <= one.end]
