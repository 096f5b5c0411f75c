-- The releases on which this one was built, and this one.
select release, run_id, ended_at from runs order by release
