package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Cursors of pages. */
class CursorTest {

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_REQUEST);
              assertThat(refused.refusal().detail()).startsWith("cursor must be");
            });
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void holdsAPlaceInTheRanking() {
    for (String units : List.of("0", "-7", "9".repeat(78))) {
      String cursor = Cursor.ofPlace(units, "a b \ud83d\ude00");
      assertThat(cursor).matches("[A-Za-z0-9_-]+");
      assertThat(Cursor.place(cursor)).isEqualTo(new Cursor.Place(units, "a b \ud83d\ude00"));
    }
  }

  @Test
  void takesNoPlaceThatCannotBeOne() {
    for (String text : List.of("", "5", "-0 a", "05 a", "1".repeat(79) + " a", "5 a\n", "5 ")) {
      assertInvalid(() -> Cursor.place(encoded(text)));
    }
    assertInvalid(() -> Cursor.place("not base64!"));
  }

  @Test
  void isAnEntryInTheJournal() {
    assertThat(Cursor.entry("1700000000000-3")).isEqualTo("1700000000000-3");
    for (String text : List.of("", "1", "1-", "-", "+", "1-0 ", "a-0")) {
      assertInvalid(() -> Cursor.entry(text));
    }
  }
}
