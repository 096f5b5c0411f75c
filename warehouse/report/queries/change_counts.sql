-- How many events the last release brought, lost or changed against the one before it, and why.
select kind, reason, count(distinct event_id) as events
from changes_flat
where release = (select max(release) from runs)
group by kind, reason
order by kind, events desc, reason
