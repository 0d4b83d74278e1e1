-- What is exported, as GeoJSON features. Grain: one row per event or incident, the column names of mart.event as properties.
select
    json_object(
        'type', 'Feature',
        'id', row_id,
        'geometry',
        case
            when latitude is not null and longitude is not null
                then json_object('type', 'Point', 'coordinates', json_array(longitude, latitude))
        end,
        'properties', json_object(
            'event_type', event_type, 'event_mode', event_mode, 'acled_sub_event', acled_sub_event,
            'violence_type', violence_type, 'date_start', date_start, 'date_end', date_end, 'date_prec', date_prec,
            'place', place, 'place_as_written', place_as_written, 'admin1', admin1, 'admin2', admin2, 'country', country,
            'country_name', country_name, 'where_prec', where_prec, 'geonames_id', geonames_id,
            'side_a', side_a, 'side_b', side_b, 'victims', victims, 'targets', targets, 'weapons', weapons,
            'low', low, 'best', best, 'high', high, 'injured', injured, 'detained', detained, 'abducted', abducted,
            'displaced', displaced, 'event_clarity', event_clarity, 'claim_status', claim_status,
            'attributed_to', attributed_to, 'quote', quote, 'outlets', outlets,
            'number_of_sources', number_of_sources, 'outlet', outlet, 'title', title, 'url', url,
            'published_at', strftime(published_at, '%Y-%m-%dT%H:%M:%SZ'), 'incident_id', incident_id,
            'event_id', event_id, 'article_id', article_id, 'coder', coder
        )
    )::varchar as feature
from exported
order by date_start nulls last, country, place, row_id
