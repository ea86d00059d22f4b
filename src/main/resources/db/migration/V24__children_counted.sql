-- How many rows a submission had in all repeats together when they were stored: fewer or more were made by somebody else.
ALTER TABLE odk_expanded
    ADD COLUMN children integer;       -- null where nobody has counted yet
