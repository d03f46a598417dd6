package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the headers of the scripts say, compared with the scripts and with the Java side. */
class ScriptHeadersTest {

  private static final Path LUA = Path.of("src/main/resources/lua");
  private static final String WORD = "[a-z]+(?:-[a-z]+)*";
  private static final Pattern LUA_LINE =
      Pattern.compile("(?m)^--   ([a-zA-Z]+): +(" + WORD + "(?:, " + WORD + ")*)$");

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  private static String source(Script script) throws IOException {
    return read(LUA.resolve(script.file() + ".lua"));
  }

  /** The comment lines that a script begins with. */
  private static String header(Script script) throws IOException {
    return String.join(
        "\n", source(script).lines().takeWhile(line -> line.startsWith("--")).toList());
  }

  private static List<String> all(String pattern, String text, int group) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(group)).toList();
  }

  @Test
  void everyPartIsIncludedSomewhereAndBeginsWithWhatItIs() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(LUA)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(read(file)).append('\n');
      }
    }
    Path parts = LUA.resolve("include");
    try (Stream<Path> files = Files.walk(parts)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = parts.relativize(file).toString().replace(".lua", "");
        assertThat(sources).contains("--- @include " + name + "\n");
        assertThat(read(file)).startsWith("-- ");
      }
    }
  }

  /** All but the script of single keys. */
  @ParameterizedTest
  @EnumSource(value = Script.class, mode = EnumSource.Mode.EXCLUDE, names = "ENSURE_KEY")
  void saysWhatItDoesTakesAndReturns(Script script) throws IOException {
    String header = header(script);
    assertThat(header)
        .startsWith("-- " + script.file() + ": ")
        .contains("\n-- KEYS     the ledger's keys, as in include/keys.lua\n")
        .contains("\n-- ARGV[1…] the ledger's definition, as in include/keys.lua\n")
        .contains("\n-- returns  ");
    List<Integer> documented =
        all("(?m)^-- ARGV\\[([0-9]+)\\]", header, 1).stream().map(Integer::valueOf).toList();
    for (int i = 0; i < documented.size(); i++) {
      assertThat(documented.get(i)).isEqualTo(i + 7);
    }
    TreeSet<Integer> used = new TreeSet<>();
    all("ARGV\\[([0-9]+)\\]", ScriptText.of(script).text(), 1)
        .forEach(each -> used.add(Integer.valueOf(each)));
    assertThat(new ArrayList<>(used)).isEqualTo(documented);
  }

  @ParameterizedTest
  @EnumSource(value = Script.class, mode = EnumSource.Mode.EXCLUDE, names = "ENSURE_KEY")
  void reachesKeysByNameAlone(Script script) throws IOException {
    String body = source(script).substring(header(script).length());
    assertThat(body)
        .containsAnyOf("--- @include ledger\n", restoring(script))
        .doesNotContainPattern("KEYS\\[[0-9]");
  }

  /** A ledger that is being restored has no definition yet. */
  private static String restoring(Script script) {
    return "--- @include " + (script == Script.START_RESTORE ? "keys" : "restoring") + "\n";
  }

  /** Without COUNT, or from before the first entry, it goes through the whole journal. */
  @ParameterizedTest
  @EnumSource(Script.class)
  void readTheJournalBackwardsInParts(Script script) {
    assertThat(ScriptText.of(script).text().lines().filter(line -> line.contains("'XREVRANGE', ")))
        .allMatch(
            line ->
                line.contains("TRANSACTIONS, '+', '-', 'COUNT'")
                    || line.contains("= 'XREVRANGE', query.cursor"));
  }

  @Test
  void theHeaderOfApplyListsTheRefusalsOfEachOperation() throws IOException {
    Map<String, String> lua = lists(LUA_LINE, header(Script.APPLY));
    assertThat(lua.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(LedgerFunction.values())
                .filter(LedgerFunction::isOperation)
                .map(LedgerFunction::word)
                .toList());
    for (String list : lua.values()) {
      for (String word : list.split(", ", -1)) {
        assertThat(Code.of(word)).isNotNull();
      }
    }
  }

  private static Map<String, String> lists(Pattern pattern, String text) {
    Map<String, String> lists = new TreeMap<>();
    pattern.matcher(text).results().forEach(each -> lists.put(each.group(1), each.group(2)));
    return lists;
  }

  @Test
  void refusalsOfAnOperationAreThoseThatItsCodeGives() throws IOException {
    for (Map.Entry<String, String> each : lists(LUA_LINE, header(Script.APPLY)).entrySet()) {
      String source = read(LUA.resolve("include/operation/" + each.getKey() + ".lua"));
      assertThat(new TreeSet<>(all("code(?:, [a-z]+)* = '(" + WORD + ")'", source, 1)))
          .as(each.getKey())
          .isEqualTo(new TreeSet<>(List.of(each.getValue().split(", ", -1))));
    }
  }

  @Test
  void sayInWhichOrderTermsAreChecked() throws IOException {
    assertThat(header(Script.APPLY)).contains("in this order: id-reused, expired, and then");
    assertThat(header(Script.START_JOB))
        .contains("in this order: info-missing, id-reused, job-running, expired.");
  }
}
