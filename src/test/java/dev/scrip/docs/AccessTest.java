package dev.scrip.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The index of the reference has the roles of the table of functions. */
class AccessTest {

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| \\[(\\w+)\\]\\(\\w+\\.md\\) \\| [^|]+ \\| (\\w+) \\| (own account|no) \\|$");

  @Test
  void theTableIsThatOfTheCode() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/reference/README.md")));
    while (row.find()) {
      assertThat(listed.put(row.group(1), row.group(2) + ", " + row.group(3))).isNull();
    }
    Map<String, String> real = new TreeMap<>();
    for (LedgerFunction function : LedgerFunction.values()) {
      boolean own = function.ownerAccess() != LedgerFunction.OwnerAccess.NONE;
      real.put(function.word(), function.leastRole().word() + ", " + (own ? "own account" : "no"));
    }
    assertThat(listed).isEqualTo(real);
  }
}
