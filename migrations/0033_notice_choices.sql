-- What a person wants to hear of and where, cases that come into a view, and notices about neither a page nor a case.

-- A kind of notices without a row comes by message and in the browser, as far as those are set up. What is urgent always does.
create table notice_choice (
	region_id integer not null,
	staff_id integer not null,
	kind text not null,
	by_message boolean not null,
	in_browser boolean not null,
	primary key (region_id, staff_id, kind),
	foreign key (region_id, staff_id) references staff (region_id, id)
);

-- 'desk': about a view, an endpoint, an article, whose number stands in `data`.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (
	case kind when 'page-health' then page_id is not null and case_id is null
		when 'case' then case_id is not null and page_id is null
		when 'desk' then page_id is null and case_id is null else false end);

-- A person wants to know when a case comes into a view.
create table view_watch (
	region_id integer not null,
	staff_id integer not null,
	view_id integer not null,
	-- the conditions for which `view_seen` is true; null: it is made anew before anything is told
	query jsonb,
	created_at timestamptz not null default now(),
	primary key (region_id, staff_id, view_id),
	foreign key (region_id, staff_id) references staff (region_id, id),
	foreign key (region_id, view_id) references saved_view (region_id, id)
);
create index view_watch_view on view_watch (region_id, view_id);

-- Cases that were in the view when it began, or were told of since: none is told of again.
create table view_seen (
	region_id integer not null,
	staff_id integer not null,
	view_id integer not null,
	case_id bigint not null,
	primary key (region_id, staff_id, view_id, case_id),
	foreign key (region_id, staff_id, view_id) references view_watch (region_id, staff_id, view_id) on delete cascade
);

-- Up to where history was looked at for watched views: what is older than this transaction, or of it and at most this number.
create table view_look (
	region_id integer not null references region primary key,
	told_tx xid8 not null,
	told_id bigint not null default 0
);

-- The review day whose passing somebody was told of.
alter table article add column review_told_on date;
