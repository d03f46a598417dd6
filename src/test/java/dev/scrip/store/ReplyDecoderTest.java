package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Posting;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Supply;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The replies of scripts, decoded. */
class ReplyDecoderTest {

  private static final LedgerDefinition DEFINITION =
      LedgerBuilder.points().plain().ledger("gold").decimals(2).build();

  private final ReplyDecoder decoder = decoder(DEFINITION);
  private final TestLedger ledger = new TestLedger(null, DEFINITION);

  private static ReplyDecoder decoder(LedgerDefinition definition) {
    return new ReplyDecoder(definition, AccountNames.of(definition));
  }

  private static Response text(String text) {
    return BulkType.create(Buffer.buffer(text), false);
  }

  /** A reply of texts, numbers, lists and nulls. */
  private static Response reply(Object... values) {
    MultiType reply = MultiType.create(values.length, false);
    for (Object value : values) {
      if (value instanceof Response nested) {
        reply.add(nested);
      } else if (value instanceof Number number) {
        reply.add(NumberType.create(number));
      } else {
        reply.add(value == null ? null : text((String) value));
      }
    }
    return reply;
  }

  private Amount amount(String text) {
    return ledger.amount(text);
  }

  @Test
  void throwsTheRefusalOfAWholeCall() {
    assertThatThrownBy(() -> decoder.checked(reply("refused", "expired")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.EXPIRED));
    assertThatThrownBy(
            () ->
                decoder.checked(
                    reply(
                        "definition-changed",
                        "{\"kind\":\"points\",\"decimals\":\"3\",\"accountCipher\":\"none\"}")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.DEFINITION_CHANGED);
              assertThat(refused.refusal().detail())
                  .contains("decimals is 3 in Redis and 2 in the configuration");
            });
    Response fine = reply("ok", null);
    assertThat(decoder.checked(fine)).isSameAs(fine);
    Response outcomes = text("refused 0 expired - -\napplied 1-0 100");
    assertThat(decoder.checked(outcomes)).isSameAs(outcomes);
  }

  @Test
  void decodesOutcomes() {
    List<Operation> operations =
        List.of(
            ledger.create("ann", "1"), ledger.delete("bob"), ledger.transfer("ann", "bob", "9"));
    String[] lines =
        ReplyDecoder.lines(text("applied 1-0 150\nreplayed -\nrefused 1 below-min to -50"));
    List<Outcome> outcomes =
        IntStream.range(0, 3).mapToObj(i -> decoder.outcome(operations.get(i), lines[i])).toList();
    assertThat(outcomes.subList(0, 2))
        .containsExactly(
            new Outcome.Applied("1-0", List.of(amount("1.5")), false),
            new Outcome.Applied(null, List.of(), true));
    assertThat(((Outcome.Refused) outcomes.get(2)).refusal().fields())
        .isEqualTo(Map.of("account", "bob", "balance", "-0.5", "min", "0"));
  }

  @Test
  void decodesTheOutcomeOfAnAtomicSet() {
    AtomicSet set =
        new AtomicSet(
            List.of(ledger.create("ann", "1"), ledger.add("bob", "1")), Operation.Options.NONE);
    assertThat(decoder.atomicOutcome(set, "applied 1-0 100,1-1 200"))
        .isEqualTo(
            new Ledger.AtomicOutcome(
                List.of(
                    new Outcome.Applied("1-0", List.of(amount("1")), false),
                    new Outcome.Applied("1-1", List.of(amount("2")), false)),
                -1,
                null));
    Ledger.AtomicOutcome second = decoder.atomicOutcome(set, "refused 2 unknown-account account -");
    assertThat(second.index()).isEqualTo(1);
    assertThat(second.applied()).isEmpty();
    assertThat(second.refused().refusal().fields()).isEqualTo(Map.of("account", "bob"));
    Ledger.AtomicOutcome whole = decoder.atomicOutcome(set, "refused 0 expired - -");
    assertThat(whole.index()).isEqualTo(-1);
    assertThat(whole.refused().refusal().code()).isEqualTo(Code.EXPIRED);
  }

  @Test
  void decodesEntries() {
    Page<Entry> page =
        decoder.entryPage(
            reply(
                "ok",
                "1-0",
                reply(
                    "7-1",
                    reply(
                        "v1",
                        "transfer\n-50 0 - a b\n50 150 1-0 bob",
                        "id",
                        "id",
                        "reason",
                        "why",
                        "data",
                        "{\"n\":1.50}"))));
    assertThat(page.cursor()).isEqualTo("1-0");
    assertThat(page.items())
        .containsExactly(
            new Entry(
                "7-1",
                "transfer",
                "id",
                Instant.ofEpochMilli(7),
                null,
                "why",
                "{\"n\":1.50}",
                List.of(
                    new Posting("a b", amount("-0.5"), amount("0")),
                    new Posting("bob", amount("0.5"), amount("1.5"))),
                List.of()));
    assertThat(
            decoder
                .entryPage(
                    reply("ok", "-", reply("8-1", reply("v1", "groupAdd\nin team a b\nout x ann"))))
                .items()
                .get(0)
                .memberships())
        .containsExactly(new Membership("team", "a b", true), new Membership("x", "ann", false));
    assertThatThrownBy(() -> decoder.entryPage(reply("ok", "-", reply("7-1", reply("v2", "add")))))
        .hasMessage("entry 7-1 has an unknown form");
    assertThat(decoder.entryPage(reply("ok", "-"))).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void decodesAccounts() {
    Page<AccountBalance> page = decoder.accountPage(reply("ok", "1", "ann", "100", "bob", "150"));
    assertThat(page.items())
        .containsExactly(
            new AccountBalance("ann", amount("1")), new AccountBalance("bob", amount("1.5")));
    assertThat(Cursor.place(page.cursor())).isEqualTo(new Cursor.Place("150", "bob"));
    assertThat(decoder.accountPage(reply("ok", "0"))).isEqualTo(new Page<>(List.of(), null));
    assertThat(decoder.balance(reply("ok", "150"))).contains(amount("1.5"));
    assertThat(decoder.balance(reply("ok", null))).isEmpty();
  }

  @Test
  void decodesReasons() {
    assertThat(decoder.reason(reply("ok", "7 two words")))
        .contains(new ReasonRecord(Instant.ofEpochMilli(7), "two words"));
    assertThat(decoder.reason(reply("ok", "7 ")))
        .contains(new ReasonRecord(Instant.ofEpochMilli(7), null));
    assertThat(decoder.reason(reply("ok", null))).isEmpty();
  }

  @Test
  void decodesTheSupply() {
    assertThat(decoder.supply(reply("ok", "1", "150", 2)))
        .isEqualTo(new Supply(amount("1.5"), amount("1.5"), 2));
    assertThat(decoder.supply(reply("ok", "0", "0", 0)))
        .isEqualTo(new Supply(amount("0"), amount("0"), 0));
    LedgerDefinition token = LedgerBuilder.token("5").plain().build();
    assertThat(decoder(token).supply(reply("ok", "1", "3", 1)))
        .isEqualTo(new Supply(Amount.ofUnits("5", 0), Amount.ofUnits("3", 0), 1));
    assertThatThrownBy(() -> decoder(token).supply(reply("ok", "0", "0", 0)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.NOT_INITIALIZED));
  }

  @Test
  void displaysDecodedNames() {
    LedgerDefinition definition =
        LedgerBuilder.points().ledger("gold").cipher(Ciphers.AES_SIV).build();
    String encoded = AccountNames.of(definition).encode("ann");
    assertThat(decoder(definition).accounts(reply("ok", encoded, "1"), 1))
        .containsExactly(new AccountBalance("ann", Amount.ofUnits("1", 0)));
    Operation operation = new TestLedger(null, definition).add("ann", "1");
    Outcome outcome = decoder(definition).outcome(operation, "refused 1 unknown-account account -");
    assertThat(((Outcome.Refused) outcome).refusal().detail()).contains("ann");
  }
}
