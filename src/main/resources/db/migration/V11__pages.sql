-- What is listed page by page has a number to go on after. Of files there may be very many: those of one state have an
-- index of their own.
ALTER TABLE odk_attachment ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX odk_attachment_id ON odk_attachment (id);
CREATE INDEX odk_attachment_state ON odk_attachment (state, id);

ALTER TABLE odk_rejected_record ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX odk_rejected_record_id ON odk_rejected_record (id);
