package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A snapshot of form and release for one request.
 *
 * @param form the current version, also used for older rows
 * @param release of Central
 */
record Schema(PublishedForm form, CentralRelease release) {

  /** The row of a submission, with its children for {@code $expand}. */
  ObjectNode row(Submission submission, boolean expand) {
    return release.shown(expand ? submission.expanded(form) : submission.row(form));
  }
}
