-- Files that are no pictures by the form's own definition, such as audio, are listed and never copied.
ALTER TABLE odk_attachment
    DROP CONSTRAINT odk_attachment_state_check,
    ADD CONSTRAINT odk_attachment_state_check
        CHECK (state IN ('pending', 'stored', 'missing', 'failed', 'skipped'));

COMMENT ON COLUMN odk_attachment.reason IS 'of the last failure; or why a file is skipped';
