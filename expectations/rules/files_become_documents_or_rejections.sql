-- Every file of the last run is a document or a rejection; versions of before may lie in files that are gone.
--
-- A record has the path of its file with its number behind a `#`. A file may have such a name too, but none that is read.
with files as (
    select regexp_replace(path, '#[0-9]+$', '') as file from document_versions
    union
    select case
        when reason in ('unknown_format', 'outside_folder', 'unreadable') then path
        else regexp_replace(path, '#[0-9]+$', '')
    end
    from rejections
)

select runs.run_id, runs.files as files_found, (select count(distinct file) from files) as files_told
from runs
where runs.release = (select max(release) from runs) and files_told < files_found
