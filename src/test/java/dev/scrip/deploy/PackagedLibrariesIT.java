package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries in the package, and the bill of materials that lists them. */
@EnabledIf("isForAJvm")
class PackagedLibrariesIT {

  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");
  private static final Path BILL = Path.of("target/bom.json");

  /** A native build leaves one executable, without jars. */
  static boolean isForAJvm() {
    return Files.exists(LIBRARIES);
  }

  /** With the option -o Maven writes no bill of materials; its script tells its options. */
  static boolean isToBeBilled() {
    String options = System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", "");
    return Files.exists(BILL) || !options.matches("(.*\\s)?(-o|--offline)(\\s.*)?");
  }

  /** The first versions without a public advisory, as far as they were known. */
  @ParameterizedTest
  @CsvSource({
    "io.netty.netty-(?!tcnative), 4.1.138.Final, 14",
    "io.vertx.vertx-, 4.5.27, 8",
    "com.fasterxml.jackson.core.jackson-core-, 2.21.6, 1",
    "com.fasterxml.jackson.core.jackson-databind-, 2.21.6, 1",
  })
  void haveNoKnownVulnerability(String begin, String oldest, int count) throws IOException {
    List<String> versions =
        libraries().stream()
            .filter(each -> Pattern.compile(begin).matcher(each).lookingAt())
            .map(each -> each.replaceFirst("^.*?-(?=[0-9])(.*)\\.jar$", "$1"))
            .toList();
    assertThat(versions)
        .hasSizeGreaterThanOrEqualTo(count)
        .allSatisfy(
            each -> assertThat(Version.parse(each)).isGreaterThanOrEqualTo(Version.parse(oldest)));
  }

  @Test
  @EnabledIf("isToBeBilled")
  void areAllInTheBillOfMaterials() throws IOException {
    assertThat(BILL).exists();
    Set<String> listed = new HashSet<>();
    for (JsonNode each : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
      listed.add(
          each.path("group").asText()
              + "."
              + each.path("name").asText()
              + "-"
              + each.path("version").asText()
              + ".jar");
    }
    assertThat(listed).containsAll(libraries());
  }

  private static List<String> libraries() throws IOException {
    try (Stream<Path> files = Files.walk(LIBRARIES)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.endsWith(".jar"))
          .toList();
    }
  }
}
