package org.odksync.http.security;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that a page of another site makes a browser send, which would be with the login
 * that the browser remembers for us. Programs that are no browsers say nothing of where they are
 * from, and pass.
 */
final class CsrfCheck {

  /** From our own pages, and from the address bar. */
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Optional<String> published;

  /**
   * @param publicUrl where browsers reach us, as far as we are told
   */
  CsrfCheck(Optional<URI> publicUrl) {
    published = publicUrl.flatMap(CsrfCheck::authority);
  }

  /**
   * @param site the header Sec-Fetch-Site
   * @param origin the header Origin
   * @param host the header Host
   */
  boolean isFromElsewhere(@Nullable String site, @Nullable String origin, @Nullable String host) {
    return (site != null && !OURS.contains(site)) || (origin != null && !isOurs(origin, host));
  }

  private boolean isOurs(String origin, @Nullable String host) {
    Optional<URI> from = uri(origin);
    Optional<String> authority = from.flatMap(CsrfCheck::authority);
    return authority.isPresent()
        && (authority.equals(published)
            || authority.equals(
                from.flatMap(uri -> uri(uri.getScheme() + "://" + host))
                    .flatMap(CsrfCheck::authority)));
  }

  /** Host and port; the port that goes without saying is not said. */
  private static Optional<String> authority(URI uri) {
    if (uri.getHost() == null || uri.getScheme() == null) {
      return Optional.empty();
    }
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = uri.getPort() == -1 ? usual : uri.getPort();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(port == usual ? host : host + ":" + port);
  }

  /** An Origin may also be the word null. */
  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
