-- How much there is, and the last day of publication up to which it tells.
select
    (select count(*) from events) as events,
    (select count(*) from documents) as documents,
    (select count(*) from documents where published_last_on is null) as undated,
    (select max(published_last_on) from documents) as newest
