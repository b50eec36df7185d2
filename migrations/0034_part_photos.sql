-- A photo of the evidence may have come with a part: of an agency, or of a company that answered by a link and has no account.
alter table case_evidence add column task_id bigint;
alter table case_evidence alter column put_by drop not null;
alter table case_evidence add foreign key (region_id, task_id) references case_task;
alter table case_evidence add constraint case_evidence_by_somebody check (put_by is not null or task_id is not null);
