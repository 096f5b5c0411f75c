-- What was read, rejected, removed, coded and found wanting.
select measure, detail, count from quality order by measure, count desc, detail
