package dev.scrip.access;

import dev.scrip.access.Call.Caller;
import dev.scrip.config.ScripSettings;
import dev.scrip.config.ScripSettings.SecuritySettings;
import dev.scrip.config.SettingsErrors;
import dev.scrip.domain.AccountName;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
  private final VerificationKeys keys;

  /**
   * Creates the verifier.
   *
   * @param settings the settings
   */
  @Inject
  TokenVerifier(ScripSettings settings) {
    this(settings, Clock.systemUTC());
  }

  /** Creates a verifier with another clock for the age of its keys. */
  TokenVerifier(ScripSettings settings, Clock clock) {
    this.settings = settings.security();
    this.enabled = this.settings.enabled().orElse(LaunchMode.current() == LaunchMode.NORMAL);
    this.keys = enabled ? VerificationKeys.of(this.settings, clock) : null;
  }

  @Override
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (enabled) {
      errors.addAll(keys.errors());
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
   * Authenticates the caller of a request, and waits for the keys if they must be loaded.
   *
   * @param authorization the value of the Authorization header, or null if there is none
   * @return the caller, as {@link #authenticate} returns it
   * @throws RefusedException as {@link #authenticate} does
   */
  public Caller caller(String authorization) {
    try {
      return authenticate(authorization).toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /**
   * Authenticates the caller of a request without blocking. The result is complete at once unless
   * the keys must be loaded; then it completes after at most some seconds, on another thread.
   *
   * @param authorization the value of the Authorization header, or null if there is none
   * @return the caller: with a role, or an account owner if the token lists none; {@link
   *     Caller#UNRESTRICTED} if security is off; or a {@link RefusedException}: {@code
   *     unauthenticated} if the token is missing or invalid, {@code keys-unavailable} if there are
   *     no keys to verify it with
   */
  public CompletionStage<Caller> authenticate(String authorization) {
    if (!enabled) {
      return CompletableFuture.completedFuture(Caller.UNRESTRICTED);
    }
    if (authorization == null) {
      return anonymousRole()
          .map(role -> CompletableFuture.completedFuture(Caller.of("anonymous", role)))
          .orElseGet(() -> CompletableFuture.failedFuture(unauthenticated("Send a bearer token.")));
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.length() > MAX_LENGTH) {
      return CompletableFuture.failedFuture(unauthenticated("Send a bearer token."));
    }
    return SignedToken.of(authorization.substring(SCHEME.length()).strip())
        .map(this::caller)
        .orElseGet(() -> CompletableFuture.failedFuture(notAccepted()));
  }

  private CompletionStage<Caller> caller(SignedToken token) {
    KeySource source = keys.source();
    return source
        .keys()
        .thenCompose(
            known ->
                known.find(token.algorithm(), token.keyId()).isPresent()
                    ? CompletableFuture.completedFuture(known)
                    : source.newerKeys())
        .thenApply(
            known ->
                known
                    .find(token.algorithm(), token.keyId())
                    .flatMap(key -> TokenClaims.verify(token, key, settings))
                    .map(TokenVerifier::caller)
                    .orElseThrow(TokenVerifier::notAccepted));
  }

  private static Caller caller(TokenClaims claims) {
    if (!AccountName.isName(claims.subject())) {
      throw unauthenticated("The sub claim of the bearer token is not a valid account name.");
    }
    return claims
        .role()
        .map(role -> Caller.of(claims.subject(), role))
        .orElseGet(() -> Caller.accountOwner(claims.subject()))
        .until(claims.expires());
  }

  private Optional<Role> anonymousRole() {
    return settings.anonymousRole().flatMap(Role::of);
  }

  /** Neither the reply nor the log states why a token is invalid; the log does not contain it. */
  private static RefusedException notAccepted() {
    LOG.debug("A token was rejected.");
    return unauthenticated("The bearer token is not accepted.");
  }

  private static RefusedException unauthenticated(String detail) {
    return new RefusedException(Refusal.of(Code.UNAUTHENTICATED, detail));
  }
}
