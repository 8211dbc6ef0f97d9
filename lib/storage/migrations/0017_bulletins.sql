-- Addresses of the further pictures of an issue: targets, and the half months behind it. Empty when it has none.
ALTER TABLE bulletins ADD COLUMN goals_url TEXT NOT NULL DEFAULT '';
ALTER TABLE bulletins ADD COLUMN halves_url TEXT NOT NULL DEFAULT '';
