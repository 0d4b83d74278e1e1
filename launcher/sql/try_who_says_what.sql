-- Who says what: tolls with their source, and what does not count, with the reason.
select published_at, source, place, low, best, high, attributed_to, claim_status, not_counted_because
from mart.event
where low is not null
order by published_at
limit 12
