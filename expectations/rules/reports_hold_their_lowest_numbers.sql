-- The numbers of a report are the lowest of its magnitudes, unless a person has set them right.
-- within documents
with numbers as (
    select report_id, kind, number
    from (select report_id, deaths, injured, arrested, size from reports)
    unpivot (number for kind in (deaths, injured, arrested, size))
),

corrected as (
    select target_id as report_id, target_column as kind
    from corrections
    where target_table = 'reports' and state = 'applied'
)

select report_id, kind, number, lowest
from numbers
full join magnitudes using (report_id, kind)
anti join corrected using (report_id, kind)
where number is distinct from lowest
