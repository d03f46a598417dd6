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
      Pattern.compile("(?m)^--   ([a-z]+): +(" + WORD + "(?:, " + WORD + ")*)$");

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
    try (Stream<Path> files = Files.list(LUA.resolve("include"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".lua", "");
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
        .contains("\n-- ARGV[1]  the ledger's definition")
        .contains("\n-- returns  ");
    List<Integer> documented =
        all("(?m)^-- ARGV\\[([0-9]+)\\]", header, 1).stream().map(Integer::valueOf).toList();
    for (int i = 0; i < documented.size(); i++) {
      assertThat(documented.get(i)).isEqualTo(i + 1);
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
    assertThat(body).contains("--- @include keys\n").doesNotContain("KEYS[");
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
    String source = read(LUA.resolve("include/operations.lua"));
    lists(LUA_LINE, header(Script.APPLY))
        .forEach(
            (operation, list) -> {
              TreeSet<String> given = new TreeSet<>();
              String body = function(source, "function operations." + operation + "(o)");
              if (body.contains("missing_account_refusal(")) {
                body += function(source, "local function missing_account_refusal(from, to)");
              }
              given.addAll(all("refused\\('(" + WORD + ")'", body, 1));
              if (body.contains("refused(code, ")) {
                given.addAll(
                    all(
                        "'(below-min|above-max)'",
                        function(source, "local function bound_code(amount, balance)"),
                        1));
              }
              assertThat(given)
                  .as(operation)
                  .isEqualTo(new TreeSet<>(List.of(list.split(", ", -1))));
            });
  }

  private static String function(String source, String opening) {
    int start = source.indexOf(opening);
    assertThat(start).as(opening).isNotNegative();
    return source.substring(start, source.indexOf("\nend\n", start));
  }

  @Test
  void sayInWhichOrderTermsAreChecked() throws IOException {
    assertThat(header(Script.APPLY)).contains("in this order: id-reused, expired, and then");
    assertThat(header(Script.REAP))
        .contains("in this order: info-missing, id-reused, expired, supply-fixed.");
  }
}
