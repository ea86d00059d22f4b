package org.odksync.http.security;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects requests that pages of other sites make a browser send: the browser would add the login
 * that it remembers for us. Requests of other programs carry no origin and pass.
 */
final class CsrfCheck {

  /** Requests of our own pages, and from the address bar. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Optional<String> publicAuthority;

  /**
   * @param publicUrl the address that browsers use, if set
   */
  CsrfCheck(Optional<URI> publicUrl) {
    publicAuthority = publicUrl.flatMap(CsrfCheck::authority);
  }

  /**
   * @param site the header Sec-Fetch-Site
   * @param origin the header Origin
   * @param host the header Host
   */
  boolean isCrossSite(@Nullable String site, @Nullable String origin, @Nullable String host) {
    return (site != null && !OWN_SITES.contains(site)) || (origin != null && !isOurs(origin, host));
  }

  private boolean isOurs(String origin, @Nullable String host) {
    Optional<URI> from = uri(origin);
    Optional<String> authority = from.flatMap(CsrfCheck::authority);
    return authority.isPresent()
        && (authority.equals(publicAuthority)
            || authority.equals(
                from.flatMap(uri -> uri(uri.getScheme() + "://" + host))
                    .flatMap(CsrfCheck::authority)));
  }

  /** Host and port, without the scheme's default port. */
  private static Optional<String> authority(URI uri) {
    if (uri.getHost() == null || uri.getScheme() == null) {
      return Optional.empty();
    }
    int defaultPort = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(port == defaultPort ? host : host + ":" + port);
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
