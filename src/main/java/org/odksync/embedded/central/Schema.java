package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one request can name and see, while others may change it.
 *
 * @param form as it is published now, also for rows that came with an older version
 * @param release the Central that is asked
 */
record Schema(PublishedForm form, Release release) {

  /** The row of a submission, with its children when {@code $expand} asks for them. */
  ObjectNode row(Submission submission, boolean expand) {
    return release.shown(expand ? submission.expanded(form) : submission.row(form));
  }
}
