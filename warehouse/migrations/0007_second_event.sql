-- What a coder beside the record read: the shape of core.event, in a table of its own, so that no total can hold both.

create table core.second_event (
    event_id varchar not null,
    revision_id varchar,
    event_type varchar not null,
    event_mode varchar,
    contexts varchar[] not null,
    acled_sub_event varchar,
    violence_type bigint,
    date_start date,
    date_end date,
    date_prec bigint,
    place_as_written varchar,
    place varchar,
    geonames_id bigint,
    latitude double,
    longitude double,
    admin1 varchar,
    admin2 varchar,
    country varchar,
    where_prec bigint,
    side_a varchar[] not null,
    side_b varchar[] not null,
    actor_a_ids varchar[] not null,
    actor_b_ids varchar[] not null,
    victims varchar[] not null,
    targets varchar[] not null,
    weapons varchar[] not null,
    deaths_a bigint,
    deaths_b bigint,
    deaths_civilians bigint,
    deaths_unknown bigint,
    low bigint,
    best bigint,
    high bigint,
    injured bigint,
    detained bigint,
    abducted bigint,
    displaced bigint,
    event_clarity bigint,
    part_of varchar[] not null,
    claim_status varchar not null,
    attributed_to varchar[] not null,
    quote varchar not null,
    quote_start bigint not null,
    quote_end bigint not null,
    evidence map(varchar, bigint[]) not null,
    confidence double not null,
    coder varchar not null
);
comment on table core.second_event is 'One row per event that a second coder read in one article revision, beside the record; in no total';
comment on column core.second_event.event_id is 'Id of the event';
comment on column core.second_event.revision_id is 'Article revision that reports it';
comment on column core.second_event.event_type is 'PLOVER event type';
comment on column core.second_event.event_mode is 'PLOVER mode';
comment on column core.second_event.contexts is 'PLOVER contexts';
comment on column core.second_event.acled_sub_event is 'ACLED sub-event type, derived';
comment on column core.second_event.violence_type is 'UCDP: 1 state-based, 2 non-state, 3 one-sided; null where the sides are not known';
comment on column core.second_event.date_start is 'First day';
comment on column core.second_event.date_end is 'Last day';
comment on column core.second_event.date_prec is 'UCDP precision of the date, 1 (day) to 5';
comment on column core.second_event.place_as_written is 'Place in the text''s words';
comment on column core.second_event.place is 'Place, resolved';
comment on column core.second_event.geonames_id is 'GeoNames id of the place';
comment on column core.second_event.latitude is 'Degrees north, WGS 84';
comment on column core.second_event.longitude is 'Degrees east, WGS 84';
comment on column core.second_event.admin1 is 'First-level administrative unit';
comment on column core.second_event.admin2 is 'Second-level administrative unit';
comment on column core.second_event.country is 'ISO 3166 alpha-2 country';
comment on column core.second_event.where_prec is 'UCDP precision of the place, 1 (exact) to 7';
comment on column core.second_event.side_a is 'Who acted, as written';
comment on column core.second_event.side_b is 'Upon whom, as written';
comment on column core.second_event.actor_a_ids is 'Resolved actors of side_a';
comment on column core.second_event.actor_b_ids is 'Resolved actors of side_b';
comment on column core.second_event.victims is 'Kinds of victims, as written';
comment on column core.second_event.targets is 'Objects hit, as written';
comment on column core.second_event.weapons is 'Means, as written';
comment on column core.second_event.deaths_a is 'Deaths on side a';
comment on column core.second_event.deaths_b is 'Deaths on side b';
comment on column core.second_event.deaths_civilians is 'Deaths of civilians';
comment on column core.second_event.deaths_unknown is 'Deaths of people whose side is not told';
comment on column core.second_event.low is 'Lowest death toll told; null where no deaths are mentioned';
comment on column core.second_event.best is 'Best death toll told; null where uncounted';
comment on column core.second_event.high is 'Highest death toll told; null where open ended';
comment on column core.second_event.injured is 'People injured';
comment on column core.second_event.detained is 'People detained';
comment on column core.second_event.abducted is 'People abducted';
comment on column core.second_event.displaced is 'People displaced';
comment on column core.second_event.event_clarity is 'UCDP: 1 a single incident, 2 a summary';
comment on column core.second_event.part_of is 'Ids of the summaries that contain this event';
comment on column core.second_event.claim_status is 'reported, claimed, accused, denied, hypothetical, threatened or planned';
comment on column core.second_event.attributed_to is 'According to whom';
comment on column core.second_event.quote is 'The sentence';
comment on column core.second_event.quote_start is 'First character of the quote in the article''s text';
comment on column core.second_event.quote_end is 'Character after the quote';
comment on column core.second_event.evidence is 'Per field: first character, character after';
comment on column core.second_event.confidence is 'How sure the coder is, 0 to 1';
comment on column core.second_event.coder is 'Coder, with version';
