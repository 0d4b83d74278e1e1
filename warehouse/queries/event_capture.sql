-- The exchange that brought the page on which an event is reported.
select capture.*
from raw.capture as capture
join core.article as article on article.capture_id = capture.capture_id
join core.event as event on event.revision_id = article.revision_id
where event.event_id = $event_id
