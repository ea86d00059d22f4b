-- What will stay as it is, as an operator has said: health no longer speaks of it, until an edit of its submission.
ALTER TABLE odk_rejected_record ADD COLUMN accepted_at timestamptz;
ALTER TABLE odk_attachment ADD COLUMN accepted_at timestamptz;
