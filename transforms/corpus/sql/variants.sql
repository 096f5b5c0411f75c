-- Variants with their components and events, as they were clustered.
--
-- Takes clustered, current_variants, touched_variants. Gives fresh and touched variants.
insert into fresh.variants by name
select current.* exclude (component_id), clustered.component_id, clustered.joined_by
from current_variants as current join clustered using (variant_id);

insert into touched.variants
select variant_id from touched_variants union select variant_id from fresh.variants;
