/**
 * A small ODK Central with invented data. An unconfigured start shows the product at work with it,
 * and the functional tests control its every change and failure.
 *
 * <p>It answers as a real Central v2026.2 does, including the surprises: truncated answers with
 * status 200, feeds that end silently, positional ids of repeats. It listens on 127.0.0.1 only.
 */
@NullMarked
package org.odksync.embedded.central;

import org.jspecify.annotations.NullMarked;
