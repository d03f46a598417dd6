package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the images copy is what the build has made. It runs once that is done. */
class DockerfilesIT {

  private static final Path JVM = Path.of("deploy/container/Dockerfile.jvm");
  private static final Path NATIVE = Path.of("deploy/container/Dockerfile.native");

  private static final Path HEALTHCHECK = Path.of("deploy/container/healthcheck");

  @Test
  void theImageForAJvmHasAllOfThePackage() throws IOException {
    Path made = Path.of("target/quarkus-app");
    if (Files.exists(made)) {
      List<String> sources = sources(JVM);
      assertThat(sources).allSatisfy(source -> assertThat(files(source)).isNotEmpty());
      try (Stream<Path> all = Files.list(made)) {
        assertThat(all.filter(each -> !each.toString().endsWith("dependencies.txt")))
            .allSatisfy(
                each ->
                    assertThat(sources.stream().flatMap(source -> files(source).stream()))
                        .contains(each));
      }
    }
  }

  @Test
  void theNativeImageHasTheExecutable() {
    PathMatcher copied = matcher(sources(NATIVE).get(0));
    assertThat(copied.matches(relative(Path.of(System.getProperty("native.image.path"))))).isTrue();
  }

  @Test
  void whatIsCopiedIsNotIgnored() {
    for (Path dockerfile : List.of(JVM, NATIVE)) {
      List<String> admitted =
          DeployFiles.find("(?m)^!(.*)$", DeployFiles.text(Path.of(dockerfile + ".dockerignore")));
      assertThat(sources(dockerfile))
          .as(dockerfile.toString())
          .isNotEmpty()
          .allMatch(source -> admitted.stream().anyMatch(source::startsWith));
    }
  }

  @Test
  void nobodyIsRootAndThePortIsSaid() {
    for (Path dockerfile : List.of(JVM, NATIVE)) {
      assertThat(DeployFiles.find("(?m)^USER (.*)$", DeployFiles.text(dockerfile)))
          .as(dockerfile.toString())
          .singleElement()
          .asString()
          .matches("[1-9][0-9]{3,}");
      assertThat(DeployFiles.text(dockerfile)).contains("\nEXPOSE 8080\n");
    }
  }

  /** {@link dev.scrip.health.HealthIT} runs the script. */
  @Test
  void imagesAndComposeRunTheHealthcheckThatIsCopied() {
    assertThat(Files.isExecutable(HEALTHCHECK)).isTrue();
    for (Path dockerfile : List.of(JVM, NATIVE)) {
      assertThat(DeployFiles.text(dockerfile))
          .contains("\nCOPY --chmod=755 " + HEALTHCHECK + " /scrip/healthcheck\n")
          .containsPattern("\nHEALTHCHECK .* CMD \\[\"/scrip/healthcheck\", \"live\"\\]\n");
    }
    assertThat(
            DeployFiles.at(
                DeployFiles.document(DeployFiles.COMPOSE),
                "services",
                "scrip",
                "healthcheck",
                "test"))
        .isEqualTo(List.of("CMD", "/scrip/healthcheck", "ready"));
  }

  private static List<String> sources(Path dockerfile) {
    return DeployFiles.find("(?m)^COPY (?:--\\S+ )*(\\S+) \\S+$", DeployFiles.text(dockerfile));
  }

  /** The files, or the one directory, that a source stands for. */
  private static List<Path> files(String source) {
    Path path = Path.of(source);
    if (!source.contains("*")) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files.filter(matcher(source)::matches).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static PathMatcher matcher(String source) {
    return FileSystems.getDefault().getPathMatcher("glob:" + source);
  }

  private static Path relative(Path path) {
    return path.isAbsolute() ? Path.of("").toAbsolutePath().relativize(path) : path;
  }
}
