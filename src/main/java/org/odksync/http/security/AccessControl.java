package org.odksync.http.security;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.TOO_MANY_REQUESTS;
import static io.netty.handler.codec.http.HttpResponseStatus.UNAUTHORIZED;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler of every request to our HTTP server: checks login, role and origin. Without an
 * admin password every request is the admin's, but only this machine can reach the server.
 */
public final class AccessControl implements Handler<RoutingContext> {

  /** The key of the user in a request's context: admin or viewer. */
  public static final String USER = "odk-sync.user";

  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

  private static final Set<HttpMethod> READ_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<HttpMethod> SAFE_METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** Blocks DNS rebinding: the Host header must name this machine. */
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  private final Logins logins;
  private final boolean loginDisabled;
  private final CsrfCheck csrf;
  private final LoginRateLimiter limiter;
  private final SecurityHeaders headers;

  /**
   * @param images servers that pages may load images from, beside this one
   * @param clock for the limit on failed logins
   */
  public AccessControl(Settings.Http http, List<URI> images, Clock clock) {
    Map<Role, Secret> passwords = new EnumMap<>(Role.class);
    http.adminPassword().ifPresent(password -> passwords.put(Role.ADMIN, password));
    http.viewerPassword().ifPresent(password -> passwords.put(Role.VIEWER, password));
    logins = new Logins(passwords);
    loginDisabled = passwords.isEmpty();
    csrf = new CsrfCheck(http.publicUrl());
    limiter = new LoginRateLimiter(clock);
    headers = new SecurityHeaders(images);
  }

  /**
   * Whether a user may change anything.
   *
   * @param user the value of {@link #USER}
   */
  public static boolean mayChange(String user) {
    return user.equals(Role.ADMIN.user());
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<PathZone> zone = zone(context);
    if (zone.isPresent() && zone.get() == PathZone.IMAGES) {
      context.next();
      return;
    }
    boolean encrypted = context.request().isSSL();
    context.addHeadersEndHandler(
        end -> headers.add(context.response().headers(), zone.orElse(PathZone.OTHER), encrypted));
    zone.ifPresentOrElse(
        known -> authorize(context, known),
        () -> Problem.of(BAD_REQUEST.code(), "The path is not valid.").send(context.response()));
  }

  private static Optional<PathZone> zone(RoutingContext context) {
    try {
      return Optional.of(PathZone.of(context.normalizedPath()));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private void authorize(RoutingContext context, PathZone zone) {
    HttpServerRequest request = context.request();
    boolean reads = READ_METHODS.contains(request.method());
    if (zone == PathZone.HEALTH && reads) {
      context.next();
    } else if (loginDisabled && !isLocalHost(host(request))) {
      forbid(context, "Without ADMIN_PASSWORD the server only answers http://localhost.");
    } else if (needsCsrfCheck(request.method(), zone) && isCrossSite(request)) {
      forbid(context, "Pages of other sites may not send this request.");
    } else {
      role(context)
          .ifPresent(
              role -> {
                if (role == Role.ADMIN || (reads && !zone.isForAdminsOnly())) {
                  context.put(USER, role.user());
                  context.next();
                } else {
                  forbid(context, "Only the user admin may do this.");
                }
              });
    }
  }

  private static boolean needsCsrfCheck(HttpMethod method, PathZone zone) {
    return zone == PathZone.JOLOKIA || !SAFE_METHODS.contains(method);
  }

  private boolean isCrossSite(HttpServerRequest request) {
    return csrf.isCrossSite(
        request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), host(request));
  }

  /** The role of the request's login; if empty, an error answer was sent. */
  private Optional<Role> role(RoutingContext context) {
    if (loginDisabled) {
      return Optional.of(Role.ADMIN);
    }
    String authorization = context.request().getHeader("Authorization");
    if (authorization == null) {
      requestLogin(context, "A login is required.");
      return Optional.empty();
    }
    String address = context.request().remoteAddress().hostAddress();
    Duration pause = limiter.pause(address);
    if (!pause.isZero()) {
      refuseUntil(context, pause);
      return Optional.empty();
    }
    LoginAttempt login = logins.check(authorization);
    if (login.role().isEmpty()) {
      recordFailure(login, address);
      requestLogin(context, "User or password is wrong.");
    }
    return login.role();
  }

  private static void refuseUntil(RoutingContext context, Duration pause) {
    context.response().putHeader("Retry-After", String.valueOf(pause.plusMillis(999).toSeconds()));
    Problem.of(TOO_MANY_REQUESTS.code(), "Too many failed logins.").send(context.response());
  }

  private void recordFailure(LoginAttempt login, String address) {
    limiter.recordFailure(address);
    LOG.warn("failed login of {} from {}", login.user(), address);
    if (!limiter.pause(address).isZero()) {
      LOG.warn("too many failed logins from {}: blocked until the minute ends", address);
    }
  }

  private static void requestLogin(RoutingContext context, String detail) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"odk-sync\", charset=\"UTF-8\"");
    Problem.of(UNAUTHORIZED.code(), detail).send(context.response());
  }

  private static void forbid(RoutingContext context, String detail) {
    Problem.of(FORBIDDEN.code(), detail).send(context.response());
  }

  private static boolean isLocalHost(@Nullable String host) {
    return host != null && LOCAL_HOST.matcher(host).matches();
  }

  /** The header Host, or the authority of HTTP/2. */
  private static @Nullable String host(HttpServerRequest request) {
    return request.authority() == null ? null : request.authority().toString();
  }
}
