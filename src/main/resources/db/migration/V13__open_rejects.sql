-- Few rejects are open, and whoever looks at them does so all the time: those that are kept as history are not read then.
CREATE INDEX odk_rejected_record_open ON odk_rejected_record (id) WHERE replayed_at IS NULL;
