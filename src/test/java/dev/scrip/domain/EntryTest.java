package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

  @ParameterizedTest
  @CsvSource({
    "1795783677034-0, 1795783677034-0",
    "007-01, 7-1",
    "9999999999999999999-9999999999999999999, 9999999999999999999-9999999999999999999",
    "1970-01-01T00:00:00.007Z, 7-18446744073709551615",
    "1970-01-01T00:00:00.007999999Z, 7-18446744073709551615",
    "1970-01-01T01:00:00+01:00, 0-18446744073709551615",
    "1969-12-31T23:59:59.999999999Z, 0-0",
    "-1000000000-01-01T00:00:00Z, 0-0",
    "+1000000000-12-31T23:59:59Z, 9223372036854775807-18446744073709551615"
  })
  void aPositionIsAnEntryOrTheEndOfAMillisecond(String text, String position) {
    assertThat(Entry.position(text)).contains(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1", "1-", "-1-1", "1-1-1", "today", "2026-11-27", "1 -1"})
  void anythingElseIsNone(String text) {
    assertThat(Entry.position(text)).isEmpty();
  }

  @Test
  void anIdHasTwoNumbers() {
    assertThat(Entry.isId("1-0")).isTrue();
    assertThat(Entry.isId("10000000000000000000-0")).isFalse();
  }
}
