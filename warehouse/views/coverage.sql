-- What was read and what came of it, file by file, so that silence can be told from absence. One row per document, superseded version or rejected file.
--
-- without text lacks title
-- cut into years by published_first_on
-- shown first path, state, reason, published_first_on, reports
--
-- path: Path under the folder of seeds.
-- source: Name of the source; null where a version before 0.3 rejected the file.
-- state: `coded`, `no event` for a document that reports none, `other language` for one that is kept and not read, `superseded` by a later version, or `rejected`.
-- language: Language of the document; null for a superseded version or a rejected file.
-- reason: Why it was rejected, in words; null for a document.
-- title: Headline; null when there is none.
-- published_first_on: First day on which it may have been published; null when unknown.
-- characters: Length of the text.
-- removed: Number of pieces that were kept out of the text.
-- sentences: Number of sentences.
-- sentences_coded: Sentences that hold a report of an event.
-- sentences_quoted: Sentences without a report in which a statement begins.
-- sentences_silent: Sentences of which nothing was coded.
-- reports: Number of reports of events.
-- reports_actual: Reports of what happened, as the text presents it.
-- mentions: Number of mentions of actors.
-- mentions_unknown: Mentions of which we cannot tell whom they mean.
-- toponyms_unknown: Names of places that no gazetteer knows.
-- times_unknown: Time expressions that could not be read.
-- document_id: Key of documents; null for a rejected file.
with coded as (
    select document_id, count(*) as reports, count(*) filter (where factuality = 'actual') as reports_actual
    from reports
    group by document_id
),

read as (
    select
        document_id,
        count(*) as sentences,
        count(*) filter (where is_coded) as sentences_coded,
        count(*) filter (where is_quoted and not is_coded) as sentences_quoted
    from (
        select
            document_id,
            sentence_id in (select sentence_id from reports) as is_coded,
            sentence_id in (select sentence_id from quotes) as is_quoted
        from sentences
    )
    group by document_id
),

mentioned as (
    select document_id, count(*) as mentions, count(*) filter (where entity_id is null) as mentions_unknown
    from mentions
    group by document_id
),

named as (
    select document_id, count(*) filter (where place_id is null) as toponyms_unknown from toponyms group by document_id
),

dated as (
    select document_id, count(*) filter (where value is null) as times_unknown from times group by document_id
),

cleaned as (select document_id, count(*) as removed from removed_spans group by document_id)

select
    documents.path,
    sources.name as source,
    case
        when documents.language <> 'en' then 'other language'
        when coded.reports is null then 'no event'
        else 'coded'
    end as state,
    documents.language,
    null as reason,
    documents.title,
    documents.published_first_on,
    length(documents.text) as characters,
    coalesce(cleaned.removed, 0) as removed,
    coalesce(read.sentences, 0) as sentences,
    coalesce(read.sentences_coded, 0) as sentences_coded,
    coalesce(read.sentences_quoted, 0) as sentences_quoted,
    coalesce(read.sentences - read.sentences_coded - read.sentences_quoted, 0) as sentences_silent,
    coalesce(coded.reports, 0) as reports,
    coalesce(coded.reports_actual, 0) as reports_actual,
    coalesce(mentioned.mentions, 0) as mentions,
    coalesce(mentioned.mentions_unknown, 0) as mentions_unknown,
    coalesce(named.toponyms_unknown, 0) as toponyms_unknown,
    coalesce(dated.times_unknown, 0) as times_unknown,
    documents.document_id
from documents
join sources using (source_id)
left join coded using (document_id)
left join read using (document_id)
left join mentioned using (document_id)
left join named using (document_id)
left join dated using (document_id)
left join cleaned using (document_id)
union all
select
    document_versions.path, sources.name, 'superseded', null, null, document_versions.title,
    document_versions.published_first_on, length(document_versions.text), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    document_versions.document_id
from document_versions
join sources using (source_id)
where not document_versions.is_current
union all
select rejections.path, sources.name, 'rejected', null, detail, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null
from rejections
left join sources using (source_id)
