-- Every file of the last run is a document or a rejection; versions of before may lie in files that are gone.
with files as (select split_part(path, '#', 1) as file from document_versions union select split_part(path, '#', 1) from rejections)

select runs.run_id, runs.files as files_found, (select count(distinct file) from files) as files_told
from runs
where runs.release = (select max(release) from runs) and files_told < files_found
