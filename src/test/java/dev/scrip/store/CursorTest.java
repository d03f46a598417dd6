package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.SimpleStringType;
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

  private static String ofAudit(String... state) {
    MultiType next = MultiType.create(state.length, false);
    for (String text : state) {
      next.add(SimpleStringType.create(text));
    }
    return Cursor.ofAudit(next);
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
  void holdsTheStateOfAnAudit() {
    for (Cursor.AuditState state :
        List.of(
            Cursor.AUDIT_START,
            new Cursor.AuditState("balances", "17", "0", "-"),
            new Cursor.AuditState("ranking", "1e+15 any\nthing", "-5", "1-0"),
            new Cursor.AuditState("ranking", "inf a b", "0", "1-0"),
            new Cursor.AuditState("ranking", "-9.9999999999999996e-06 a", "0", "1-0"),
            new Cursor.AuditState("journal", "1700000000000-3", "12", "-"),
            new Cursor.AuditState("journal", "1700000000000-3/999", "12", "-"))) {
      String cursor = ofAudit(state.phase(), state.at(), state.sum(), state.tail());
      assertThat(Cursor.audit(cursor)).isEqualTo(state);
    }
  }

  @Test
  void takesNoStateThatCannotBeOne() {
    for (String text :
        List.of(
            "",
            "sums\n\n0\n-",
            "balances\n\n00\n-",
            "balances\n\n0\nx",
            "balances\n99999999999999999999\n0\n-",
            "balances\n1-1\n0\n-",
            "balances\ninf ann\n0\n-",
            "ranking\n17\n0\n-",
            "ranking\n1.2.3 ann\n0\n-",
            "ranking\n1e+- ann\n0\n-",
            "ranking\n1e9999 ann\n0\n-",
            "ranking\nnan ann\n0\n-",
            "ranking\n1-1\n0\n-",
            "journal\n5\n0\n-",
            "journal\n1 ann\n0\n-",
            "journal\n99999999999999999999-1\n0\n-",
            "journal\n1-1/\n0\n-",
            "journal\n1-1/9999999999\n0\n-",
            "journal\n1-1\n1" + "0".repeat(100) + "\n-")) {
      assertInvalid(() -> Cursor.audit(encoded(text)));
    }
  }

  @Test
  void isAnEntryInTheJournal() {
    assertThat(Cursor.entry("1700000000000-3")).isEqualTo("1700000000000-3");
    for (String text : List.of("", "1", "1-", "-", "+", "1-0 ", "a-0")) {
      assertInvalid(() -> Cursor.entry(text));
    }
  }
}
