-- Whose dead an event counts: two sides that each tell of the other's dead tell of two tolls. The settle step fills it in, as it does
-- after every change of recipe. A table made anew, since a lake takes no list as the default of a column.

alter table core.trace rename to trace_before;
create table core.trace (
    event_id varchar not null,
    revision_id varchar not null,
    article_id varchar not null,
    arrived_at timestamptz not null,
    event_type varchar not null,
    event_mode varchar,
    event_clarity bigint,
    claim_status varchar not null,
    date_start date,
    date_end date,
    date_prec bigint,
    place varchar,
    latitude double,
    longitude double,
    admin1 varchar,
    country varchar,
    where_prec bigint,
    actors varchar[] not null,
    low bigint,
    best bigint,
    high bigint,
    injured bigint,
    people varchar[] not null,
    aged varchar[] not null,
    sites varchar[] not null,
    words varchar[] not null,
    weights bigint[] not null,
    keys bigint[] not null,
    method varchar not null,
    killers varchar[] not null,
    killed varchar[] not null
);
insert into core.trace by name
select *, [] as killers, [] as killed
from core.trace_before
order by arrived_at, event_id;
drop table core.trace_before;

comment on table core.trace is 'One row per event told as having happened or denied: what it is known again by in other articles';
comment on column core.trace.event_id is 'The event';
comment on column core.trace.revision_id is 'Article revision that reports it';
comment on column core.trace.article_id is 'The article';
comment on column core.trace.arrived_at is 'When the article was published, or else fetched';
comment on column core.trace.event_type is 'PLOVER event type';
comment on column core.trace.event_mode is 'PLOVER mode';
comment on column core.trace.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column core.trace.claim_status is 'reported, claimed, accused or denied';
comment on column core.trace.date_start is 'First day';
comment on column core.trace.date_end is 'Last day';
comment on column core.trace.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column core.trace.place is 'Place, resolved';
comment on column core.trace.latitude is 'Degrees north, WGS 84';
comment on column core.trace.longitude is 'Degrees east, WGS 84';
comment on column core.trace.admin1 is 'First-level administrative unit';
comment on column core.trace.country is 'ISO 3166 alpha-2 country';
comment on column core.trace.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column core.trace.actors is 'Resolved actors of both sides';
comment on column core.trace.low is 'Lowest death toll told';
comment on column core.trace.best is 'Best death toll told';
comment on column core.trace.high is 'Highest death toll told';
comment on column core.trace.injured is 'People injured';
comment on column core.trace.people is 'First and last names of people in the article, folded';
comment on column core.trace.aged is 'Of them, those whose age is told';
comment on column core.trace.sites is 'Streets and sites in the article, folded';
comment on column core.trace.words is 'Its heaviest words, the heaviest first';
comment on column core.trace.weights is 'Their weights; the squares add up to about a million';
comment on column core.trace.keys is '63-bit hashes; two events are compared where they share one';
comment on column core.trace.method is 'Recipe, with version; the settle step makes rows of an earlier recipe anew';
comment on column core.trace.killers is 'Where the dead of one side alone are counted: the resolved actors of the other';
comment on column core.trace.killed is 'Where the dead of one side alone are counted: its resolved actors';
