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

create table centre (
  id      integer generated always as identity primary key,
  slug    text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,31}$'),
  name_zh text not null check (length(name_zh) between 1 and 100),
  name_en text not null check (length(name_en) between 1 and 200),
  level   text not null check (level in ('province', 'city', 'county', 'township', 'village')),
  parent  integer references centre check (parent <> id)
);
comment on table centre is 'Administrative service centres (服务中心): one tree. Halls that name none belong to its root.';
create unique index centre_root on centre ((true)) where parent is null;
create index centre_parent on centre (parent);
insert into centre (slug, name_zh, name_en, level)
values ('home', '政务服务中心', 'Service centre', 'province');

create table hall (
  id   integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,31}$'),
  centre integer not null references centre,
  founded date not null,
  always_open boolean not null default false
);
comment on column hall.always_open is 'For demonstrations: every version is open and gives numbers at any time, whatever its file says.';
comment on column hall.founded is 'The first business day. Nodes whose clocks differ must not open two first days.';

create table hall_config (
  hall       integer not null references hall,
  version    integer not null check (version > 0),
  source     text not null,
  items_source text,
  content    text not null,
  opening    text not null,
  items      text not null,
  created_by integer,
  created_at timestamptz not null default now(),
  primary key (hall, version)
);
comment on table hall_config is 'Immutable versions: a business day names the version it was opened with.';
comment on column hall_config.source is 'The file of the hall as it was given, for people; content is what the programs read.';
comment on column hall_config.items_source is 'The file of its items as it was given; null when it has none.';
comment on column hall_config.created_by is 'Null: imported at a start.';
comment on column hall_config.opening is 'When the hall is open, closures and special days, JSON with a format number.';
comment on column hall_config.items is 'The items (事项) people can apply for and the legal regimes they name, JSON with a format number.';

create table account (
  id            integer generated always as identity primary key,
  username      text not null unique check (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$'),
  kind          text not null default 'person' check (kind in ('person', 'device')),
  password_hash text,
  initial_until timestamptz,
  roles         text[] not null check (roles <@ array['KIOSK', 'DISPLAY', 'GUIDE', 'CLERK', 'AGENT', 'REVIEWER', 'HEAD', 'ISSUER', 'CASHIER', 'SUPERVISOR', 'INSPECTOR', 'AUDITOR', 'MANAGER', 'ADMIN']),
  hall          integer references hall,
  centre        integer references centre,
  windows       text[] not null default '{}',
  disabled      boolean not null default false,
  demonstration boolean not null default false,
  created_at    timestamptz not null default now(),
  check (hall is null or centre is null),
  check (kind = 'person' or password_hash is null)
);
create index account_hall on account (hall);
create index account_centre on account (centre);
alter table hall_config add foreign key (created_by) references account;
comment on column account.hall is 'The hall the account is good for; null with centre null: the whole deployment.';
comment on column account.centre is 'The account is good for this centre and those below it.';
comment on column account.password_hash is 'Null: nobody signs in with a password, as devices do not.';
comment on column account.initial_until is 'Somebody else chose the password: it is good until then, and only for choosing another one.';
comment on column account.windows is 'The windows a clerk may serve; empty for the other roles.';

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  account    integer not null references account on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expiry on session (expires_at);
create index session_account on session (account);

-- Kiosks and displays that were paired by a code; each is an account without a password.
create table device (
  account    integer primary key references account,
  hall       integer not null references hall,
  kind       text not null check (kind in ('kiosk', 'display')),
  name       text not null check (length(name) between 1 and 40),
  paired_by  integer not null references account,
  paired_at  timestamptz not null default now(),
  last_seen  timestamptz,
  revoked_at timestamptz,
  printer    text check (length(printer) between 1 and 80)
);
create unique index device_name on device (hall, name) where revoked_at is null;

-- Devices that show a code and wait for somebody to approve it; minutes old at most.
create table pairing (
  secret_hash bytea primary key check (length(secret_hash) = 32),
  code_hash   bytea not null unique check (length(code_hash) = 32),
  kind        text not null check (kind in ('kiosk', 'display')),
  hall        integer not null references hall,
  address     text not null,
  expires_at  timestamptz not null,
  device      integer references device
);
create index pairing_expiry on pairing (expires_at);
create index pairing_address on pairing (address);

-- Codes by which a guide vouches for somebody's class at a kiosk; used once, good for minutes.
create table guide_code (
  hall       integer not null references hall,
  code_hash  bytea not null check (length(code_hash) = 32),
  class      text not null,
  reason     text not null check (length(reason) between 1 and 200),
  made_by    integer not null references account,
  expires_at timestamptz not null,
  used_by    bytea check (length(used_by) = 32),
  attempts   integer not null default 0 check (attempts >= 0),
  primary key (hall, code_hash),
  check ((used_by is null) = (attempts = 0))
);
create index guide_code_expiry on guide_code (expires_at);
comment on column guide_code.used_by is 'Hash of the request for a number that has it, so that a repetition finds it.';
comment on column guide_code.attempts is 'Of that request, all but those that were refused: with the last of them the code is free again.';

-- How often numbers were taken for items; orders the buttons of kiosks. Counted, never rebuilt.
create table item_use (
  hall  integer not null references hall,
  item  text not null check (length(item) between 1 and 64),
  month date not null check (month = date_trunc('month', month)::date),
  uses  bigint not null,
  primary key (hall, item, month)
);

-- What administrators did, beside the journal, which has what happened in halls. Nobody changes it.
create table admin_log (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default now(),
  actor  integer not null references account,
  action text not null,
  target text not null,
  hall   integer references hall,
  centre integer references centre,
  detail jsonb not null default '{}'
);
create index admin_log_hall on admin_log (hall, id);
comment on column admin_log.hall is 'Whose managers may read it; with hall and centre null: administrators of everything alone.';

-- What a hall tells everybody on its displays for some time (通知). No personal data.
create table notice (
  id           integer generated always as identity primary key,
  hall         integer not null references hall,
  zh           text not null check (length(zh) between 1 and 120),
  en           text check (length(en) between 1 and 120),
  shown_from   timestamptz not null,
  shown_until  timestamptz not null,
  posted_by    integer not null references account,
  posted_at    timestamptz not null default now(),
  withdrawn_at timestamptz,
  check (shown_until > shown_from)
);
create unique index notice_shown on notice (hall, zh, shown_from, shown_until) where withdrawn_at is null;

-- Who somebody is at an identity provider; linked to an account by an administrator, never by a sign-in.
create table account_identity (
  issuer    text    not null check (length(issuer) between 8 and 500),
  subject   text    not null check (length(subject) between 1 and 255),
  account   integer not null references account on delete cascade,
  linked_by integer references account,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject),
  unique (account, issuer)
);

-- What ends the session at the provider too, for sessions that began there.
create table session_identity (
  token_hash bytea primary key references session on delete cascade,
  id_token   text  not null check (length(id_token) <= 16384)
);

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
create index journal_at on journal using brin (at) with (autosummarize = on);
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
  appointment text,
  reconstructed boolean not null,
  primary key (hall, day, prefix, number)
) partition by range (day);
create index ticket_appointment on ticket (appointment) where appointment is not null;
comment on column ticket.reconstructed is 'A pre-printed number (应急号), entered after the hall stood still; issued_at is the arrival on the paper.';
comment on column ticket.counter is 'The id of the window (窗口) that has or had the ticket.';

-- One stream for each case (办件), beside those of its hall. Months are those of the number: a case stays
-- in the month in which it was registered. (hall, day, sequence, seq) is its uniqueness.
create table case_journal (
  hall           integer  not null,
  day            date     not null,
  sequence       integer  not null check (sequence > 0),
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
  primary key (hall, day, sequence, seq)
) partition by range (day);
create index case_journal_at on case_journal using brin (at) with (autosummarize = on);
comment on table case_journal is 'Holds no personal data: people are references to records that are kept apart.';
comment on column case_journal.day is 'With hall and sequence the number of the case, which never changes.';
comment on column case_journal.hash is 'SHA-256 over every other column, length-prefixed; previous is the hash of the case''s event before, zeros for its first.';
create index case_journal_reckoned on case_journal (hall, day, sequence, seq) where type = 'DeadlinesReckoned';

-- A pure function of case_journal, written in the same transaction.
create table case_file (
  hall              integer  not null,
  day               date     not null,
  sequence          integer  not null,
  seq               integer  not null,
  item              text     not null collate "C",
  item_version      integer  not null,
  kind              text     not null,
  phase             text     not null,
  light             text     not null,
  channel           text     not null,
  applicant         bigint   not null,
  handler           bigint,
  subject           bigint,
  ticket            text,
  owner             integer,
  clerk             integer,
  responsible       integer,
  arrived           date     not null,
  since             date     not null,
  decided           date,
  result            text,
  promised          date,
  promised_running  boolean,
  promised_late     boolean,
  statutory         date,
  statutory_running boolean,
  statutory_late    boolean,
  delivery          date,
  delivery_running  boolean,
  delivery_late     boolean,
  visits            integer  not null,
  alarm             text     check (alarm in ('yellow', 'red', 'escalated-to-backup', 'escalated-to-window-head', 'escalated-to-department-lead', 'escalated-to-supervisor')),
  alarm_clock       text,
  alarm_version     integer,
  alarm_at          bigint,
  alarm_due         date,
  alarm_account     integer,
  next_due          bigint,
  primary key (hall, day, sequence)
) partition by range (day);
create index case_file_due on case_file (hall, next_due) where next_due is not null;
create index case_file_open on case_file (hall, promised) where phase in ('submitted', 'received', 'notice-given', 'accepted');
create index case_file_running on case_file (hall, day, sequence)
  where phase in ('submitted', 'received', 'notice-given', 'accepted') or delivery_running or next_due is not null;
create index case_file_alarm on case_file (hall) where alarm is not null;
create index case_file_applicant on case_file (applicant);
create index case_file_handler on case_file (handler) where handler is not null;
create index case_file_subject on case_file (subject) where subject is not null;
comment on column case_file.alarm is 'The worst alarm that nobody has met yet; null: none.';
comment on column case_file.next_due is 'Milliseconds since 1970-01-01T00:00:00Z of what falls due next by itself: alarms, silence, reminders. Null: nothing.';

-- Yearly notices beyond those that come with the program. A version is immutable; a later one of the
-- same year replaces it.
create table calendar_year (
  calendar   text        not null check (calendar ~ '^[a-z][a-z0-9-]{1,31}$'),
  version    integer     not null check (version > 0),
  year       integer     not null check (year between 2000 and 2099),
  document   text        not null check (length(document) between 1 and 100),
  holidays   date[]      not null,
  workdays   date[]      not null,
  created_at timestamptz not null default now(),
  created_by integer     not null references account,
  primary key (calendar, version)
);

-- How far the open cases of a hall are reckoned by its newest calendars. A hall without a row is
-- reckoned by those it began with.
create table calendar_reckoned (
  hall          integer primary key references hall,
  bundled       integer not null,
  calendar      integer not null,
  configuration integer not null,
  cause         integer not null,
  day           date,
  sequence      integer,
  finished      boolean not null,
  check ((day is null) = (sequence is null))
);
comment on column calendar_reckoned.bundled is 'Edition of the national calendar that came with the program.';
comment on column calendar_reckoned.calendar is 'Version of the national calendar; configuration: of the hall''s, since which it opens as it does.';
comment on column calendar_reckoned.cause is 'Version of the national calendar whose arrival began it; 0: the hall''s own times, the days of its region, or another calendar that came with the program.';
comment on column calendar_reckoned.sequence is 'With day, the last case up to which all were reckoned: none that cannot be followed is before it.';

-- Bookings of days to come: rows, for no stream of these days exists yet. The place of a live booking is
-- its slot's alone, whoever else books at the same moment.
create table appointment (
  id             text     primary key check (id ~ '^[0-9a-hjkmnp-tv-z]{12}$'),
  hall           integer  not null references hall,
  day            date     not null,
  queue          text     not null,
  slot           bigint   not null,
  slot_end       bigint   not null check (slot_end > slot),
  place          integer  not null check (place > 0),
  nth            smallint check (nth between 1 and 3),
  item           text,
  person         text     check (length(person) = 43),
  state          text     not null default 'booked' check (state in ('booked', 'cancelled')),
  channel        text     not null check (channel in ('online', 'kiosk', 'guide')),
  booked_at      bigint   not null,
  booked_by      integer  references account,
  cancelled_at   bigint,
  command_id     uuid,
  command_digest uuid,
  check (channel <> 'online' or booked_by is null),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
create unique index appointment_place on appointment (hall, day, queue, slot, place) where state = 'booked';
create unique index appointment_once on appointment (person, hall, day, queue) where state = 'booked';
create unique index appointment_nth on appointment (person, nth);
create unique index appointment_command on appointment (command_id);
comment on column appointment.nth is 'Which of the three live bookings of its person it is; null when it is past, cancelled, or nobody''s.';
comment on column appointment.person is 'Keyed hash of a phone or identity number; taken away when no rule needs it any more.';
comment on column appointment.booked_by is 'The account at whose kiosk or desk it was booked; null: online.';

-- People and subjects of cases, apart from the journal, which names their ids alone. What says who
-- somebody is is encrypted under keys of the environment, found by keyed hashes, and can be erased.
create table person (
  id            bigint      generated by default as identity primary key,
  kind          text        not null check (kind in ('person', 'organisation')),
  id_type       text        not null check (id_type ~ '^[a-z-]{1,32}$'),
  name          bytea,
  number        bytea,
  phone         bytea,
  authorisation bytea,
  hash          bytea       check (length(hash) = 32),
  key_id        text,
  created_at    timestamptz not null default now(),
  kept_at       timestamptz not null default now(),
  retain_until  date,
  erased_at     timestamptz,
  check (case when erased_at is null then name is not null and number is not null and hash is not null and key_id is not null
              else coalesce(name, number, phone, authorisation, hash) is null and key_id is null end)
);
create index person_hash on person (hash);
create index person_key_id on person (key_id);
create index person_unnamed on person (kept_at) where retain_until is null and erased_at is null;
create index person_over on person (retain_until) where erased_at is null;
comment on table person is 'Who a case is for, or who acts: one row for each version of what was said. Erased rows stay, empty.';
comment on column person.hash is 'HMAC-SHA-256 of type and number of the document, under the key key_id.';
comment on column person.kept_at is 'When it was given last.';
comment on column person.retain_until is 'When the cases that name it are looked at again; null: that was not done yet. How long it is kept they say.';

create table subject (
  id           bigint      generated by default as identity primary key,
  kind         text        not null check (kind in ('unit', 'project', 'plate', 'property', 'other')),
  text         bytea,
  hash         bytea       check (length(hash) = 32),
  key_id       text,
  created_at   timestamptz not null default now(),
  kept_at      timestamptz not null default now(),
  retain_until date,
  erased_at    timestamptz,
  check (case when erased_at is null then text is not null and hash is not null and key_id is not null
              else coalesce(text, hash) is null and key_id is null end)
);
create index subject_hash on subject (hash);
create index subject_key_id on subject (key_id);
create index subject_unnamed on subject (kept_at) where retain_until is null and erased_at is null;
create index subject_over on subject (retain_until) where erased_at is null;
comment on table subject is 'What a case is about (标的); a number plate leads to its holder.';

-- Who looked at what of whom, written by the statement that gives it. Nobody changes it.
create table person_access (
  id      bigint      generated always as identity primary key,
  at      timestamptz not null default now(),
  account integer     not null,
  person  bigint,
  subject bigint,
  fields  text[]      not null check (cardinality(fields) > 0),
  reason  text        not null check (length(reason) between 1 and 200),
  case_number text,
  check ((person is null) <> (subject is null))
);
create index person_access_person on person_access (person, id) where person is not null;
create index person_access_subject on person_access (subject, id) where subject is not null;
create index person_access_account on person_access (account, id);
comment on column person_access.fields is 'name, number, phone, authorisation, text; or erased.';

-- Which keys servers were started with: another key of the same id is found out before it is used.
create table person_key (
  id         text        primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,15}$'),
  proof      bytea       not null check (length(proof) = 32),
  first_used timestamptz not null default now()
);
comment on column person_key.proof is 'A derived value; tells keys apart, opens nothing.';

-- Months whose rows were written to a file, and of those that were then taken out of the tables, where
-- each hall's chain left them: what is left in the journal links to that.
create table exported_month (
  month       date        primary key check (month = date_trunc('month', month)::date),
  file        text        not null,
  sha256      bytea       not null check (length(sha256) = 32),
  exported_at timestamptz not null default now(),
  detached_at timestamptz
);
create table detached_stream (
  month     date    not null references exported_month,
  hall      integer not null references hall,
  first_day date    not null,
  last_day  date    not null,
  events    bigint  not null check (events > 0),
  previous  bytea   not null check (length(previous) = 32),
  head      bytea   not null check (length(head) = 32),
  primary key (hall, month)
);
comment on column exported_month.sha256 is 'Of the whole file, after it was read back and its chains were computed anew.';
comment on column detached_stream.previous is 'What the first event of the month links to; head is the hash of its last.';

-- One Merkle root (RFC 6962) for each day as UTC counts them, for witnesses outside: over the heads of
-- all streams that were written on it, chained to the root of the day before. Nobody changes them, nor
-- makes one before its day is over: triggers below.
create table day_root (
  day      date    primary key,
  leaves   integer not null check (leaves >= 0),
  tree     bytea   not null check (length(tree) = 32),
  previous bytea   not null check (length(previous) = 32),
  hash     bytea   not null check (length(hash) = 32)
);
comment on column day_root.hash is 'What is published: SHA-256 over day, leaves, tree and previous, length-prefixed like a row of the journal.';
create table day_leaf (
  day      date    not null,
  position integer not null check (position >= 0),
  hall     integer not null,
  stream   date    not null,
  sequence integer not null check (sequence >= 0),
  seq      integer not null check (seq > 0),
  hash     bytea   not null check (length(hash) = 32),
  primary key (day, position),
  unique (hall, stream, sequence, seq)
);
comment on column day_leaf.stream is 'The day of the stream''s key: a hall''s business day, or with sequence the number of a case.';
comment on column day_leaf.sequence is '0: the hall''s own stream.';
comment on column day_leaf.hash is 'Of the row (…, seq), which links to all rows of the stream before it.';
create table day_block (
  day      date    not null,
  position integer not null check (position >= 0),
  hash     bytea   not null check (length(hash) = 32),
  primary key (day, position)
);
comment on table day_block is 'The inner node over each 256 leaves that follow one another, so that a proof reads few of them.';

-- When a day is over, for whoever makes its root and for the table that takes it: by this database's clock.
create function last_day_over_at(at timestamptz) returns date
  language sql immutable set search_path = pg_catalog
as $$ select ((at at time zone 'UTC') - interval '1 hour')::date - 1 $$;
comment on function last_day_over_at(timestamptz) is 'The last day (UTC) whose root may be made: an hour after its end no flight is out that was decided in it.';
create function last_day_over() returns date
  language sql volatile set search_path = pg_catalog, public
as $$ select last_day_over_at(clock_timestamp()) $$;

create function check_day_root() returns trigger
  language plpgsql set search_path = pg_catalog, public
as $$
declare
  newest day_root%rowtype;
  stored bigint;
begin
  perform pg_advisory_xact_lock(hashtext('yichuang.roots'));
  if new.day > last_day_over() then
    raise exception 'expected the root of % or a day before, found one of %: that day is not over', last_day_over(), new.day
      using errcode = 'check_violation';
  end if;
  select * into newest from day_root order by day desc limit 1;
  if found and (new.day <> newest.day + 1 or new.previous <> newest.hash) then
    raise exception 'expected the root of % behind that of the day before, found another: %', newest.day + 1, new.day
      using errcode = 'check_violation';
  end if;
  select count(*) into stored from day_leaf where day = new.day;
  if stored <> new.leaves then
    raise exception 'expected the root of % to be over its % leaves, found %', new.day, stored, new.leaves
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger day_root_next before insert on day_root for each row execute function check_day_root();

-- Of leaves and blocks: nothing comes to a day that has its root, nor to one that is not over.
create function check_day_parts() returns trigger
  language plpgsql set search_path = pg_catalog, public
as $$
declare
  newest date := (select max(day) from day_root);
  wrong date;
begin
  select day into wrong from added where day <> newest + 1 or day > last_day_over() limit 1;
  if found then
    raise exception 'expected parts of the day after the newest root (%), when it is over, found parts of %', newest, wrong
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create trigger day_leaf_next after insert on day_leaf referencing new table as added
  for each statement execute function check_day_parts();
create trigger day_block_next after insert on day_block referencing new table as added
  for each statement execute function check_day_parts();

create function refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog
as $$
begin
  raise exception 'expected what was published to stay as it is, found % of %', lower(tg_op), tg_table_name
    using errcode = 'check_violation';
end
$$;
create trigger day_root_stays before update or delete or truncate on day_root for each statement execute function refuse_change();
create trigger day_leaf_stays before update or delete or truncate on day_leaf for each statement execute function refuse_change();
create trigger day_block_stays before update or delete or truncate on day_block for each statement execute function refuse_change();
revoke all on function last_day_over(), last_day_over_at(timestamptz), check_day_root(), check_day_parts(), refuse_change() from public;

create function partition_exists(parent text, suffix text) returns boolean
  language sql volatile set search_path = pg_catalog, public
as $$
  select exists (
    select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = ('public.' || parent)::regclass and c.relname = parent || '_' || suffix)
$$;
comment on function partition_exists(text, text) is 'Whether a table has a partition of the month YYYYMM; a table that only has its name is none.';

-- Creates those of the month's partitions that are missing, each for itself: a month of which a part is
-- there is made whole. The running role may call it, and owns nothing.
create function ensure_partitions(month date) returns void
  language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
  first_day date := date_trunc('month', month)::date;
  next_month date := (date_trunc('month', month) + interval '1 month')::date;
  suffix text := to_char(first_day, 'YYYYMM');
  parent text;
begin
  if month < date '2020-01-01' or month > (now() + interval '400 days')::date then
    raise exception 'expected a month between 2020-01 and 400 days from now, found %', month;
  end if;
  if exists (select 1 from public.exported_month e where e.month = first_day and e.detached_at is not null) then
    raise exception 'expected a month of the journal, found %: it was detached', suffix;
  end if;
  foreach parent in array array['journal', 'case_journal', 'case_file', 'ticket'] loop
    continue when partition_exists(parent, suffix);
    perform pg_advisory_xact_lock(hashtext('yichuang.partitions'));
    -- asked again: another node may have made it while this one waited
    continue when partition_exists(parent, suffix);
    execute format('create table public.%I partition of public.%I for values from (%L) to (%L)%s',
      parent || '_' || suffix, parent, first_day, next_month,
      case when parent in ('case_file', 'ticket') then ' with (fillfactor = 80)' end);
  end loop;
end
$$;
revoke all on function partition_exists(text, text) from public;
revoke all on function ensure_partitions(date) from public;

grant select, insert on calendar_year to "${runningRole}";
grant select, insert, update on calendar_reckoned to "${runningRole}";
grant select on deployment, centre, hall, hall_config, account, session, device, pairing, admin_log, journal, ticket, case_journal, case_file, appointment, person, subject, person_access, person_key, exported_month, detached_stream, day_root, day_leaf, day_block to "${runningRole}";
grant insert on centre, hall, hall_config, account, session, device, pairing, admin_log, journal, ticket, case_journal, case_file, appointment, person, subject, person_access, person_key, day_root, day_leaf, day_block to "${runningRole}";
grant update (name_zh, name_en, level, parent) on centre to "${runningRole}";
grant update (centre) on hall to "${runningRole}";
grant select, insert on notice to "${runningRole}";
grant update (withdrawn_at) on notice to "${runningRole}";
grant update (expires_at) on session to "${runningRole}";
grant update (last_seen, revoked_at, printer) on device to "${runningRole}";
grant update (device) on pairing to "${runningRole}";
grant update on ticket, case_file to "${runningRole}";
grant update (state, nth, person, cancelled_at) on appointment to "${runningRole}";
grant update (name, number, phone, authorisation, hash, key_id, kept_at, retain_until, erased_at) on person to "${runningRole}";
grant update (text, hash, key_id, kept_at, retain_until, erased_at) on subject to "${runningRole}";
grant usage on sequence person_id_seq, subject_id_seq to "${runningRole}";
grant update (password_hash, initial_until, roles, windows, hall, centre, disabled) on account to "${runningRole}";
grant select, insert, update, delete on guide_code to "${runningRole}";
grant select, insert, update on item_use to "${runningRole}";
grant delete on session, pairing, person, subject to "${runningRole}";
grant execute on function ensure_partitions(date), partition_exists(text, text), last_day_over(), last_day_over_at(timestamptz) to "${runningRole}";
grant select, insert, update, delete on account_identity to "${runningRole}";
grant select, insert on session_identity to "${runningRole}";
