-- Work between agencies: who sees a case, tasks, disputes, outside parties.

create index agency_parent on agency (region_id, parent_id) where parent_id is not null;

-- What a case's row says of its tasks follows from them: whose cases an agency sees is asked in every read.
alter table "case" add column participants integer[] not null default '{}';
alter table "case" add column tasks_total integer not null default 0;
alter table "case" add column tasks_done integer not null default 0;
create index case_participants on "case" using gin (participants) where participants <> '{}';

create function count_case_tasks() returns trigger language plpgsql as $$
declare
  row_region integer := coalesce(new.region_id, old.region_id);
  row_case bigint := coalesce(new.case_id, old.case_id);
begin
  -- the next statement must see what whoever held the case has committed
  perform 1 from "case" where region_id = row_region and id = row_case for no key update;
  update "case" set (participants, tasks_total, tasks_done) = (
    select coalesce(array_agg(distinct agency_id order by agency_id) filter (where agency_id is not null), '{}'),
      count(*), count(*) filter (where state = 'done')
    from case_task where region_id = row_region and case_id = row_case and state in ('open', 'done')
  ) where region_id = row_region and id = row_case;
  return null;
end $$;
create trigger case_task_counted after insert or delete or update of state, agency_id, case_id on case_task
  for each row execute function count_case_tasks();
