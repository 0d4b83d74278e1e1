-- Every event told as having happened is in one incident; every link joins events of two texts; every alias leads to an incident that
-- is there.
select event_id, incident_id, 'is in two incidents' as wrong
from core.incident_event
qualify count(*) over (partition by event_id) > 1
union all
select trace.event_id, null, 'is in no incident'
from core.trace as trace
left join core.incident_event as member on member.event_id = trace.event_id
where member.event_id is null
union all
select link.event_id, link.other_id, 'is linked to an event of its own text'
from core.incident_link as link
join core.trace as one on one.event_id = link.event_id
join core.trace as other on other.event_id = link.other_id
where one.revision_id = other.revision_id
union all
select alias_id, incident_id, 'leads nowhere'
from (from core.incident_alias qualify row_number() over (partition by alias_id order by turn desc) = 1)
where incident_id not in (select incident_id from core.incident_event)
