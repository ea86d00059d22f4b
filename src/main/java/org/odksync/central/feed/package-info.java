/**
 * Reading a feed of ODK Central: requests, streamed records, and the cursor.
 *
 * <p>A <i>pass</i> reads all changes since the watermark, and moves the watermark at its end. An
 * <i>attempt</i> is one try at a pass: if it fails, the next attempt, in the same run or in a later
 * one, resumes the pass at its checkpoint. A <i>chunk</i> is a part of an answer that is stored
 * with one statement; the checkpoint after it records how far the pass is stored. A <i>recheck</i>
 * reads a submission of odk_recheck again by id, before a pass.
 */
package org.odksync.central.feed;
