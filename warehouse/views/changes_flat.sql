-- How events differ from release to release in words, and why. One row per release, event and field.
--
-- without text lacks title
--
-- change_id: Key of changes.
-- release: Number of the release that made the change; each is told against the release on which it was built.
-- kind: Whether the event came, went or changed in one field.
-- event_id: Key of events: the id that it has now; one that went stands in no table.
-- event_type: PLOVER type that it has now; null when it went since.
-- actors: Names of its actors now, joined by "; "; null likewise.
-- recipients: Names of its recipients now, likewise.
-- occurred_first_on: First day on which it may have happened, as it is told now; null likewise, or when open or unknown.
-- occurred_last_on: Last day, likewise.
-- field: Column of events that changed, or actors or recipients; null where the event came or went.
-- before: Value in the release before, as text; null for none.
-- after: Value in that release, as text; null for none.
-- reason: Why: document, version, withdrawal, source, correction, code, lexicon, entity.
-- document_id: The document that came, changed or went; null for other reasons.
-- path: Path of that document under the seeds; null likewise.
-- title: Headline of that document; null when it has none, or was withdrawn.
select
    changes.change_id,
    runs.release,
    changes.kind,
    coalesce(event_aliases.event_id, changes.event_id) as event_id,
    events_flat.event_type,
    events_flat.actors,
    events_flat.recipients,
    events_flat.occurred_first_on,
    events_flat.occurred_last_on,
    changes.field,
    changes.before,
    changes.after,
    changes.reason,
    changes.document_id,
    coalesce(document_versions.path, tombstones.path) as path,
    document_versions.title
from changes
join runs on runs.run_id = changes.run_id
left join event_aliases on event_aliases.alias_id = changes.event_id
left join events_flat on events_flat.event_id = coalesce(event_aliases.event_id, changes.event_id)
left join document_versions on document_versions.document_id = changes.document_id
left join tombstones on tombstones.document_id = changes.document_id
