package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts, compared with the files. */
class ScriptTest {

  private static final Path LUA = Path.of("src/main/resources/lua");

  @Test
  void everyScriptIsKnownByName() throws IOException {
    try (Stream<Path> files = Files.list(LUA)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString().replace(".lua", ""))
              .sorted()
              .toList();
      assertThat(Arrays.stream(Script.values()).map(Script::file).sorted().toList())
          .isEqualTo(names);
    }
  }
}
