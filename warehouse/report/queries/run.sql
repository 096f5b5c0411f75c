-- The run that made the release.
select * from runs order by release desc limit 1
