-- Records an applied migration of the tables of a cluster. About the whole database: no organisation.
INSERT INTO cluster_migration (number, name) VALUES ($1, $2);
