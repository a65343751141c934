-- Keys that the documented sample key made, and keys made by those, work in Development only. The sample key itself is one of them.
ALTER TABLE api_key ADD is_development INTEGER NOT NULL DEFAULT 0;
UPDATE api_key SET is_development = 1 WHERE key_hash = x'cc70e0de4aa483c46aaea019c97fcd599451d1572f8fac9ee795b93f6a169bff';
