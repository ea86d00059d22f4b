-- What Central lists of a submission for the comparison: attachmentsPresent and submitterName move no timestamp.
ALTER TABLE odk_listing ADD COLUMN system jsonb;
