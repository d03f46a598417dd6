package dev.scrip.access;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With an RSA key from a setting, for which no request has to wait. */
@QuarkusTest
@TestProfile(SecuredLedgers.class)
class AccessMatrixTest extends AccessMatrix {

  AccessMatrixTest() {
    super(Signer.RS256);
  }
}
