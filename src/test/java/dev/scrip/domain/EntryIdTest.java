package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of entry ids. */
class EntryIdTest {

  @ParameterizedTest
  @CsvSource({
    "0-0, 0-1",
    "5-9, 5-10",
    "9-1, 10-0",
    "1700000000000-9, 1700000000001-0",
    "9223372036854775807-0, 9223372036854775808-0",
    "1-9223372036854775807, 1-18446744073709551615"
  })
  void isByTimeAndThenByNumber(String older, String newer) {
    assertThat(EntryId.of(older).compareTo(EntryId.of(newer))).isNegative();
    assertThat(EntryId.of(newer).compareTo(EntryId.of(older))).isPositive();
    assertThat(EntryId.of(older)).isEqualByComparingTo(EntryId.of(older)).hasToString(older);
  }
}
