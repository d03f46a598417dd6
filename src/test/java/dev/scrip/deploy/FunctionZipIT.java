package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the package for AWS Lambda contains. */
@Tag("lambda")
class FunctionZipIT {

  /** Nothing there sends probes. */
  @Test
  void hasNoHealth() throws IOException {
    try (ZipFile zip = new ZipFile("target/lambda/function.zip")) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      // A native build leaves one executable.
      assertThat(names).containsAnyOf("bootstrap", "dev/scrip/lambda/HttpHandler.class");
      assertThat(names).noneMatch(name -> name.contains("smallrye-health"));
      assertThat(names)
          .noneMatch(
              name -> name.matches("(dev/scrip/health|io/smallrye/health)/.*(Bean|Proxy).*"));
    }
  }
}
