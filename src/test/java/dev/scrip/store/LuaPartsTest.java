package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parts that scripts share, each run alone and compared with Java. */
@QuarkusTest
class LuaPartsTest extends StoreFixture {

  private static final long SEED = 7;
  private static final int PAIRS = 5000;

  /** Runs a script that includes parts, over a list of texts. */
  private Response run(String script, List<String> texts) {
    String source = ScriptSource.resolve(script, LuaPartsTest::part);
    List<String> arguments =
        new ArrayList<>(List.of(source, "1", "{" + LedgerBuilder.randomName() + "}"));
    arguments.add(
        ScriptArguments.object(
            json -> {
              json.writeArrayFieldStart("texts");
              for (String text : texts) {
                json.writeString(text);
              }
              json.writeEndArray();
            }));
    return command(Command.EVAL, arguments.toArray(String[]::new));
  }

  private static String part(String name) {
    try (InputStream in =
        LuaPartsTest.class.getClassLoader().getResourceAsStream("lua/include/" + name + ".lua")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Amounts of any length, most of them near a power of ten or two, where carries are long. */
  private static BigInteger amount(Random random) {
    BigInteger units =
        switch (random.nextInt(6)) {
          case 0 -> BigInteger.valueOf(random.nextInt(3));
          case 1 -> BigInteger.TEN.pow(random.nextInt(78));
          case 2 -> BigInteger.TWO.pow(random.nextInt(256));
          case 3 -> BigInteger.TEN.pow(14 * random.nextInt(6)).multiply(BigInteger.valueOf(7));
          default -> new BigInteger(random.nextInt(258), random);
        };
    BigInteger near = units.add(BigInteger.valueOf(random.nextInt(3) - 1L));
    return random.nextBoolean() ? near : near.negate();
  }

  private static List<BigInteger> pairs() {
    Random random = new Random(SEED);
    List<BigInteger> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      BigInteger a = amount(random);
      BigInteger b =
          random.nextInt(5) == 0
              ? a.add(BigInteger.valueOf(random.nextInt(3) - 1L))
              : amount(random);
      pairs.add(a);
      pairs.add(random.nextInt(5) == 0 ? b.negate() : b);
    }
    return pairs;
  }

  @Test
  void addsNegatesAndComparesAmounts() {
    List<BigInteger> pairs = pairs();
    Response reply =
        run(
            """
            --- @include amount
            local texts, out = cjson.decode(ARGV[1]).texts, {}
            for i = 1, #texts, 2 do
              local a, b = texts[i], texts[i + 1]
              out[#out + 1] = table.concat({ add(a, b), negate(a), less(a, b) and -1 or less(b, a) and 1 or 0 }, ' ')
            end
            return out
            """,
            pairs.stream().map(BigInteger::toString).toList());
    assertThat(reply.size()).isEqualTo(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      BigInteger a = pairs.get(2 * i);
      BigInteger b = pairs.get(2 * i + 1);
      assertThat(reply.get(i).toString())
          .as("%s and %s", a, b)
          .isEqualTo(a.add(b) + " " + a.negate() + " " + a.compareTo(b));
    }
  }

  @Test
  void comparesTextsByTheirBytes() {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2 * PAIRS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(4); length > 0; length--) {
        text.appendCodePoint(
            new int[] {'a', 'B', 'b', ' ', '~', 0xe4, 0xe9, 0x540d, 0x1f600, 0xffee}
                [random.nextInt(10)]);
      }
      texts.add(text.toString());
    }
    Response reply =
        run(
            """
            --- @include bytes
            local texts, out = cjson.decode(ARGV[1]).texts, {}
            for i = 1, #texts, 2 do
              out[#out + 1] = bytes_less(texts[i], texts[i + 1]) and 'less' or 'not'
            end
            return out
            """,
            texts);
    for (int i = 0; i < PAIRS; i++) {
      boolean less = byBytes().compare(texts.get(2 * i), texts.get(2 * i + 1)) < 0;
      assertThat(reply.get(i).toString())
          .as("%s and %s", texts.get(2 * i), texts.get(2 * i + 1))
          .isEqualTo(less ? "less" : "not");
    }
  }

  private static Comparator<String> byBytes() {
    return (a, b) ->
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /** An account's place in the ranking: no two of them alike, and their order the exact one. */
  @Test
  void ranksByExactBalanceThenName() {
    record Holder(BigInteger balance, String account) {}
    Random random = new Random(SEED);
    List<Holder> holders = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      BigInteger balance =
          holders.isEmpty() || random.nextInt(3) > 0
              ? amount(random)
              : holders
                  .get(random.nextInt(holders.size()))
                  .balance()
                  .add(BigInteger.valueOf(random.nextInt(3) - 1L));
      Holder holder =
          new Holder(balance, List.of("a", "b", "0", "9", "\u00e4", " ").get(i % 6) + i);
      holders.add(holder);
      texts.add(balance.toString());
      texts.add(holder.account());
    }
    Response reply =
        run(
            """
            --- @include bytes
            --- @include amount
            --- @include balances
            --- @include ranking
            local texts = cjson.decode(ARGV[1]).texts
            for i = 1, #texts, 2 do
              local score, member = place_of(texts[i], texts[i + 1])
              redis.call('ZADD', KEYS[1], score, member)
            end
            local out = redis.call('ZRANGE', KEYS[1], 0, -1)
            redis.call('DEL', KEYS[1])
            for i, member in ipairs(out) do
              out[i] = account_of(member)
            end
            return out
            """,
            texts);
    holders.sort(Comparator.comparing(Holder::balance).thenComparing(Holder::account, byBytes()));
    assertThat(reply.stream().map(Response::toString).toList())
        .isEqualTo(holders.stream().map(Holder::account).toList());
  }

  /** Names may end as others do, and may look like the words before them. */
  @Test
  void findsThePostingOfAnAccount() {
    List<String> names =
        List.of(
            "x bob",
            "bob",
            "bob x",
            "b",
            "1 2 - bob",
            "- bob",
            "ob",
            "\u00e4 bob",
            "%a+",
            "bobbob");
    StringBuilder postings = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      postings.append(i == 0 ? "" : "\n").append(i).append(" -").append(i).append(" 1-1 ");
      postings.append(names.get(i));
    }
    List<String> texts = new ArrayList<>(List.of(postings.toString(), "nobody", "x", ""));
    texts.addAll(names);
    Response reply =
        run(
            """
            local NONE = '-'
            --- @include journal
            local texts, out = cjson.decode(ARGV[1]).texts, {}
            for i = 2, #texts do
              local posting = find_posting(texts[1], texts[i])
              out[i - 1] = posting and posting.amount .. ' ' .. posting.balance .. ' ' .. posting.account or 'none'
            end
            return out
            """,
            texts);
    for (int i = 0; i < 3; i++) {
      assertThat(reply.get(i)).hasToString("none");
    }
    for (int i = 0; i < names.size(); i++) {
      assertThat(reply.get(i + 3)).hasToString(i + " -" + i + " " + names.get(i));
    }
  }

  @Test
  void writesAmountsAsDecimals() {
    List<BigInteger> pairs = pairs();
    for (int decimals : new int[] {0, 1, 2, 6, 18, 36}) {
      Response reply =
          run(
              """
              local DECIMALS = '%d'
              --- @include amount
              local texts, out = cjson.decode(ARGV[1]).texts, {}
              for i, amount in ipairs(texts) do
                --- @include decimal
                out[i] = amount
              end
              return out
              """
                  .formatted(decimals),
              pairs.stream().map(BigInteger::toString).toList());
      for (int i = 0; i < pairs.size(); i++) {
        BigInteger units = pairs.get(i);
        String expected =
            units.signum() == 0
                ? "0"
                : new BigDecimal(units, decimals).stripTrailingZeros().toPlainString();
        assertThat(reply.get(i).toString()).as("%s, %s", units, decimals).isEqualTo(expected);
      }
    }
  }

  @Test
  void writesTimesAsJavaDoes() {
    Random random = new Random(SEED);
    List<Instant> times = new ArrayList<>();
    for (String text :
        List.of(
            "1970-01-01T00:00:00Z",
            "1999-12-31T23:59:59.999Z",
            "2000-02-29T00:00:00.001Z",
            "2024-02-29T12:00:00Z",
            "2026-12-31T23:59:59.999Z",
            "2100-02-28T23:59:59.999Z",
            "2100-03-01T00:00:00Z",
            "2400-02-29T00:00:00Z",
            "9999-12-31T23:59:59.999Z")) {
      times.add(Instant.parse(text));
    }
    for (int i = 0; i < 2000; i++) {
      times.add(Instant.ofEpochMilli((long) (random.nextDouble() * 8e12)));
    }
    Response reply =
        run(
            """
            local texts, out = cjson.decode(ARGV[1]).texts, {}
            for i, millis in ipairs(texts) do
              local time
              --- @include time
              out[i] = time
            end
            return out
            """,
            times.stream().map(time -> Long.toString(time.toEpochMilli())).toList());
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(java.time.ZoneOffset.UTC);
    for (int i = 0; i < times.size(); i++) {
      assertThat(reply.get(i).toString()).isEqualTo(format.format(times.get(i)));
    }
  }
}
