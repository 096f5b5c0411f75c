-- Expectations that the tables do not quite meet.
select name, expectation, found from findings order by name, expectation
