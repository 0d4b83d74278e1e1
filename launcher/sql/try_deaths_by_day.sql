-- Deaths by day and country: a total is never added to its parts, nor a copy to its original.
select date_start as day, country, sum(deaths_low) as low, sum(deaths_best) as best, sum(events) as reports
from mart.event_daily
where deaths_low > 0
group by all
order by day, country
