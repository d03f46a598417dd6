package dev.scrip.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links from page to page lead somewhere, and headings that they name are there. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          check(page, link.group(1));
        }
      }
    }
  }

  @Test
  void theIndexOfDecisionsHasEveryPage() throws IOException {
    Path index = Path.of("docs/decisions/README.md");
    String text = Files.readString(index);
    try (Stream<Path> files = Files.list(index.getParent())) {
      for (Path page : files.filter(file -> !file.equals(index)).toList()) {
        assertThat(text).contains("(" + page.getFileName() + ")");
        assertThat(Files.readString(page).lines().filter(line -> line.startsWith("## ")))
            .as(page.toString())
            .containsExactly("## Context", "## Decision", "## Consequences");
      }
    }
  }

  private static void check(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    assertThat(target).as(page + " -> " + link).exists();
    if (parts.length == 2) {
      assertThat(headings(target)).as(page + " -> " + link).contains(parts[1]);
    }
  }

  private static Set<String> headings(Path page) throws IOException {
    return withoutCode(Files.readString(page))
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutCode(String text) {
    return text.replaceAll("(?ms)^```.*?^```$", "").replaceAll("`[^`\n]*`", "`x`");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> deploy = Files.walk(Path.of("deploy"));
        Stream<Path> root = Files.list(Path.of("."))) {
      return Stream.of(docs, deploy, root)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }
}
