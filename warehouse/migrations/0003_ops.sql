-- What the pipeline did and knows about its own work.

create schema if not exists ops;

create table ops.run (
    run_id varchar not null,
    kind varchar not null,
    started_at timestamptz not null,
    window_start timestamptz,
    window_end timestamptz,
    sources_file varchar not null
);
comment on table ops.run is 'One row per run that was planned; its result, once loaded, is in ops.load';
comment on column ops.run.run_id is 'Id of the run and name of its folder';
comment on column ops.run.kind is 'watch, sweep or manual';
comment on column ops.run.started_at is 'When it began';
comment on column ops.run.window_start is 'First instant of its window; null: whatever the channels held';
comment on column ops.run.window_end is 'First instant after its window';
comment on column ops.run.sources_file is 'The sources file it used';

create table ops.load (
    run_id varchar not null,
    loaded_at timestamptz not null,
    is_whole boolean not null,
    discovered bigint not null,
    stored bigint not null,
    duplicate bigint not null,
    pending bigint not null,
    rejected map(varchar, bigint) not null,
    failed map(varchar, bigint) not null,
    revisions bigint not null,
    events bigint not null
);
comment on table ops.load is 'One row per run that was loaded; discovered = stored + duplicate + pending + all rejected + all failed, counted in article addresses';
comment on column ops.load.run_id is 'The run';
comment on column ops.load.loaded_at is 'When its transaction was written';
comment on column ops.load.is_whole is 'False: some of its work was never done, and is pending';
comment on column ops.load.discovered is 'Article addresses the run had to do with';
comment on column ops.load.stored is 'Addresses stored for the first time';
comment on column ops.load.duplicate is 'Addresses stored by an earlier run';
comment on column ops.load.pending is 'Addresses left for a later run';
comment on column ops.load.rejected is 'Addresses refused, by reason';
comment on column ops.load.failed is 'Addresses that failed and are tried again, by reason';
comment on column ops.load.revisions is 'New texts under addresses stored before';
comment on column ops.load.events is 'Events stored';

create table ops.url (
    article_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    canonical_url varchar not null,
    status varchar not null,
    reason varchar,
    stored_as varchar,
    attempts bigint not null,
    next_try_at timestamptz,
    published_at timestamptz,
    is_wanted boolean not null,
    fetched_at timestamptz,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    run_id varchar not null
);
comment on table ops.url is 'The frontier: one row per article address ever discovered, and what became of it';
comment on column ops.url.article_id is 'Identity of the canonical address';
comment on column ops.url.source_id is 'Outlet whose channel led here first';
comment on column ops.url.url is 'Address as first given';
comment on column ops.url.canonical_url is 'Address without fragment and trackers';
comment on column ops.url.status is 'stored, rejected (final), failed (tried again), pending (not tried yet) or deferred (outside every window asked so far, or undated)';
comment on column ops.url.reason is 'Why, where it is not stored';
comment on column ops.url.stored_as is 'Article it is stored as; another id than its own where the page calls itself otherwise';
comment on column ops.url.attempts is 'Tries in a row that brought nothing new';
comment on column ops.url.next_try_at is 'Not to be asked again before; null for a failed address: given up';
comment on column ops.url.published_at is 'When it was published, as far as known';
comment on column ops.url.is_wanted is 'A run without a window of publication discovered it: it is to be stored whatever its date';
comment on column ops.url.fetched_at is 'When it was last asked for';
comment on column ops.url.first_seen_at is 'When a channel first listed it';
comment on column ops.url.last_seen_at is 'When a channel last listed it';
comment on column ops.url.run_id is 'Run that last decided about it';

create table ops.rejection (
    rejection_id varchar not null,
    run_id varchar not null,
    source_id varchar not null,
    article_id varchar not null,
    url varchar not null,
    stage varchar not null,
    outcome varchar not null,
    reason varchar not null,
    detail varchar,
    capture_id varchar,
    published_at timestamptz,
    rejected_at timestamptz not null
);
comment on table ops.rejection is 'One row per refusal or failure of an address in a run; ops.url has what holds now';
comment on column ops.rejection.rejection_id is 'Id of the refusal';
comment on column ops.rejection.run_id is 'Run in which it happened';
comment on column ops.rejection.source_id is 'Outlet whose channel led here';
comment on column ops.rejection.article_id is 'Identity of the address';
comment on column ops.rejection.url is 'The address';
comment on column ops.rejection.stage is 'Stage that refused';
comment on column ops.rejection.outcome is 'rejected (final) or failed (tried again)';
comment on column ops.rejection.reason is 'Why, in one word';
comment on column ops.rejection.detail is 'What was seen';
comment on column ops.rejection.capture_id is 'The exchange it was seen in';
comment on column ops.rejection.published_at is 'When the page was published, where that is why it was refused';
comment on column ops.rejection.rejected_at is 'When';

create table ops.check_result (
    check_name varchar not null,
    checked_at timestamptz not null,
    wrong_rows bigint not null,
    sample varchar[] not null
);
comment on table ops.check_result is 'One row per check: its last result';
comment on column ops.check_result.check_name is 'File name in warehouse/checks';
comment on column ops.check_result.checked_at is 'When it ran last';
comment on column ops.check_result.wrong_rows is 'Rows that are wrong';
comment on column ops.check_result.sample is 'Up to five of them, as text';

create table ops.writer (
    turn bigint not null,
    run_id varchar
);
comment on table ops.writer is 'One row that every load updates, so that of two loads at once one waits or fails instead of both succeeding';
comment on column ops.writer.turn is 'Loads so far';
comment on column ops.writer.run_id is 'The last of them';
insert into ops.writer values (0, null);

create table ops.view_build (
    digest varchar not null,
    built_at timestamptz not null
);
comment on table ops.view_build is 'One row: which version of the views stands in this warehouse';
comment on column ops.view_build.digest is 'Hash of the view files';
comment on column ops.view_build.built_at is 'When they were built';
