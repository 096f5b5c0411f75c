-- In how many of some windows before the last days documents were published.
select count(distinct cast((cast($until as date) - published_first_on) // $window_days as integer)) as windows_read
from documents
where cast($until as date) - published_first_on between $window_days and $window_days * ($windows + 1) - 1
