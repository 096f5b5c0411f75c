-- Names of new persons and towns, of which the ids of originals are marked: `~person.ana-lopes` is to be somebody else
-- in other replicas, `#unnamed.<hash>` belongs to its document.
--
-- A surname has four consonants that a hash picks; three replicas share it. One mention of it in ten is spelt otherwise.
create macro key_of_row(id, number) as printf('%016x', hash(id, number));
create macro picked(word, salt) as
    ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z', 'st', 'br', 'dr', 'kr', 'tr', 'gr'][
        cast(hash(word, salt) % 20 as integer) + 1
    ];
create macro surname(id, names, replica) as
    picked(id || names // 3, 1) || 'a' || picked(id || names // 3, 2)
    || case when hash(id, replica) % 10 = 0 then 'ee' else 'i' end
    || picked(id || names // 3, 3) || 'o' || picked(id || names // 3, 4) || 'an';
create macro given_name(id) as
    case when id like '~person.%-%' then split_part(split_part(id, '.', 2), '-', 1) || '-' else '' end;
create macro entity_of(id, names, replica, number) as
    case
        when id like '~%' then split_part(id[2:], '.', 1) || '.' || given_name(id) || surname(id, names, replica)
        when id like '#%' then regexp_replace(id[2:], '[0-9a-f]{16}$', key_of_row(id, number))
        else id
    end;
create macro capital(word) as upper(word[1]) || word[2:];
create macro name_of(id, name, names, replica) as
    case
        when id not like '~%' then name
        when given_name(id) = '' then capital(surname(id, names, replica))
        else capital(rtrim(given_name(id), '-')) || ' ' || capital(surname(id, names, replica))
    end
