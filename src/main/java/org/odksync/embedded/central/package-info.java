/**
 * A small ODK Central with invented data: people who start the product unconfigured see it work,
 * and the functional tests have a server whose every change and failure they decide.
 *
 * <p>It answers as a real Central v2026.2 does, including what surprises: cut answers under a 200,
 * silent ends of a walk, positional ids of repeats. It listens on 127.0.0.1 only.
 */
@NullMarked
package org.odksync.embedded.central;

import org.jspecify.annotations.NullMarked;
