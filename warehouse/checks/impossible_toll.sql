-- A toll is no less than nothing, and its low, best and high are in order.
select event_id, low, best, high
from core.event
where low < 0 or best < 0 or high < 0 or low > best or best > high or low > high
