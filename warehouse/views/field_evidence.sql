-- What gives each field of each event: reports with their words, or how it was inferred. One row per event, field, value and report that gives it.
--
-- without text lacks words
--
-- event_id: Key of events.
-- field: `event_type`, `mode`, `factuality`, `actor`, `recipient`, `actor_country`, `recipient_country`, `days`, `place`, `deaths`, `injured`, `arrested` or `size`.
-- value: The value as the event has it; of a party its name, of a country the code after that name.
-- is_told: Whether the words tell the value themselves; else it is inferred, as `basis` says, and the words are those from which it was; null where an older release does not say.
-- basis: How it is known: `sentence` of the report, else what `occurred_basis`, `place_basis`, `country_basis` or `report_participants.basis` say; `coreference` from another report of the same event; `correction` by a person.
-- report_id: Key of reports: the one that gives it, of several each; null for a correction.
-- words: The words; null where no words of the document tell it.
-- words_start: Offset of their first character in the text of the document; null likewise.
-- words_end: Offset just after their last character; null likewise.
-- document_id: Key of documents: the one that holds the report; null for a correction.
with told as (
    select
        events.event_id, reports.report_id, reports.document_id, reports.sentence_id,
        reports.trigger, reports.trigger_start, reports.trigger_end,
        case when reports.event_type = events.event_type then events.event_type end as event_type,
        case when reports.event_type = events.event_type and reports.mode = events.mode then events.mode end as mode,
        case when reports.factuality = events.factuality then events.factuality end as factuality,
        case
            when reports.occurred_first_on is not distinct from events.occurred_first_on
                and reports.occurred_last_on is not distinct from events.occurred_last_on
                and (events.occurred_first_on is not null or events.occurred_last_on is not null)
                then coalesce(events.occurred_first_on::varchar, '') || '..' || coalesce(events.occurred_last_on::varchar, '')
        end as days,
        reports.occurred_basis,
        reports.time_id,
        case when reports.place_id = events.place_id then events.place_id end as place_id,
        reports.place_basis
    from events
    join event_reports on event_reports.event_id = events.event_id
    join reports on reports.report_id = event_reports.report_id
),

-- Of the words that name the place in the document those in the sentence, else the nearest before or after the trigger.
named_places as (
    select
        told.event_id,
        told.report_id,
        first(
            {'words': toponyms.toponym, 'words_start': toponyms.toponym_start, 'words_end': toponyms.toponym_end}
            order by toponyms.sentence_id is distinct from told.sentence_id,
                abs(toponyms.toponym_start - told.trigger_start), toponyms.toponym_start
        ) as nearest
    from told
    join toponyms on toponyms.document_id = told.document_id and toponyms.place_id = told.place_id
    group by told.event_id, told.report_id
),

parties as (
    select
        event_participants.event_id,
        event_participants.role,
        coalesce(entities.name, chosen_mentions.mention) as name,
        event_participants.country,
        case
            when filling.report_participant_id = event_participants.report_participant_id
                then event_participants.country_basis
            when filling.country = event_participants.country then filling.country_basis
        end as country_basis,
        case when filling.from_report_id is null then filling.basis else 'coreference' end as basis,
        filling.report_id,
        filling.document_id,
        mentions.mention,
        mentions.mention_start,
        mentions.mention_end
    from event_participants
    join report_participants as chosen
        on chosen.report_participant_id = event_participants.report_participant_id
    join mentions as chosen_mentions on chosen_mentions.mention_id = chosen.mention_id
    join event_reports on event_reports.event_id = event_participants.event_id
    join report_participants as filling
        on filling.report_id = event_reports.report_id and filling.role = event_participants.role
        and (
            filling.report_participant_id = event_participants.report_participant_id
            or filling.entity_id = event_participants.entity_id
        )
    join mentions on mentions.mention_id = filling.mention_id
    left join entities on entities.entity_id = event_participants.entity_id
),

fields as (
    select event_id, 'event_type' as field, event_type as value, true as is_told, 'sentence' as basis, report_id,
        trigger as words, trigger_start as words_start, trigger_end as words_end, document_id
    from told
    where event_type is not null
    union all
    select event_id, 'mode', mode, true, 'sentence', report_id, trigger, trigger_start, trigger_end, document_id
    from told
    where mode is not null
    union all
    select event_id, 'factuality', factuality, true, 'sentence', report_id, trigger, trigger_start, trigger_end,
        document_id
    from told
    where factuality is not null
    union all
    select event_id, role, name, basis not in ('document', 'coreference'), basis, report_id, mention, mention_start, mention_end, document_id
    from parties
    union all
    select event_id, role || '_country', name || ': ' || country, country_basis = 'mention', country_basis, report_id,
        case when country_basis = 'mention' then mention end,
        case when country_basis = 'mention' then mention_start end,
        case when country_basis = 'mention' then mention_end end,
        document_id
    from parties
    where country is not null and country_basis is not null
    union all
    select told.event_id, 'days', told.days, told.occurred_basis = 'stated', told.occurred_basis, told.report_id,
        times.time, times.time_start, times.time_end, told.document_id
    from told
    left join times on times.time_id = told.time_id
    where told.days is not null
    union all
    select told.event_id, 'place', places.name, told.place_basis = 'stated', told.place_basis, told.report_id,
        nearest.words, nearest.words_start, nearest.words_end, told.document_id
    from told
    join places on places.place_id = told.place_id
    left join named_places on named_places.event_id = told.event_id and named_places.report_id = told.report_id
    union all
    select claims.event_id, claims.kind, claims.lowest::varchar, true,
        case when claims.words is null then 'correction' else 'sentence' end,
        claims.report_id, claims.words, claims.words_start, claims.words_end, claims.document_id
    from number_claims_flat as claims
    join (
        select event_id, kind, number
        from (select event_id, deaths, injured, arrested, size from events)
        unpivot (number for kind in (deaths, injured, arrested, size))
    ) as numbers on numbers.event_id = claims.event_id and numbers.kind = claims.kind and numbers.number = claims.lowest
    where claims.standing = 'standing'
    union all
    select target_id,
        case
            when target_column in ('occurred_first_on', 'occurred_last_on') then 'days'
            when target_column = 'place_id' then 'place'
            else target_column
        end,
        value, true, 'correction', null, null, null, null, null
    from corrections
    where target_table = 'events' and state = 'applied' and value is not null
        and target_column in (
            'event_type', 'mode', 'factuality', 'occurred_first_on', 'occurred_last_on', 'place_id', 'deaths', 'injured',
            'arrested', 'size'
        )
    union all
    select event_participants.event_id,
        event_participants.role || case when corrections.target_column = 'country' then '_country' else '' end,
        corrections.value, true, 'correction', null, null, null, null, null
    from corrections
    join event_participants on event_participants.event_participant_id = corrections.target_id
    where corrections.target_table = 'event_participants' and corrections.state = 'applied'
        and corrections.target_column in ('entity_id', 'country') and corrections.value is not null
)

select event_id, field, value, is_told, basis, report_id, words, words_start, words_end, document_id from fields
