create table direct (
    number bigint generated always as identity primary key,
    peer varchar(128) not null,
    event_high bigint not null,
    event_low bigint not null,
    client_key varchar(64),
    waiting boolean not null,
    content varbinary(70000) not null
);

create unique index direct_by_event on direct (peer, event_high, event_low);
create unique index direct_by_key on direct (peer, client_key);
create index direct_by_age on direct (peer, number);
create index direct_waiting on direct (waiting, number);
