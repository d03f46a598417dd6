package dev.scrip.access;

import dev.scrip.config.ScripSettings;
import dev.scrip.config.ScripSettings.SecuritySettings;
import dev.scrip.config.SettingsErrors;
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
 * Authenticates callers by bearer tokens (RFC 6750): JSON Web Tokens (RFC 7519) signed with RS256
 * or ES256.
 */
@Singleton
public class TokenVerifier implements SettingsErrors {

  private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

  private static final String SCHEME = "bearer ";

  /** The longest Authorization header in characters. A longer one is refused without parsing. */
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
        enabled && key.errors().isEmpty()
            ? new DefaultJWTParser(
                key.context(this.settings), new DefaultJWTCallerPrincipalFactory())
            : null;
  }

  @Override
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (enabled) {
      errors.addAll(key.errors());
      if (settings.issuer().isEmpty()) {
        errors.add("No token issuer is set. Set SCRIP_SECURITY_ISSUER to the iss of the tokens.");
      }
      if (settings.audience().isEmpty()) {
        errors.add(
            "No token audience is set. Set SCRIP_SECURITY_AUDIENCE to the aud of the tokens.");
      }
    }
    if (settings.anonymousRole().isPresent() && anonymousRole().isEmpty()) {
      errors.add("scrip.security.anonymous-role must be reader, writer or admin.");
    }
    return errors;
  }

  void onStart(@Observes StartupEvent event) {
    if (!enabled) {
      LOG.warn("Security is off: every caller may call every function for every account.");
    } else if (settings.anonymousRole().isPresent()) {
      LOG.warnf("Callers without a token have the role %s.", settings.anonymousRole().get());
    }
  }

  /**
   * Reports whether verification may block, which must not happen on an event loop.
   *
   * @return true if the key is fetched from a URL
   */
  public boolean isBlocking() {
    return enabled && key.isRemote();
  }

  /**
   * Authenticates the caller of a request.
   *
   * @param authorization the value of the Authorization header, or null if there is none
   * @return the caller: with a role, or an account owner if the token lists none; {@link
   *     Caller#UNRESTRICTED} if security is off
   * @throws RefusedException {@code unauthenticated} if the token is missing or invalid
   */
  public Caller caller(String authorization) {
    if (!enabled) {
      return Caller.UNRESTRICTED;
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
      // The parser casts groups to a list, of any type. The reply does not state why the token is
      // invalid, and the log does not contain the token.
      LOG.debugf("A token was rejected: %s", e.getClass().getSimpleName());
      throw unauthenticated("The bearer token is not accepted.");
    }
  }

  private Caller caller(JsonWebToken token) {
    String name = token.getSubject();
    if (name == null || !AccountName.isName(name)) {
      throw unauthenticated("The sub claim of the bearer token is not a valid account name.");
    }
    return groups(token)
        .map(Role::of)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(role -> Caller.of(name, role))
        .orElseGet(() -> Caller.accountOwner(name));
  }

  /**
   * The entries of the claim that {@code scrip.security.groups-claim} names. {@code getGroups}
   * would prefer the claim {@code groups}, which may belong to another application.
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
