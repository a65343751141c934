-- Records an applied migration. About the whole database: no organisation.
INSERT INTO schema_migration (number, name) VALUES ($1, $2);
