package org.odksync.api.answer;

import java.util.List;

/** The stored files that have come last, the newest first. */
public record LatestAttachments(List<Attachments.Attachment> files) {}
