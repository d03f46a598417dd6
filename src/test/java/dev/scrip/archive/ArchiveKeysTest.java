package dev.scrip.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys sign and verify. */
class ArchiveKeysTest {

  private static final byte[] TEXT = "{\"number\":1}".getBytes(StandardCharsets.UTF_8);

  static EllipticCurveJsonWebKey key(String id) throws JoseException {
    EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId(id);
    return key;
  }

  /** A JWKS with the private keys. */
  static String secret(EllipticCurveJsonWebKey... keys) {
    return new JsonWebKeySet(keys).toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  private static String open(EllipticCurveJsonWebKey... keys) {
    return new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  @Test
  void thePublicKeyVerifiesWhatThePrivateOneHasSigned() throws JoseException {
    EllipticCurveJsonWebKey key = key("2026");
    String signature = ArchiveKeys.of(secret(key)).sign(TEXT);
    ArchiveKeys verifying = ArchiveKeys.of(open(key("2027"), key));
    assertThat(verifying.isSigned(TEXT, signature)).isTrue();
    assertThat(verifying.sign(TEXT)).isNull();
    assertThat(signature).as("the content is detached").contains("..");
  }

  @Test
  void anythingElseIsNotSigned() throws JoseException {
    EllipticCurveJsonWebKey key = key("2026");
    ArchiveKeys keys = ArchiveKeys.of(secret(key));
    String signature = keys.sign(TEXT);
    byte[] changed = "{\"number\":2}".getBytes(StandardCharsets.UTF_8);
    assertThat(keys.isSigned(changed, signature)).isFalse();
    assertThat(keys.isSigned(TEXT, null)).isFalse();
    assertThat(keys.isSigned(TEXT, "none")).isFalse();
    assertThat(keys.isSigned(TEXT, signature.replaceFirst("^[^.]*", "eyJhbGciOiJub25lIn0")))
        .isFalse();
    // Another key of the same name.
    assertThat(ArchiveKeys.of(secret(key("2026"))).isSigned(TEXT, signature)).isFalse();
    assertThat(ArchiveKeys.of(secret(key("2025"))).isSigned(TEXT, signature)).isFalse();
  }

  @Test
  void theFirstKeyWithAPrivatePartSigns() throws JoseException {
    EllipticCurveJsonWebKey old = key("old");
    EllipticCurveJsonWebKey now = key("now");
    String jwks =
        "{\"keys\":["
            + old.toJson(OutputControlLevel.PUBLIC_ONLY)
            + ","
            + now.toJson(OutputControlLevel.INCLUDE_PRIVATE)
            + "]}";
    String signature = ArchiveKeys.of(jwks).sign(TEXT);
    assertThat(ArchiveKeys.of(open(now)).isSigned(TEXT, signature)).isTrue();
    assertThat(ArchiveKeys.of(open(old)).isSigned(TEXT, signature)).isFalse();
  }

  @Test
  void withoutKeysNothingIsSignedAndAllIsAccepted() {
    assertThat(ArchiveKeys.NONE.verify()).isFalse();
    assertThat(ArchiveKeys.NONE.sign(TEXT)).isNull();
    assertThat(ArchiveKeys.NONE.isSigned(TEXT, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"secret\"}]}",
        "{\"keys\":7}"
      })
  void otherTextsAreRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> ArchiveKeys.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must h")
        .hasMessageNotContaining("secret");
  }

  @Test
  void keysWithoutTheirOwnNamesAreRefused() throws JoseException {
    EllipticCurveJsonWebKey unnamed = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    EllipticCurveJsonWebKey other = EcJwkGenerator.generateJwk(EllipticCurves.P384);
    other.setKeyId("p384");
    for (String jwks : new String[] {secret(unnamed), secret(key("a"), key("a")), secret(other)}) {
      assertThatThrownBy(() -> ArchiveKeys.of(jwks)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
