-- All dirty marks of a submission stand together, so that a batch takes them together.
CREATE INDEX odk_unified_dirty_submission ON odk_unified_dirty (form, submission_id, id);
DROP INDEX odk_unified_dirty_form;
