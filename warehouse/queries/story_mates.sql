-- How like the texts in `story_asked` are to others in stories, as far as it may make one the other's mate. Grain: one row per (asked,
-- other), the nearest first. Pairs are looked for by their heaviest terms alone, which few other texts bear; what is promising is
-- then weighed in full. All sums are of whole numbers: they come out the same in whatever order they are added.
with mine as (
    select
        gist.revision_id,
        gist.arrived_at,
        unnest(gist.terms) as term,
        unnest(gist.weights) as weight,
        generate_subscripts(gist.terms, 1) as place
    from core.gist as gist
    where gist.arrived_at between $oldest_at and $newest_at
        and gist.revision_id in (select revision_id from story_asked)
),
head as (
    select revision_id, unnest(terms[:$heads]) as term, unnest(weights[:$heads]) as weight
    from core.gist
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
),
my_head as materialized (
    select revision_id, term, weight from mine where place <= $heads
),
met as (
    select * from head where term in (select term from my_head)
),
promising as materialized (
    select my_head.revision_id, met.revision_id as other_id
    from met
    join my_head on my_head.term = met.term
    where my_head.revision_id <> met.revision_id
    group by all
    having sum(my_head.weight * met.weight) >= $head_likeness
),
other as materialized (
    select revision_id, arrived_at, mates, likenesses
    from core.story_text
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
        and revision_id in (select other_id from promising)
),
theirs as (
    select gist.revision_id, unnest(gist.terms) as term, unnest(gist.weights) as weight
    from core.gist as gist
    where gist.arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
        and gist.revision_id in (select revision_id from other)
),
weighed as (
    select
        promising.revision_id,
        promising.other_id,
        any_value(mine.arrived_at) as arrived_at,
        sum(mine.weight * theirs.weight)::bigint as likeness
    from promising
    join mine on mine.revision_id = promising.revision_id
    join theirs on theirs.revision_id = promising.other_id and theirs.term = mine.term
    group by all
),
near as (
    select
        weighed.revision_id,
        weighed.other_id,
        weighed.likeness,
        other.mates,
        other.likenesses,
        abs(epoch_us(weighed.arrived_at) - epoch_us(other.arrived_at)) as apart
    from weighed
    join other on other.revision_id = weighed.other_id
    where apart <= epoch_us($reach::interval)
        and weighed.likeness
            >= $likeness + ($likeness_per_day * greatest(0, apart - epoch_us($same_days::interval))) // epoch_us(interval 1 day)
)
select revision_id, other_id, likeness
from near
qualify row_number() over (partition by revision_id order by likeness desc, other_id) <= $mates
    or len(mates) < $mates
    or likeness >= likenesses[-1]
order by revision_id, likeness desc, other_id
