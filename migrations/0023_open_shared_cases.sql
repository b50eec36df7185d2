-- The queue of an agency gathers the open cases in which it takes part by a task. With an index of all shared cases it read
-- the settled ones, too, and they grow without end. Cases without tasks are not in it, so most writes never touch it.
create index case_participants_open on "case" using gin (participants) where is_open and participants <> '{}';
