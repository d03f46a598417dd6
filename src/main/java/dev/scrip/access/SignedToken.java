package dev.scrip.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A JSON Web Token as it was sent. Nothing in it is verified.
 *
 * @param text the token
 * @param algorithm the algorithm in its header
 * @param keyId the id of a key in its header, or null if there is none
 */
record SignedToken(String text, SigningAlgorithm algorithm, String keyId) {

  /** The parser of tokens cannot limit numbers and nesting, so they are read with limits before. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(50).maxNestingDepth(20).build())
          .build();

  /** Parses a token; empty if it is malformed or not for one of the algorithms. */
  static Optional<SignedToken> of(String text) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setCompactSerialization(text);
      checkLimits(jws.getHeaders().getFullHeaderAsJsonString());
      checkLimits(jws.getUnverifiedPayload());
      String keyId = jws.getKeyIdHeaderValue();
      return SigningAlgorithm.named(jws.getAlgorithmHeaderValue())
          .map(each -> new SignedToken(text, each, keyId));
    } catch (JoseException | IOException | RuntimeException e) {
      // The parser of tokens casts what it finds, so that a wrong type is any exception.
      return Optional.empty();
    }
  }

  private static void checkLimits(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        // Only whether it can be read matters.
      }
    }
  }
}
