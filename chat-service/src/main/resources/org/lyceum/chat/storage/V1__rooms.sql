create table room (
    id integer generated always as identity primary key,
    name varchar(128) not null unique,
    title varchar(1024) not null,
    entered boolean not null,
    log_id bigint not null,
    pledge varbinary(256) not null,
    committed bigint not null,
    read_up_to bigint not null
);

-- without an event where voters have the place
create table entry (
    room integer not null references room (id),
    seq bigint not null,
    epoch bigint not null,
    event_high bigint,
    event_low bigint,
    content varbinary(70000) not null,
    primary key (room, seq)
);

create unique index entry_by_event on entry (room, event_high, event_low);

create table unsent (
    room integer not null references room (id),
    number bigint not null,
    event_high bigint not null,
    event_low bigint not null,
    content varbinary(70000) not null,
    primary key (room, number)
);

create unique index unsent_by_event on unsent (room, event_high, event_low);

-- what was said under a client's own name for it
create table said (
    room integer not null references room (id),
    client_key varchar(64) not null,
    number bigint generated always as identity,
    content varbinary(70000) not null,
    primary key (room, client_key)
);

create index said_by_age on said (room, number);
