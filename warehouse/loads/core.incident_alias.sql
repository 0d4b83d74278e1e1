-- core.incident_alias, one row per incident that went into another one. What led to such an incident leads to that one now.
insert into core.incident_alias by name
with led_here as (
    select alias_id, incident_id
    from core.incident_alias
    qualify row_number() over (partition by alias_id order by turn desc) = 1
)
select led_here.alias_id, gone.incident_id, gone.turn, gone.run_id
from led_here
join batch_incident_alias as gone on gone.alias_id = led_here.incident_id
where led_here.alias_id not in (select alias_id from batch_incident_alias)
order by all;

insert into core.incident_alias by name
select * from batch_incident_alias order by alias_id
