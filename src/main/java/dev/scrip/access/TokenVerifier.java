package dev.scrip.access;

import dev.scrip.config.Complaints;
import dev.scrip.config.ScripSettings;
import dev.scrip.config.ScripSettings.SecuritySettings;
import dev.scrip.domain.AccountName;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Tells who is calling from what they show: a bearer token, signed by RS256 or ES256 (RFC 6750, RFC
 * 7519).
 */
@Singleton
public class TokenVerifier implements Complaints {

  private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

  private static final String SCHEME = "bearer ";

  /** No token of ours is longer; a longer one is refused unread. */
  private static final int MAX_LENGTH = 8192;

  private final SecuritySettings settings;
  private final boolean enabled;
  private final VerificationKey key;
  private final JWTParser parser;

  TokenVerifier(ScripSettings settings) {
    this.settings = settings.security();
    this.enabled = this.settings.enabled().orElse(LaunchMode.current() == LaunchMode.NORMAL);
    this.key = enabled ? VerificationKey.of(this.settings) : null;
    this.parser =
        enabled && key.complaints().isEmpty()
            ? new DefaultJWTParser(
                key.context(this.settings), new DefaultJWTCallerPrincipalFactory())
            : null;
  }

  @Override
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    if (enabled) {
      complaints.addAll(key.complaints());
      if (settings.issuer().isEmpty()) {
        complaints.add(
            "Nobody is named whose tokens to trust. Set SCRIP_SECURITY_ISSUER to their iss.");
      }
      if (settings.audience().isEmpty()) {
        complaints.add(
            "Nothing is named that tokens must be for. Set SCRIP_SECURITY_AUDIENCE to their aud.");
      }
    }
    if (settings.anonymousRole().isPresent() && anonymousRole().isEmpty()) {
      complaints.add("scrip.security.anonymous-role must be reader, writer or admin.");
    }
    return complaints;
  }

  void onStart(@Observes StartupEvent event) {
    if (!enabled) {
      LOG.warn(
          "Security is off: whoever reaches this application may do everything with every account.");
    } else if (settings.anonymousRole().isPresent()) {
      LOG.warnf("Callers without a token have the role %s.", settings.anonymousRole().get());
    }
  }

  /**
   * Whether to verify a token may take a request to somewhere else, and so must not be done on an
   * event loop.
   */
  public boolean isBlocking() {
    return enabled && key.isRemote();
  }

  /**
   * Who is calling.
   *
   * @param authorization what the Authorization header says, or null
   * @throws RefusedException {@code unauthenticated}
   */
  public Caller caller(String authorization) {
    if (!enabled) {
      return Caller.ANYBODY;
    }
    if (authorization == null) {
      return anonymousRole()
          .map(role -> Caller.of("anonymous", role))
          .orElseThrow(() -> unauthenticated("Send a bearer token."));
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.length() > MAX_LENGTH) {
      throw unauthenticated("Send a bearer token.");
    }
    try {
      return caller(parser.parse(authorization.substring(SCHEME.length()).strip()));
    } catch (ParseException | ClassCastException e) {
      // The parser casts groups to a list, whatever a token has there. Why a token is not accepted
      // is told to nobody but the log, and the log gets no token.
      LOG.debugf("a token was not accepted: %s", e.getClass().getSimpleName());
      throw unauthenticated("The bearer token is not accepted.");
    }
  }

  private Caller caller(JsonWebToken token) {
    String name = token.getSubject();
    if (name == null || !AccountName.isName(name)) {
      throw unauthenticated("The bearer token names nobody in its sub claim.");
    }
    return groups(token)
        .map(Role::of)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(role -> Caller.of(name, role))
        .orElseGet(() -> Caller.holder(name));
  }

  /**
   * What the claim of the setting lists, and no other claim: {@code getGroups} would prefer {@code
   * groups}, which may be another application's.
   */
  private Stream<String> groups(JsonWebToken token) {
    Object claim = token.getClaim(settings.groupsClaim());
    if (claim instanceof Collection<?> list) {
      return list.stream().map(TokenVerifier::text);
    }
    return claim == null ? Stream.empty() : Arrays.stream(text(claim).split(" ", -1));
  }

  private static String text(Object value) {
    return value instanceof JsonString text ? text.getString() : String.valueOf(value);
  }

  private Optional<Role> anonymousRole() {
    return settings.anonymousRole().flatMap(Role::of);
  }

  private static RefusedException unauthenticated(String detail) {
    return new RefusedException(Refusal.of(Code.UNAUTHENTICATED, detail));
  }
}
