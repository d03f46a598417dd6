package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Account names encrypted with AES-SIV. */
class AesSivNamesTest {

  @Test
  void decodesWhatItEncodes() {
    AccountNames names = AccountNames.of(LedgerBuilder.points().cipher(Ciphers.AES_SIV).build());
    for (String name : List.of("ann", "Ev\u00e4 \ud83d\ude00", "a/b", "n".repeat(128))) {
      String encoded = names.encode(name);
      assertThat(encoded).matches("[A-Za-z0-9_-]+").isNotEqualTo(name);
      assertThat(names.displayName(encoded)).isEqualTo(name);
    }
  }

  @Test
  void displaysWhatIsNotItsOwnUnchanged() {
    AccountNames names =
        AccountNames.of(LedgerBuilder.points().ledger("a").cipher(Ciphers.AES_SIV).build());
    String ofAnother =
        AccountNames.of(LedgerBuilder.points().ledger("b").cipher(Ciphers.AES_SIV).build())
            .encode("ann");
    for (String text : List.of("plain", "", "*", ofAnother)) {
      assertThat(names.displayName(text)).isEqualTo(text);
    }
  }
}
