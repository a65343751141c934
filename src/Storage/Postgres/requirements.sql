-- What the start checks of a database. About the whole database: no organisation.
SELECT current_database()::text, current_setting('server_version_num')::int, current_setting('server_encoding'),
    (SELECT string_agg(btrim(s.name), ', ') FROM pg_settings p, unnest(string_to_array(p.setting, ',')) AS s (name)
        WHERE p.name = 'search_path' AND p.source = 'client' AND btrim(s.name) NOT IN ('', '"$user"')
        AND to_regnamespace(btrim(s.name)) IS NULL),
    current_schema()::text, has_schema_privilege(current_schema(), 'CREATE'),
    (SELECT string_agg(e.name, ', ') FROM (VALUES ('pg_trgm'), ('btree_gin')) AS e (name)
        WHERE NOT EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = e.name))
