-- The yardstick: one transaction for each ticket, a counter's row and an insert with two indexes.
create table counter (hall int primary key, next int not null default 0) with (fillfactor = 20);
insert into counter select generate_series(1, 100);
create table number (
  hall int not null, day date not null, number int not null, queue text not null,
  state text not null, issued_at timestamptz not null,
  primary key (hall, day, number)
);
create index number_state on number (hall, queue, state, number);
