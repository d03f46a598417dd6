package dev.scrip.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import dev.scrip.openapi.OpenApiFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each function has a page, and the page lists its refusals in the order in which the scripts say
 * that they are checked. The API description has the same functions and the same refusals; what
 * really happens is held against that elsewhere.
 */
class ReferenceTest {

  private static final Path PAGES = Path.of("docs/reference");
  private static final Path SCRIPTS = Path.of("src/main/resources/lua");
  private static final OpenApiFile API = OpenApiFile.read();

  /** Pages that are about no function. */
  private static final Set<String> OTHERS = Set.of("README", "events");

  /** What every function refuses for, and the pages do not repeat. */
  private static final Set<String> EVERYWHERE =
      Set.of("unauthenticated", "forbidden", "request-too-large");

  private static final List<String> SHAPE = List.of("invalid-request", "unknown-ledger");

  /** The reads, whose scripts refuse nothing but a changed definition: the rest is in Java. */
  private static final Map<String, List<String>> READS =
      Map.ofEntries(
          Map.entry("audit", List.of("definition-changed")),
          Map.entry(
              "backup",
              List.of("no-archive", "definition-changed", "archive-damaged", "archive-diverged")),
          Map.entry("cancelJob", List.of("definition-changed", "no-job", "job-posting")),
          Map.entry(
              "get",
              List.of(
                  "definition-changed",
                  "no-archive",
                  "archive-damaged",
                  "not-archived",
                  "unknown-book",
                  "unknown-account")),
          Map.entry("getAll", List.of("no-ranking", "definition-changed", "unknown-book")),
          Map.entry("getArchive", List.of("no-archive", "unknown-archive", "archive-damaged")),
          Map.entry(
              "getBalance",
              List.of("definition-changed", "no-archive", "archive-damaged", "not-archived")),
          Map.entry("getBooks", List.of("definition-changed")),
          Map.entry("getCirculatingSupply", List.of("definition-changed", "not-initialized")),
          Map.entry("getCreateReason", List.of("definition-changed")),
          Map.entry("getDeleteReason", List.of("definition-changed")),
          Map.entry("getGroup", List.of("definition-changed", "not-a-group")),
          Map.entry("getHistory", List.of("definition-changed", "no-archive", "archive-damaged")),
          Map.entry("getJob", List.of("definition-changed")),
          Map.entry("getInfo", List.of("definition-changed", "not-initialized")),
          Map.entry("getRank", List.of("no-ranking", "definition-changed", "unknown-account")),
          Map.entry("getTopHolders", List.of("no-ranking", "definition-changed")),
          Map.entry("getTotalSupply", List.of("definition-changed", "not-initialized")),
          Map.entry(
              "restore",
              List.of(
                  "no-archive",
                  "unknown-archive",
                  "archive-damaged",
                  "not-archived",
                  "definition-changed",
                  "ledger-not-empty")),
          Map.entry("verifyArchive", List.of("no-archive", "unknown-archive")));

  private static final Pattern COMMON =
      Pattern.compile("(?m)^-- Every operation checks, in this order: ([a-z, -]+), and then$");
  private static final Pattern OPERATION =
      Pattern.compile("(?m)^--   (\\w+): +([a-z]+(?:-[a-z]+)+(?:, [a-z-]+)*)$");
  private static final Pattern JOB =
      Pattern.compile("(?m)^-- Refuses, in this order: ([a-z, -]+)\\.$");
  private static final Pattern REFUSAL =
      Pattern.compile("(?m)^([0-9]+)\\. `([a-z-]+)` \\(([0-9]{3})\\)\\. [A-Z].*\\.$");

  @Test
  void everyFunctionHasAPageAndNoOtherPageIsThere() throws IOException {
    Set<String> pages = pages();
    pages.removeAll(OTHERS);
    assertThat(pages).isEqualTo(API.functions());
  }

  @Test
  void thePagesListTheRefusalsInTheOrderOfTheChecks() throws IOException {
    Map<String, List<String>> expected = refusals();
    assertThat(expected.keySet()).isEqualTo(API.functions());
    for (String function : API.functions()) {
      assertThat(listed(function)).as(function).isEqualTo(expected.get(function));
    }
  }

  @Test
  void theApiDescriptionHasTheSameRefusals() throws IOException {
    for (String function : API.functions()) {
      Set<String> described = new TreeSet<>(API.refusals(function));
      described.removeAll(EVERYWHERE);
      Set<String> listed = new TreeSet<>(listed(function));
      if (function.equals("batch")) {
        // An atomic batch is refused as its operations are.
        operations().values().forEach(listed::addAll);
      }
      assertThat(described).as(function).isEqualTo(listed);
    }
  }

  @Test
  void thePageOfABatchNamesTheRefusalsOfItsOperations() throws IOException {
    String page = read("batch");
    operations()
        .values()
        .forEach(codes -> codes.forEach(code -> assertThat(page).contains("`" + code + "`")));
  }

  @Test
  void theIndexLeadsToEveryPage() throws IOException {
    String index = read("README");
    for (String page : pages()) {
      if (!page.equals("README")) {
        assertThat(index).contains("(" + page + ".md)");
      }
    }
  }

  @Test
  void theIndexHasEveryCodeWithItsStatus() throws IOException {
    Map<String, String> listed = new HashMap<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]{3}) \\| \\S.*\\|$")
            .matcher(read("README"));
    while (row.find()) {
      assertThat(listed.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
    }
    assertThat(listed)
        .isEqualTo(
            Arrays.stream(Code.values())
                .collect(
                    Collectors.toMap(Code::word, code -> Integer.toString(Problem.status(code)))));
  }

  @Test
  void everyPageHasTheSameParts() throws IOException {
    for (String function : API.functions()) {
      assertThat(read(function).lines().filter(line -> line.startsWith("#")))
          .as(function)
          .containsExactly("# " + function, "## Request", "## Reply", "## Refusals", "## Example");
    }
  }

  @Test
  void thePagesHaveTheFieldsOfTheApiDescription() throws IOException {
    for (String function : API.functions()) {
      JsonNode request = API.request(function);
      Set<String> required = new TreeSet<>();
      request.path("required").forEach(each -> required.add(each.asText()));
      Map<String, String> fields = fields(function, "Request");
      assertThat(fields.keySet()).as(function).isEqualTo(names(request));
      fields.forEach(
          (field, row) ->
              assertThat(row.contains("| required |"))
                  .as(function + " " + field)
                  .isEqualTo(required.contains(field)));
      assertThat(fields(function, "Reply").keySet())
          .as(function)
          .isEqualTo(names(API.reply(function)));
    }
  }

  @Test
  void theExamplesAreWhatTheApiDescriptionSays() throws IOException {
    for (String function : API.functions()) {
      Matcher example = Pattern.compile("(?ms)^```json\n(.*?)^```$").matcher(read(function));
      int examples = 0;
      while (example.find()) {
        examples++;
        JsonNode reply = new ObjectMapper().readTree(example.group(1));
        JsonNode schema = reply.has("code") ? API.problem() : API.reply(function);
        assertThat(API.check(schema, reply)).as(function + " " + reply).isEmpty();
      }
      assertThat(examples).as("examples of " + function).isPositive();
    }
  }

  /** The rows of the first table of a section by the fields that they are about. */
  private static Map<String, String> fields(String function, String section) throws IOException {
    String page = read(function);
    String text = page.substring(page.indexOf("## " + section));
    String table = text.substring(text.indexOf("|---"));
    table = table.substring(0, table.indexOf("\n\n"));
    Map<String, String> fields = new TreeMap<>();
    Matcher row = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|.*$").matcher(table);
    while (row.find()) {
      fields.put(row.group(1).replace("`", ""), row.group());
    }
    return fields;
  }

  private static Set<String> names(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.get("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What each function refuses, in order, as the code says it. */
  private static Map<String, List<String>> refusals() throws IOException {
    Map<String, List<String>> refusals = new HashMap<>();
    List<String> common = new ArrayList<>(SHAPE);
    common.add("definition-changed");
    common.add("info-missing");
    common.addAll(checkedFirst());
    operations()
        .forEach(
            (operation, own) ->
                refusals.put(operation, Stream.concat(common.stream(), own.stream()).toList()));
    refusals.put("batch", common);
    List<String> job = new ArrayList<>(SHAPE);
    job.add("definition-changed");
    job.addAll(List.of(group(JOB, script("startJob")).split(", ")));
    refusals.put("deleteBook", List.copyOf(job));
    refusals.put("reap", Stream.concat(job.stream(), Stream.of("supply-fixed")).toList());
    job.addAll(operations("startJob").get("wsum"));
    // What turns out later.
    job.addAll(List.of("above-max", "job-cancelled"));
    refusals.put("wsum", job);
    refusals.put("resumeJobs", SHAPE);
    List<String> initialize = new ArrayList<>(SHAPE);
    initialize.addAll(storeRefusalsOfInitialize());
    refusals.put("initialize", initialize);
    READS.forEach(
        (function, own) ->
            refusals.put(function, Stream.concat(SHAPE.stream(), own.stream()).toList()));
    return refusals;
  }

  /** What every operation is refused for. */
  private static List<String> checkedFirst() throws IOException {
    return List.of(group(COMMON, script("apply")).split(", "));
  }

  private static Map<String, List<String>> operations() throws IOException {
    Map<String, List<String>> operations = operations("apply");
    assertThat(operations).hasSizeGreaterThan(4);
    return operations;
  }

  private static Map<String, List<String>> operations(String script) throws IOException {
    Map<String, List<String>> operations = new HashMap<>();
    Matcher line = OPERATION.matcher(script(script));
    while (line.find()) {
      operations.put(line.group(1), List.of(line.group(2).split(", ")));
    }
    return operations;
  }

  private static List<String> storeRefusalsOfInitialize() throws IOException {
    String store = Files.readString(Path.of("src/main/java/dev/scrip/store/Ledger.java"));
    String javadoc = store.substring(0, store.indexOf(" initialize("));
    javadoc = javadoc.substring(javadoc.lastIndexOf("/**"));
    List<String> codes = new ArrayList<>();
    Matcher code =
        Pattern.compile("\\{@code[\\s*]+([a-z-]+)\\}")
            .matcher(javadoc.substring(javadoc.indexOf("Refusals:")));
    while (code.find()) {
      codes.add(code.group(1));
    }
    return codes;
  }

  /** The refusals that a page lists, numbered from 1 and each with the status of its code. */
  private static List<String> listed(String function) throws IOException {
    List<String> codes = new ArrayList<>();
    Matcher item = REFUSAL.matcher(read(function));
    while (item.find()) {
      codes.add(item.group(2));
      assertThat(item.group(1)).as(function).isEqualTo(Integer.toString(codes.size()));
      assertThat(item.group(3))
          .as(function + " " + item.group(2))
          .isEqualTo(Integer.toString(Problem.status(Code.of(item.group(2)))));
    }
    return codes;
  }

  private static Set<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".md"))
          .map(file -> file.substring(0, file.length() - ".md".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String read(String page) throws IOException {
    return Files.readString(PAGES.resolve(page + ".md"));
  }

  private static String script(String name) throws IOException {
    return Files.readString(SCRIPTS.resolve(name + ".lua"));
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1);
  }
}
