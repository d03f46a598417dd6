package dev.scrip.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.scrip.config.StartCheck;
import io.quarkus.funqy.Funq;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The dependencies between packages go one way, and classes are named by rule. */
class ArchitectureTest {

  private static final String ROOT = "dev.scrip";
  private static final Path SOURCES = Path.of("src/main/java");

  /** Which packages each package may use, beside itself. A new package is added here. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("domain", Set.of()),
          Map.entry("config", Set.of("domain")),
          Map.entry("json", Set.of("domain")),
          Map.entry("archive", Set.of("domain", "config")),
          Map.entry("store", Set.of("domain", "config", "archive")),
          Map.entry("access", Set.of("domain", "config")),
          Map.entry("function", Set.of("domain", "config", "access", "json", "store")),
          Map.entry("batch", Set.of("domain", "config", "access", "json", "store", "function")),
          Map.entry("message", Set.of("domain", "config", "access", "json", "function", "batch")),
          Map.entry("web", Set.of("domain", "access", "json", "function", "message")),
          Map.entry("http", Set.of("domain", "config", "access", "function", "json", "web")),
          // It reads the journal itself.
          Map.entry("events", Set.of("domain", "access", "store", "http", "json")),
          Map.entry("health", Set.of("store", "web")),
          Map.entry("lambda", Set.of("domain", "access", "message", "web")),
          Map.entry("openapi", Set.of("domain", "access", "json")),
          Map.entry("log", Set.of()),
          Map.entry("dev", Set.of()));

  /** The most lines of code of a function, records included, comments and imports left out. */
  private static final int MAX_FUNCTION_LINES = 50;

  private static final Pattern CODE = Pattern.compile("(?!import |package )\\s*[^\\s*/].*");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyPackageHasItsArrows() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(
        each ->
            packages.add(each.getPackageName().substring(ROOT.length() + 1).split("\\.", 2)[0]));
    assertThat(packages).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
  }

  @TestFactory
  Stream<DynamicTest> arrowsGoOneWay() {
    return ARROWS.entrySet().stream()
        .map(
            arrows ->
                DynamicTest.dynamicTest(
                    arrows.getKey() + " -> " + new TreeSet<>(arrows.getValue()),
                    () -> checkArrows(arrows.getKey(), arrows.getValue())));
  }

  private static void checkArrows(String layer, Set<String> uses) {
    String[] allowed =
        Stream.concat(uses.stream(), Stream.of(layer))
            .map(each -> ROOT + "." + each + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + layer + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void domainKnowsTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", ROOT + ".domain..")
        .check(CLASSES);
  }

  /** The check at the start uses the options of the client and nothing else of it. */
  @Test
  void onlyTheStoreSpeaksRedis() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store..")
        .and()
        .doNotBelongToAnyOf(StartCheck.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.redis..")
        .check(CLASSES);
    classes()
        .that()
        .belongToAnyOf(StartCheck.class)
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.vertx.redis..")).or(type(RedisOptions.class)))
        .check(CLASSES);
  }

  @Test
  void namesHaveNoGenericSuffix() {
    classes()
        .should()
        .haveNameNotMatching(".*(Service|Manager|Utils?|Impl|Helpers?)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void oneWordForEachFunction() throws IOException {
    List<JavaMethod> functions =
        CLASSES.stream()
            .flatMap(each -> each.getMethods().stream())
            .filter(each -> each.isAnnotatedWith(Funq.class))
            .toList();
    assertThat(functions).isNotEmpty();
    for (JavaMethod function : functions) {
      String word = function.getAnnotationOfType(Funq.class).value();
      JavaClass owner = function.getOwner();
      assertThat(function.getName()).isEqualTo(word);
      assertThat(owner.getPackageName()).isIn(ROOT + ".function", ROOT + ".batch");
      assertThat(owner.getSimpleName())
          .isEqualTo(
              word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "Function");
      assertThat(owner.getMethods())
          .filteredOn(each -> each.isAnnotatedWith(Funq.class))
          .as("functions in " + owner.getSimpleName())
          .hasSize(1);
      assertThat(Files.readAllLines(source(owner)))
          .filteredOn(line -> CODE.matcher(line).matches())
          .as("lines of " + owner.getSimpleName())
          .hasSizeLessThan(MAX_FUNCTION_LINES);
    }
  }

  @Test
  void everyPackageIsDocumented() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(ROOT.replace('.', '/')))) {
      List<Path> packages =
          files
              .filter(each -> each.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
      assertThat(packages).isNotEmpty();
      for (Path each : packages) {
        assertThat(each.resolve("package-info.java")).content().startsWith("/**");
      }
    }
  }

  private static Path source(JavaClass owner) {
    return SOURCES.resolve(owner.getName().replace('.', '/') + ".java");
  }
}
