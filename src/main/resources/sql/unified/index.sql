-- Creates the index by which dashboards sort and filter submissions. Blocks only writers of the table, and this sync type is
-- the only one: dashboards can read it all the time.
CREATE INDEX IF NOT EXISTS ${unified_index} ON ${unified} (${submitted})
