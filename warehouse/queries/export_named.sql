-- What is exported, in every format: the chosen events or incidents, with the names that other data sets give their actors. Grain: one
-- row per chosen one.
create or replace temp table exported as
with line as (
    select unnest(from_json(
        $actors,
        '[{"actor": "varchar", "name": "varchar", "role": "varchar", "valid_from": "date", "valid_to": "date", "ucdp_name": "varchar", "acled_name": "varchar"}]'
    ), recursive := true)
),
country as (
    select unnest(from_json($country_names, '[{"country": "varchar", "name": "varchar"}]'), recursive := true)
),
side as (
    select event_id, date_start, 'a' as side, actor_a_ids[1] as named from chosen
    union all
    select event_id, date_start, 'b' as side, actor_b_ids[1] as named from chosen
),
-- the line of the actor that holds on the day; the newest where no day is known
known as (
    select
        side.event_id,
        side.side,
        arg_max(line, coalesce(line.valid_from, date '0001-01-01')) as actor
    from side
    join line on line.actor = side.named
    where side.date_start is null
        or (coalesce(line.valid_from <= side.date_start, true) and coalesce(line.valid_to >= side.date_start, true))
    group by all
)
select
    chosen.*,
    country.name as country_name,
    a.actor as actor_a,
    b.actor as actor_b,
    chosen.victims <> [] and (coalesce(chosen.violence_type = 3, false) or chosen.deaths_civilians is not null) as hits_civilians
from chosen
left join country on country.country = chosen.country
left join known as a on a.event_id = chosen.event_id and a.side = 'a'
left join known as b on b.event_id = chosen.event_id and b.side = 'b'
