-- Who is named, and what happened with whom, as entities of FollowTheMoney. One row per entity and per actual event.
--
-- id: Key of entities, or that of events after `event.`.
-- schema: FollowTheMoney's schema: that of the kind of entity, from ftm_schemata.csv, or Event.
-- properties: Its properties by their names in the schema, each a list of texts; what is not known is left out.
with filled as (
    select
        entities.entity_id as id,
        ftm_schemata.schema,
        [
            {name: 'name', texts: [entities.name]},
            {name: 'country', texts: [lower(countries.alpha_2)]},
            {name: 'classification', texts: [entities.kind || coalesce(', ' || entities.sector, '')]},
            {name: 'alias', texts: (
                select list(distinct alias order by alias) from entity_names
                where entity_names.entity_id = entities.entity_id and alias <> entities.name
            )}
        ] as properties
    from entities
    join ftm_schemata on ftm_schemata.kind = entities.kind
    left join countries on countries.country = entities.country
    where ftm_schemata.schema is not null

    union all by name

    select
        'event.' || happened.event_id as id,
        'Event' as schema,
        [
            {name: 'name', texts: [
                coalesce(happened.one.name, 'Somebody') || ', ' || happened.event_type
                || coalesce(' (' || happened.mode || ')', '') || coalesce(': ' || happened.two.name, '')
            ]},
            -- FollowTheMoney has dates by their beginning: a month, a year. One that covers all the days is no claim too many.
            {name: 'date', texts: [case
                when happened.occurred_first_on = happened.occurred_last_on
                    then strftime(happened.occurred_first_on, '%Y-%m-%d')
                when strftime(happened.occurred_first_on, '%Y-%m') = strftime(happened.occurred_last_on, '%Y-%m')
                    then strftime(happened.occurred_first_on, '%Y-%m')
                when year(happened.occurred_first_on) = year(happened.occurred_last_on)
                    then strftime(happened.occurred_first_on, '%Y')
            end]},
            {name: 'notes', texts: [
                case when happened.occurred_first_on < happened.occurred_last_on then
                    'On a day from ' || happened.occurred_first_on || ' to ' || happened.occurred_last_on
                end,
                case when happened.place is not null then 'Precision of the place: ' || happened.place_precision end
            ]},
            {name: 'location', texts: [happened.place.name]},
            {name: 'country', texts: [lower(countries.alpha_2)]},
            {name: 'summary', texts: [happened.sentence]},
            {name: 'sourceUrl', texts: [happened.url]},
            {name: 'publisher', texts: happened.sources},
            {name: 'recordId', texts: [happened.event_id]},
            {name: 'involved', texts: (
                select list(distinct entity_id order by entity_id)
                from event_participants
                join entities using (entity_id)
                join ftm_schemata on ftm_schemata.kind = entities.kind
                where event_participants.event_id = happened.event_id and ftm_schemata.is_legal_entity = 'true'
            )}
        ] as properties
    from happened
    left join countries on countries.country = happened.place.country
)

select
    id,
    schema,
    map_from_entries(list_transform(
        list_filter(
            list_transform(
                properties,
                lambda property: {
                    name: property.name, texts: list_filter(property.texts, lambda text: text is not null and text <> '')
                }
            ),
            lambda property: len(property.texts) > 0
        ),
        lambda property: (property.name, property.texts)
    )) as properties
from filled
order by id
