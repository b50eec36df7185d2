-- Doors of the desk's own: their addresses (/f/NAME, jurisdiction_id) name a page without naming its region.
create unique index page_public_door on page (channel, external_id) where channel in ('form', 'open311');

-- What came through such a door, newest first, as programs ask for it.
create index case_public_door on "case" (region_id, page_id, registered_at desc, id desc) where channel = 'open311';
