-- The spine: halls and their configuration, who may do what, the journal and its read table.
-- Run by the migrating role; ${runningRole} is the role the server runs under.

create table deployment (
  one         boolean primary key default true check (one),
  id          uuid    not null default gen_random_uuid(),
  incarnation integer not null default 1 check (incarnation > 0)
);
comment on column deployment.id is 'Names the cluster: nodes with different databases never join one another.';
comment on column deployment.incarnation is 'Raised by one after a restore from a back-up, so that no client believes an older board.';
insert into deployment default values;

create table hall (
  id   integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,31}$'),
  founded date not null
);
comment on column hall.founded is 'The first business day. Nodes whose clocks differ must not open two first days.';

create table hall_config (
  hall       integer not null references hall,
  version    integer not null check (version > 0),
  source     text not null,
  content    text not null,
  opening    text not null,
  items      text not null,
  created_at timestamptz not null default now(),
  primary key (hall, version)
);
comment on table hall_config is 'Immutable versions: a business day names the version it was opened with.';
comment on column hall_config.opening is 'When the hall is open, closures and special days, JSON with a format number.';
comment on column hall_config.items is 'The items (事项) people can apply for and the legal regimes they name, JSON with a format number.';

create table account (
  id            integer generated always as identity primary key,
  username      text not null unique check (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$'),
  password_hash text not null,
  roles         text[] not null,
  hall          integer references hall,
  windows       text[] not null default '{}',
  demonstration boolean not null default false,
  created_at    timestamptz not null default now()
);
comment on column account.hall is 'The hall the account is good for; null: every hall of the deployment.';
comment on column account.windows is 'The windows a clerk may serve; empty for the other roles.';

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  account    integer not null references account on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expiry on session (expires_at);

-- One row per event. (hall, day, seq) is the uniqueness on which every guarantee rests.
create table journal (
  hall           integer  not null,
  day            date     not null,
  seq            integer  not null check (seq > 0),
  type           text     not null,
  version        smallint not null,
  payload        bytea    not null,
  at             bigint   not null,
  actor          integer  not null,
  command_id     uuid,
  command_digest uuid,
  previous       bytea    not null check (length(previous) = 32),
  hash           bytea    not null check (length(hash) = 32),
  primary key (hall, day, seq)
) partition by range (day);
comment on column journal.at is 'Milliseconds since 1970-01-01T00:00:00Z; never goes backwards within a stream.';
comment on column journal.actor is 'The account that gave the command; 0 is the system itself.';
comment on column journal.hash is 'SHA-256 over every other column, length-prefixed; previous is the hash of the row before, across days.';

-- A pure function of the journal, written in the same transaction.
create table ticket (
  hall       integer not null,
  day        date    not null,
  prefix     text    not null collate "C",
  number     integer not null,
  queue      text    not null,
  state      text    not null,
  counter    text,
  issued_at  bigint  not null,
  called_at  bigint,
  started_at bigint,
  ended_at   bigint,
  calls      integer not null,
  reconstructed boolean not null,
  primary key (hall, day, prefix, number)
) partition by range (day);
comment on column ticket.reconstructed is 'A pre-printed number (应急号), entered after the hall stood still; issued_at is the arrival on the paper.';
comment on column ticket.counter is 'The id of the window (窗口) that has or had the ticket.';

-- Creates the month's partitions where they are missing. The running role may call it, and owns nothing.
create function ensure_partitions(month date) returns void
  language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
  first_day date := date_trunc('month', month)::date;
  next_month date := (date_trunc('month', month) + interval '1 month')::date;
  suffix text := to_char(first_day, 'YYYYMM');
begin
  if month < date '2020-01-01' or month > (now() + interval '400 days')::date then
    raise exception 'expected a month between 2020-01 and 400 days from now, found %', month;
  end if;
  if to_regclass('public.journal_' || suffix) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('yichuang.partitions'));
  if to_regclass('public.journal_' || suffix) is not null then
    return;
  end if;
  execute format('create table public.journal_%s partition of public.journal for values from (%L) to (%L)', suffix, first_day, next_month);
  execute format('create table public.ticket_%s partition of public.ticket for values from (%L) to (%L) with (fillfactor = 80)', suffix, first_day, next_month);
end
$$;
revoke all on function ensure_partitions(date) from public;

grant select on deployment, hall, hall_config, account, session, journal, ticket to "${runningRole}";
grant insert on hall, hall_config, account, session, journal, ticket to "${runningRole}";
grant update on ticket to "${runningRole}";
grant update (password_hash, roles, windows, hall) on account to "${runningRole}";
grant delete on session to "${runningRole}";
grant execute on function ensure_partitions(date) to "${runningRole}";
