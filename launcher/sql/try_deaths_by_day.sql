-- Deaths by day and place: what articles say, side by side. A place may lie in another, so rows are not added.
select date_start, date_end, place, country, deaths_low as low, deaths_best as best, deaths_high as high, sources
from mart.event_daily
where deaths_low > 0
order by date_start, deaths_low desc, place
