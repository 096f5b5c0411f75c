-- Events that an earlier release told and that are no more, or not so: merged, withdrawn, split, contradicted, of other factuality.
with told as (
    select
        changes.*,
        coalesce(event_aliases.event_id, changes.event_id) as now_id
    from changes
    join runs using (run_id)
    left join event_aliases on event_aliases.alias_id = changes.event_id
    where case
        when $since_day is null then runs.release > $since_release and $since_release > 0
        else cast(runs.ended_at as date) >= $since_day and runs.release > (select min(release) from runs)
    end
),

of_kind as (
    select
        case
            when told.kind = 'went' and told.now_id <> told.event_id then 'merged'
            when told.kind = 'went' then 'withdrawn'
            when told.field = 'factuality' then 'factuality'
            when told.field = 'has_rival_claims' and told.after = 'true' then 'contradicted'
            -- A report of many that is coded otherwise is no reversal; a quarter of them is.
            when told.field = 'reports' and try_cast(told.after as bigint) <= 0.75 * try_cast(told.before as bigint) then 'split'
        end as reversal,
        told.*
    from told
    where told.kind <> 'came'
),

-- An id that came back is no loss, and what came since is no reversal.
standing as (
    select *
    from of_kind
    where reversal is not null
        and not (reversal = 'withdrawn' and event_id in (select event_id from events))
        and not exists (from told where told.kind = 'came' and told.event_id = of_kind.event_id)
    qualify row_number() over (partition by reversal, event_id order by change_id desc) = 1
),

-- What one document told and is withdrawn with it is one line.
grouped as (
    select
        *,
        case when reversal = 'withdrawn' then coalesce(document_id, reason) else event_id end as told_with
    from standing
)

select
    grouped.reversal, grouped.event_id, grouped.now_id, grouped.before, grouped.after, grouped.reason,
    list(grouped.event_id) over (
        partition by grouped.reversal, told_with order by grouped.event_id
        rows between unbounded preceding and unbounded following
    ) as event_ids,
    count(*) over () as all_reversals,
    coalesce(document_versions.path, tombstones.path) as changed_path,
    events_flat.event_type, events_flat.mode, replace(events_flat.actors, '; ', ', ') as who, replace(events_flat.recipients, '; ', ', ') as whom,
    events_flat.occurred_first_on, events_flat.occurred_last_on, events_flat.place, events_flat.sentence,
    events_flat.source, events_flat.url, documents.path
from grouped
left join events_flat on events_flat.event_id = grouped.now_id
left join documents on documents.document_id = events_flat.document_id
left join document_versions on document_versions.document_id = grouped.document_id
left join tombstones on tombstones.document_id = grouped.document_id
qualify row_number() over (partition by grouped.reversal, told_with order by grouped.event_id) = 1
order by
    grouped.reversal = 'withdrawn', events_flat.independent_sources desc nulls last, grouped.event_id, grouped.reversal
limit $most
