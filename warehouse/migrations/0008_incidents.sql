-- Incidents: what each event is known again by, which events are linked and why, and the incident of each.

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
    method varchar not null
);
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

create table core.incident_link (
    event_id varchar not null,
    other_id varchar not null,
    points bigint not null,
    reasons varchar[] not null,
    method varchar not null
);
comment on table core.incident_link is 'One row per two events of different texts that report the same thing, with the reasons: a fact of the two';
comment on column core.incident_link.event_id is 'One event; its id sorts before the other''s';
comment on column core.incident_link.other_id is 'The other';
comment on column core.incident_link.points is 'What speaks for it less what speaks against it';
comment on column core.incident_link.reasons is 'What the points are given for, each with its points';
comment on column core.incident_link.method is 'Recipe, with version';

create table core.incident_event (
    event_id varchar not null,
    revision_id varchar not null,
    arrived_at timestamptz not null,
    incident_id varchar not null,
    turn bigint not null
);
comment on table core.incident_event is 'One row per event told as having happened or denied: the incident it reports, as it is now';
comment on column core.incident_event.event_id is 'The event';
comment on column core.incident_event.revision_id is 'Article revision that reports it';
comment on column core.incident_event.arrived_at is 'When the article was published, or else fetched';
comment on column core.incident_event.incident_id is 'Its incident';
comment on column core.incident_event.turn is 'Load or settle step that wrote this, counted';

create table core.incident_alias (
    alias_id varchar not null,
    incident_id varchar not null,
    turn bigint not null,
    run_id varchar not null
);
comment on table core.incident_alias is 'One row each time that an incident went into another one; the last row of an id speaks';
comment on column core.incident_alias.alias_id is 'Id of the incident that is no more';
comment on column core.incident_alias.incident_id is 'The incident that most of its events are in since';
comment on column core.incident_alias.turn is 'Load or settle step that found out, counted';
comment on column core.incident_alias.run_id is 'The run that was loaded, or settle';
