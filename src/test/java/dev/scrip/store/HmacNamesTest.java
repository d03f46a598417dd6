package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Account names replaced by their HMAC-SHA256. */
class HmacNamesTest {

  private final AccountNames names =
      AccountNames.of(LedgerBuilder.points().ledger("gold").cipher(Ciphers.HMAC_SHA256).build());

  @Test
  void haveOneLengthAndAreDisplayedEncoded() {
    for (String name : List.of("ann", "Ev\u00e4 \ud83d\ude00", "a/b", "n".repeat(128))) {
      String encoded = names.encode(name);
      assertThat(encoded).matches("[A-Za-z0-9_-]{43}");
      assertThat(names.displayName(encoded)).isEqualTo(encoded);
      assertThat(names.encode(encoded)).isNotEqualTo(encoded);
    }
  }
}
