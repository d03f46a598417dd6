package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The keys of a ledger, compared with the scripts. */
class KeysTest {

  private static final Path KEYS = Path.of("src/main/resources/lua/include/keys.lua");

  @Test
  void keysStandInTheSameOrderOnBothSides() throws IOException {
    String keys = Files.readString(KEYS);
    Matcher names = Pattern.compile("local (INFO.*) = unpack\\(KEYS\\)\n").matcher(keys);
    assertThat(names.find()).isTrue();
    List<String> inOrder = new ArrayList<>();
    for (String name : names.group(1).split(", ", -1)) {
      inOrder.add(name.toLowerCase(Locale.ROOT));
    }
    assertThat(keys).contains("\nlocal IDS = " + (inOrder.size() + 1) + "\n");
    inOrder.addAll(List.of("ids:0", "ids:1", "ids:2", "members", "books", "job"));
    assertThat(keys).contains("\nlocal MEMBERS, BOOKS, JOB = KEYS[11], KEYS[12], KEYS[13]\n");
    assertThat(Keys.of("gold").stream().map(key -> key.replace("{gold}:", "")).toList())
        .isEqualTo(inOrder);
  }

  @Test
  void keysOfABookStandInTheSameOrderOnBothSides() throws IOException {
    assertThat(Files.readString(KEYS.resolveSibling("book_keys.lua")))
        .contains("\nlocal VALUES, ORDER, WORK, NEXT_VALUES, NEXT_ORDER = unpack(KEYS, 14)\n");
    assertThat(Keys.of("gold")).hasSize(13);
    assertThat(Keys.ofJob("gold", "copy"))
        .containsExactly(
            "{gold}:values:copy",
            "{gold}:order:copy",
            "{gold}:work",
            "{gold}:values",
            "{gold}:order");
    assertThat(Keys.ofBook("gold", "copy")).isEqualTo(Keys.ofJob("gold", "copy").subList(0, 2));
  }

  @Test
  void allKeysOfALedgerShareItsHashTag() {
    assertThat(Keys.of("gold")).allMatch(key -> key.startsWith("{gold}:")).doesNotHaveDuplicates();
  }
}
