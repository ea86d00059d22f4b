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
 * Stands before every request to our HTTP server, and lets through whoever may make it. Without a
 * password of the admin that is everybody who reaches us, which is this machine only.
 */
public final class AccessControl implements Handler<RoutingContext> {

  /** Under this name a request's context holds who it is from: admin or viewer. */
  public static final String USER = "odk-sync.user";

  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

  private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** A page of elsewhere whose name leads here all of a sudden has another one. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  private final Logins logins;
  private final boolean everybodyIsAdmin;
  private final CsrfCheck crossSite;
  private final LoginRateLimiter throttle;
  private final SecurityHeaders headers;

  /**
   * @param pictures where they come from, beside this server
   * @param clock that wrong logins are forgotten by
   */
  public AccessControl(Settings.Http http, List<URI> pictures, Clock clock) {
    Map<Role, Secret> passwords = new EnumMap<>(Role.class);
    http.adminPassword().ifPresent(password -> passwords.put(Role.ADMIN, password));
    http.viewerPassword().ifPresent(password -> passwords.put(Role.VIEWER, password));
    logins = new Logins(passwords);
    everybodyIsAdmin = passwords.isEmpty();
    crossSite = new CsrfCheck(http.publicUrl());
    throttle = new LoginRateLimiter(clock);
    headers = new SecurityHeaders(pictures);
  }

  /**
   * Whether somebody may do more than look.
   *
   * @param user what {@link #USER} stands for
   */
  public static boolean mayChange(String user) {
    return user.equals(Role.ADMIN.user());
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<PathZone> area = area(context);
    if (area.isPresent() && area.get() == PathZone.IMAGES) {
      context.next();
      return;
    }
    boolean encrypted = context.request().isSSL();
    context.addHeadersEndHandler(
        done -> headers.add(context.response().headers(), area.orElse(PathZone.REST), encrypted));
    area.ifPresentOrElse(
        it -> enter(context, it),
        () -> Problem.of(BAD_REQUEST.code(), "This is no path.").answer(context.response()));
  }

  private static Optional<PathZone> area(RoutingContext context) {
    try {
      return Optional.of(PathZone.of(context.normalizedPath()));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private void enter(RoutingContext context, PathZone area) {
    HttpServerRequest request = context.request();
    boolean looks = LOOKING.contains(request.method());
    if (area == PathZone.HEALTH && looks) {
      context.next();
    } else if (everybodyIsAdmin && !isForThisMachine(host(request))) {
      forbid(context, "Without ADMIN_PASSWORD only http://localhost is answered.");
    } else if (isRisky(request.method(), area) && isFromElsewhere(request)) {
      forbid(context, "A page of another site may not do this.");
    } else {
      role(context)
          .ifPresent(
              role -> {
                if (role == Role.ADMIN || (looks && !area.isForAdminsOnly())) {
                  context.put(USER, role.user());
                  context.next();
                } else {
                  forbid(context, "This is for the user admin only.");
                }
              });
    }
  }

  private static boolean isRisky(HttpMethod method, PathZone area) {
    return area == PathZone.JOLOKIA || !HARMLESS.contains(method);
  }

  private boolean isFromElsewhere(HttpServerRequest request) {
    return crossSite.isFromElsewhere(
        request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), host(request));
  }

  /** Of whoever asks; without one it has been answered. */
  private Optional<Role> role(RoutingContext context) {
    if (everybodyIsAdmin) {
      return Optional.of(Role.ADMIN);
    }
    String authorization = context.request().getHeader("Authorization");
    if (authorization == null) {
      askForLogin(context, "Log in, please.");
      return Optional.empty();
    }
    String address = context.request().remoteAddress().hostAddress();
    Duration pause = throttle.pause(address);
    if (!pause.isZero()) {
      context
          .response()
          .putHeader("Retry-After", String.valueOf(pause.plusMillis(999).toSeconds()));
      Problem.of(TOO_MANY_REQUESTS.code(), "There were too many wrong logins.")
          .answer(context.response());
      return Optional.empty();
    }
    LoginAttempt login = logins.check(authorization);
    if (login.role().isEmpty()) {
      throttle.wrong(address);
      LOG.warn("a wrong login of {} from {}", login.user(), address);
      if (!throttle.pause(address).isZero()) {
        LOG.warn("too many wrong logins from {}: no more are looked at for a moment", address);
      }
      askForLogin(context, "User or password are wrong.");
    }
    return login.role();
  }

  private static void askForLogin(RoutingContext context, String detail) {
    context.response().putHeader("WWW-Authenticate", "Basic realm=\"odk-sync\", charset=\"UTF-8\"");
    Problem.of(UNAUTHORIZED.code(), detail).answer(context.response());
  }

  private static void forbid(RoutingContext context, String detail) {
    Problem.of(FORBIDDEN.code(), detail).answer(context.response());
  }

  private static boolean isForThisMachine(@Nullable String host) {
    return host != null && THIS_MACHINE.matcher(host).matches();
  }

  /** As the header Host has it, or what HTTP/2 has instead. */
  private static @Nullable String host(HttpServerRequest request) {
    return request.authority() == null ? null : request.authority().toString();
  }
}
