package dev.scrip.access;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With an elliptic-curve key from an address, for which requests wait off the event loop. */
@QuarkusTest
@TestProfile(SecuredLedgers.FetchedKey.class)
class FetchedKeyMatrixTest extends AccessMatrix {

  FetchedKeyMatrixTest() {
    super(Signer.ES256);
  }
}
