-- Files and records that did not become documents.
select path, reason, detail from rejections order by reason, path limit $most_rejections
