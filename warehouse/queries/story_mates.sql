-- How like the texts in `story_asked` are to others in stories, as far as it may make one the other's mate. Grain: one row per (asked,
-- other), the nearest first. Pairs are looked for by their heaviest terms alone, which few other texts bear, and by fewer of them
-- among the many texts of other weeks; what is promising is then weighed in full. All sums are of whole numbers, which doubles hold exactly: they come out the same in whatever order they are added.
with mine as materialized (
    select
        gist.rowid as row_id,
        epoch_us(gist.arrived_at) as arrived_us,
        unnest(gist.terms) as term,
        unnest(gist.weights)::double as weight,
        generate_subscripts(gist.terms, 1) as place
    from core.gist as gist
    where gist.arrived_at between $oldest_at and $newest_at
        and gist.revision_id in (select revision_id from story_asked)
),
my_head as materialized (
    select * from mine where place <= $heads
),
head as (
    select
        rowid as row_id,
        epoch_us(arrived_at) as arrived_us,
        case
            when arrived_at between $oldest_at - $near::interval and $newest_at + $near::interval then $heads
            else $far_heads
        end as heads,
        unnest(terms[:heads]) as term,
        unnest(weights[:heads])::double as weight,
        unnest(range(1, heads + 1)) as place
    from core.gist
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
),
met as materialized (
    select * from head where term in (select term from my_head)
),
-- one shared term makes nothing promising
met_twice as (
    select * from met where row_id in (select row_id from met group by row_id having count(*) > 1)
),
promising as materialized (
    select my_head.row_id, met_twice.row_id as other_id
    from met_twice
    join my_head
        on my_head.term = met_twice.term
        and my_head.row_id <> met_twice.row_id
        and (
            greatest(my_head.place, met_twice.place) <= $far_heads
            or abs(my_head.arrived_us - met_twice.arrived_us) <= epoch_us($near::interval)
        )
    group by all
    having count(*) > 1 and sum(my_head.weight * met_twice.weight) >= $head_likeness
),
theirs as (
    select rowid as row_id, unnest(terms) as term, unnest(weights)::double as weight
    from core.gist
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
        and rowid in (select other_id from promising)
),
likely as materialized (
    select promising.row_id, promising.other_id, sum(mine.weight * theirs.weight)::bigint as likeness
    from promising
    join mine on mine.row_id = promising.row_id
    join theirs on theirs.row_id = promising.other_id and theirs.term = mine.term
    group by all
    having likeness >= $likeness
),
named as materialized (
    select rowid as row_id, revision_id, arrived_at
    from core.gist
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
        and rowid in (select row_id from likely union all select other_id from likely)
),
weighed as (
    select one.revision_id, one.arrived_at, other.revision_id as other_id, likely.likeness
    from likely
    join named as one on one.row_id = likely.row_id
    join named as other on other.row_id = likely.other_id
),
other as (
    select revision_id, arrived_at, mates, likenesses
    from core.story_text
    where arrived_at between $oldest_at - $reach::interval and $newest_at + $reach::interval
        and revision_id in (select other_id from weighed)
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
