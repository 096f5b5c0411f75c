-- Rows of each table.
select table_name as subject, max(rows) as value, max(rows) as size from stored_columns group by table_name
