package dev.scrip.openapi;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The same ledgers, where callers must show a token. */
public class OpenApiSecuredLedgers extends OpenApiLedgers {

  static final String ISSUER = "https://issuer.example";
  static final String AUDIENCE = "scrip";

  /** Where the test finds the key to sign with: profile and test share no static field. */
  static final String SIGNING_KEY = "openapi.test.signing-key";

  @Override
  public Map<String, String> getConfigOverrides() {
    KeyPair keys = keys();
    Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
    settings.put("scrip.security.enabled", "true");
    settings.put("scrip.security.key", base64(keys.getPublic().getEncoded()));
    settings.put("scrip.security.issuer", ISSUER);
    settings.put("scrip.security.audience", AUDIENCE);
    settings.put(SIGNING_KEY, base64(keys.getPrivate().getEncoded()));
    return settings;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
