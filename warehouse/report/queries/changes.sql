-- How the events of the page differ from the release before the last one. One row per event that came, went or changed.
select
    changes_flat.event_id,
    min(changes_flat.kind) as kind,
    min(changes_flat.reason) as reason,
    list(changes_flat.field order by changes_flat.field) filter (where changes_flat.field is not null) as fields,
    list(changes_flat.before order by changes_flat.field) filter (where changes_flat.field is not null) as before,
    list(changes_flat.after order by changes_flat.field) filter (where changes_flat.field is not null) as after
from changes_flat
where changes_flat.release = (select max(release) from runs)
group by changes_flat.event_id
order by kind, changes_flat.event_id
