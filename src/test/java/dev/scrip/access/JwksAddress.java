package dev.scrip.access;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Serves the trusted elliptic-curve key while the application runs. */
public class JwksAddress implements QuarkusTestResourceLifecycleManager {

  private KeyServer server;

  @Override
  public Map<String, String> start() {
    server = new KeyServer(Tokens.jwks(Signer.ES256));
    return Map.of("scrip.security.key-url", server.address());
  }

  /** Serves the key two seconds late. */
  public static class Slow extends JwksAddress {

    @Override
    public Map<String, String> start() {
      Map<String, String> settings = super.start();
      super.server.delay(2000);
      return settings;
    }
  }

  @Override
  public void stop() {
    server.close();
  }
}
