-- What is exported, with the column names of UCDP GED, then a few of ours. Grain: one row per act of violence in which somebody
-- died; type_of_violence is null where the sides are not known well enough to say.
with named as (
    select
        *,
        coalesce(actor_a.ucdp_name, actor_a.name, nullif(array_to_string(side_a, '; '), '')) as known_a,
        case
            when violence_type = 3 then 'Civilians'
            else coalesce(actor_b.ucdp_name, actor_b.name, nullif(array_to_string(side_b, '; '), ''))
        end as known_b
    from exported
)
select
    row_id as id,
    year(date_start) as year,
    violence_type as type_of_violence,
    known_a || ' - ' || known_b as dyad_name,
    known_a as side_a,
    known_b as side_b,
    number_of_sources,
    concat_ws(', ', outlet, strftime(published_at, '%Y-%m-%d'), title) as source_article,
    outlets as source_office,
    published_at::date as source_date,
    title as source_headline,
    array_to_string(attributed_to, '; ') as source_original,
    where_prec,
    place as where_coordinates,
    place_as_written as where_description,
    admin1 as adm_1,
    admin2 as adm_2,
    latitude,
    longitude,
    case when latitude is not null and longitude is not null then 'POINT (' || longitude || ' ' || latitude || ')' end as geom_wkt,
    (floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1)::bigint as priogrid_gid,
    country_name as country,
    event_clarity,
    date_prec,
    date_start,
    date_end,
    deaths_a,
    deaths_b,
    deaths_civilians,
    deaths_unknown,
    best,
    high,
    low,
    claim_status,
    quote,
    incident_id,
    event_id,
    article_id,
    url,
    coder
from named
where (event_type = 'ASSAULT' or violence_type is not null) and low > 0
order by named.date_start nulls last, named.country, named.place, named.row_id
