-- Share of nulls in each column.
select concat(table_name, '.', column_name) as subject, nulls / rows as value, rows as size
from stored_columns
where rows > 0 and nulls is not null
