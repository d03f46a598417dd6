package dev.scrip.access;

import dev.scrip.config.ScripSettings.SecuritySettings;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * The verified claims of a token.
 *
 * @param subject the claim {@code sub}
 * @param role the highest role that the token lists, or empty if it lists none
 * @param expires the instant from which the token is refused
 */
record TokenClaims(String subject, Optional<Role> role, Instant expires) {

  private static final int CLOCK_SKEW_SECONDS = 30;

  /** The last second of the year 9999. A later date is not one that an issuer means. */
  private static final long MAX_DATE = 253_402_300_799L;

  /**
   * Verifies a token: signature, issuer, audience and dates.
   *
   * @param token the token
   * @param key the key for the algorithm of the token
   * @param settings the required issuer and audience, and the claim that lists roles
   * @return the claims, or empty if the token is not valid
   */
  static Optional<TokenClaims> verify(SignedToken token, PublicKey key, SecuritySettings settings) {
    try {
      JwtClaims claims = consumer(token, key, settings).processToClaims(token.text());
      NumericDate expires = claims.getExpirationTime();
      if (!isDate(expires) || !isDate(claims.getIssuedAt()) || !isDate(claims.getNotBefore())) {
        return Optional.empty();
      }
      return Optional.of(
          new TokenClaims(
              claims.getSubject(),
              role(claims.getClaimValue(settings.groupsClaim())),
              Instant.ofEpochSecond(expires.getValue() + CLOCK_SKEW_SECONDS)));
    } catch (InvalidJwtException | MalformedClaimException | RuntimeException e) {
      // The parser does not document which exceptions it throws for a claim of the wrong type. The
      // reason is not logged, since it contains the claims.
      return Optional.empty();
    }
  }

  /** The algorithm is that of the key that was found, never what the token says alone. */
  private static JwtConsumer consumer(SignedToken token, PublicKey key, SecuritySettings settings) {
    return new JwtConsumerBuilder()
        .setVerificationKey(key)
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(ConstraintType.PERMIT, token.algorithm().name()))
        .setExpectedIssuer(settings.issuer().orElseThrow())
        .setExpectedAudience(settings.audience().orElseThrow())
        .setRequireSubject()
        .setRequireIssuedAt()
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
        .build();
  }

  private static boolean isDate(NumericDate date) {
    return date == null || (date.getValue() >= 0 && date.getValue() <= MAX_DATE);
  }

  /** The highest role in a list of names, or in a string of names with spaces between them. */
  private static Optional<Role> role(Object claim) {
    Stream<?> names = Stream.empty();
    if (claim instanceof Collection<?> list) {
      names = list.stream();
    } else if (claim instanceof String text) {
      names = Arrays.stream(text.split(" ", -1));
    }
    return names
        .filter(String.class::isInstance)
        .flatMap(name -> Role.of((String) name).stream())
        .max(Comparator.naturalOrder());
  }
}
