-- Adds the columns that the unified table lacks. Gives up at once when a dashboard's query is in its way, as whoever
-- comes later would wait behind it, and is tried again a moment later.
SET LOCAL lock_timeout = '50ms';
${additions}
