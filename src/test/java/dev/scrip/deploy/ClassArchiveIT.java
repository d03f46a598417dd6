package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.scrip.store.OwnRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the image for a JVM is built with, which makes its start shorter. */
class ClassArchiveIT {

  private static final Path MADE = Path.of("target/quarkus-app");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path dir;

  @Test
  void holdsTheClassesThatAStartLoads() throws Exception {
    // A native build leaves no jar.
    assumeThat(MADE).exists();
    copy();
    run("deploy/container/archive", dir.toString(), Integer.toString(OwnRedis.freePort()));
    Path archive = dir.resolve("classes.jsa");
    assertThat(archive).isNotEmptyFile();

    // Without a ledger the start ends with an error.
    Path log = dir.resolve("classes.txt");
    ProcessBuilder start =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseParallelGC",
            "-XX:SharedArchiveFile=" + archive,
            "-Xlog:class+load:file=" + log,
            "-jar",
            dir.resolve("quarkus-run.jar").toString());
    start.environment().keySet().removeIf(name -> name.matches("(SCRIP|QUARKUS)_.*"));
    Process process = discarding(start).start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(lines)
          .anyMatch(line -> line.matches(".* dev\\.scrip\\..* shared objects file \\(top\\)"));
    }
    String dockerfile = DeployFiles.text(Path.of("deploy/container/Dockerfile.jvm"));
    assertThat(dockerfile)
        .contains("\nRUN /scrip/archive /scrip\n", "\"-XX:SharedArchiveFile=/scrip/classes.jsa\"");
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(MADE)) {
      files.forEach(
          file -> {
            try {
              Path to = dir.resolve(MADE.relativize(file).toString());
              if (!Files.isDirectory(file)) {
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = discarding(new ProcessBuilder(command));
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, own) -> own + ":" + path);
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static ProcessBuilder discarding(ProcessBuilder builder) {
    return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }
}
