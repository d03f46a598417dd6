package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of a ledger, compared with the scripts. */
class KeysTest {

  private static final Path KEYS = Path.of("src/main/resources/lua/include/keys.lua");

  @Test
  void keysStandInTheSameOrderOnBothSides() throws IOException {
    String keys = Files.readString(KEYS);
    Map<Integer, String> byNumber = new TreeMap<>();
    for (MatchResult each :
        Pattern.compile("([a-z]+) = KEYS\\[([0-9]+)\\]").matcher(keys).results().toList()) {
      byNumber.put(Integer.valueOf(each.group(2)), each.group(1));
    }
    for (MatchResult each :
        Pattern.compile("\\[([0-9])\\] = KEYS\\[([0-9]+)\\]").matcher(keys).results().toList()) {
      byNumber.put(Integer.valueOf(each.group(2)), "ids:" + each.group(1));
    }
    List<String> names = Keys.of("gold").stream().map(key -> key.replace("{gold}:", "")).toList();
    assertThat(new ArrayList<>(byNumber.values())).isEqualTo(names);
    assertThat(byNumber.keySet()).containsExactlyElementsOf(numbersTo(names.size()));
  }

  private static List<Integer> numbersTo(int last) {
    return Stream.iterate(1, each -> each + 1).limit(last).toList();
  }

  @Test
  void allKeysOfALedgerShareItsHashTag() {
    assertThat(Keys.of("gold")).allMatch(key -> key.startsWith("{gold}:")).doesNotHaveDuplicates();
  }
}
