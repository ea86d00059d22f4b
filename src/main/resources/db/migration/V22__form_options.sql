-- What a version of a form is beside Central's definition of it: the options of the form's file, and what its uploads
-- take. The version is called <hash> <options_hash>; without options, an earlier build has made it.
ALTER TABLE odk_form
    ADD COLUMN options json,           -- that the form's tables were made with, in their order
    ADD COLUMN options_hash text,
    ADD COLUMN media_types jsonb,      -- by the path of a field, what its upload takes, as the form's XML says
    ADD COLUMN linked boolean;         -- whether the link columns of the version have the links of the ledger
