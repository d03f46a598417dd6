package dev.scrip.deploy;

import static dev.scrip.deploy.DeployFiles.at;
import static dev.scrip.deploy.DeployFiles.find;
import static dev.scrip.deploy.DeployFiles.inside;
import static dev.scrip.deploy.DeployFiles.map;
import static dev.scrip.deploy.DeployFiles.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.deploy.DeployFiles.Tagged;
import dev.scrip.function.AuditFunction;
import dev.scrip.function.VerifyArchiveFunction;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.AliasEvent;

/**
 * The template of AWS: what its service would say only when it is deployed, and what it would not
 * say.
 */
class TemplateTest {

  private static final Path HANDLERS = Path.of("src/main/java/dev/scrip/lambda");
  private static final int LONGEST_API_TIMEOUT_MILLIS = 30_000;
  private static final int LONGEST_LAMBDA_TIMEOUT_SECONDS = 900;
  private static final int LONGEST_RETENTION_SECONDS = 14 * 24 * 3600;

  private final Map<String, Object> template = DeployFiles.document(DeployFiles.TEMPLATE);
  private final Map<String, Object> resources = map(template.get("Resources"));
  private final Map<String, Object> parameters = map(template.get("Parameters"));

  @Test
  void hasNoAliases() {
    // CloudFormation does not know them.
    assertThat(new Yaml().parse(new StringReader(DeployFiles.text(DeployFiles.TEMPLATE))))
        .noneMatch(AliasEvent.class::isInstance);
  }

  @Test
  void refersToWhatIsThere() {
    Set<String> names = new TreeSet<>(resources.keySet());
    names.addAll(parameters.keySet());
    assertThat(references()).isSubsetOf(names);
    assertThat(references()).as("every parameter is used").containsAll(usedOutsideConditions());
    assertThat(conditions()).isEqualTo(map(template.get("Conditions")).keySet());
  }

  /** What only conditions use, these use; the rest must be used by resources. */
  private Set<String> usedOutsideConditions() {
    Set<String> names = new TreeSet<>(parameters.keySet());
    inside(template.get("Conditions"))
        .filter(Tagged.class::isInstance)
        .map(Tagged.class::cast)
        .filter(each -> each.tag().equals("!Ref"))
        .forEach(each -> names.remove(each.value()));
    return names;
  }

  @Test
  void everyFunctionIsHandledByAHandlerThatThereIs() throws Exception {
    Set<String> chosen = new TreeSet<>();
    for (Object function : functions().values()) {
      chosen.add(
          (String)
              at(function, "Properties", "Environment", "Variables", "QUARKUS_LAMBDA_HANDLER"));
    }
    Set<String> handlers = new TreeSet<>();
    try (Stream<Path> files = Files.list(HANDLERS)) {
      files.forEach(
          file -> handlers.addAll(find("@Named\\(\"(\\w+)\"\\)", DeployFiles.text(file))));
    }
    assertThat(chosen).isEqualTo(handlers).hasSize(3);
  }

  @Test
  void theZipIsWhatTheBuildMakes() {
    for (Object function : functions().values()) {
      String zip = (String) at(function, "Properties", "CodeUri");
      assertThat(DeployFiles.TEMPLATE.resolveSibling(zip).normalize())
          .isEqualTo(Path.of("target/lambda/function.zip"));
    }
    assertThat(DeployFiles.text(Path.of("pom.xml")))
        .contains("<directory>${project.basedir}/target/lambda</directory>");
  }

  @Test
  void whoWaitsWaitsLongerThanWhatItWaitsFor() {
    Duration redis = duration("QUARKUS_REDIS_TIMEOUT");
    for (Map.Entry<String, Object> function : functions().entrySet()) {
      int timeout = number(function.getValue(), "Properties", "Timeout");
      assertThat(timeout)
          .as(function.getKey())
          .isLessThanOrEqualTo(LONGEST_LAMBDA_TIMEOUT_SECONDS)
          .isGreaterThan((int) redis.toSeconds());
    }
    assertThat(
            number(
                resources,
                "HttpFunction",
                "Properties",
                "Events",
                "Everything",
                "Properties",
                "TimeoutInMillis"))
        .isLessThanOrEqualTo(LONGEST_API_TIMEOUT_MILLIS)
        .isGreaterThan(1000 * timeout("HttpFunction"));
    Tagged window =
        (Tagged) at(resources, "QueueSource", "Properties", "MaximumBatchingWindowInSeconds");
    assertThat(number(resources, "Queue", "Properties", "VisibilityTimeout"))
        .isGreaterThanOrEqualTo(
            6 * timeout("QueueFunction") + (Integer) ((List<?>) window.value()).get(2));
  }

  @Test
  void anIdIsRememberedForLongerThanItsMessageCanWait() {
    int queue = number(resources, "Queue", "Properties", "MessageRetentionPeriod");
    int deadLetters = number(resources, "DeadLetters", "Properties", "MessageRetentionPeriod");
    assertThat(deadLetters).isGreaterThan(queue).isLessThanOrEqualTo(LONGEST_RETENTION_SECONDS);
    assertThat(Duration.ofSeconds(queue + deadLetters + queue))
        .isLessThan(duration("SCRIP_IDS_RETENTION"));
    assertThat(variables()).containsEntry("SCRIP_QUEUE_REQUIRE_ID", "true");
    assertThat(at(resources, "QueueSource", "Properties", "FunctionResponseTypes"))
        .isEqualTo(List.of("ReportBatchItemFailures"));
  }

  @Test
  void everyRetryOfAScheduleIsOverWhileItsIdIsRemembered() {
    for (Object schedule : type("AWS::Scheduler::Schedule").values()) {
      int age = number(schedule, "Properties", "Target", "RetryPolicy", "MaximumEventAgeInSeconds");
      assertThat(Duration.ofSeconds(age)).isLessThan(duration("SCRIP_IDS_RETENTION"));
    }
  }

  @Test
  void schedulesCallFunctionsThatThereAre() throws Exception {
    List<String> called = new ArrayList<>();
    for (Object schedule : type("AWS::Scheduler::Schedule").values()) {
      String input = (String) at(schedule, "Properties", "Target", "Input");
      // A firing that arrives twice must do once what it is for; to go on with a job or a backup
      // twice is no harm.
      assertThat(input).containsAnyOf("<aws.scheduler.scheduled-time>", "resumeJobs", "backup");
      JsonNode message = new ObjectMapper().readTree(input);
      called.add(message.get("function").asText());
      Functions.checkInput(called.get(called.size() - 1), message.get("input").toString());
    }
    assertThat(called)
        .containsExactlyInAnyOrder(
            "reap", "resumeJobs", "audit", "backup", "backup", "verifyArchive", "verifyArchive");
  }

  @Test
  void aCheckHandsOnWhatItIsGivenAndLooksAtTheCount() {
    Object states = at(resources, "Check", "Properties", "Definition", "States");
    assertThat(at(states, "Compare", "Parameters", "Payload"))
        .isEqualTo(Map.of("function.$", "$.function", "input.$", "$.input"));
    List<String> looked =
        inside(at(states, "Look", "Choices"))
            .filter(Map.class::isInstance)
            .map(each -> map(each).get("Variable"))
            .filter(String.class::isInstance)
            .map(variable -> ((String) variable).replace("$.", ""))
            .distinct()
            .toList();
    assertThat(looked).hasSize(2);
    assertThat(looked.get(0)).isIn(names(AuditFunction.Reply.class));
    assertThat(looked.get(1)).isIn(names(VerifyArchiveFunction.Reply.class));
  }

  private static List<String> names(Class<?> reply) {
    return Arrays.stream(reply.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The bucket that the archive is in, and who may do what there. */
  @Test
  void theArchiveIsVersionedEncryptedAndNotDeleted() {
    Object bucket = at(resources, "Archive");
    assertThat(at(bucket, "Properties", "VersioningConfiguration", "Status")).isEqualTo("Enabled");
    assertThat(at(bucket, "Properties", "BucketEncryption")).isNotNull();
    assertThat(map(at(bucket, "Properties", "PublicAccessBlockConfiguration")).values())
        .hasSize(4)
        .containsOnly(true);
    assertThat(at(bucket, "DeletionPolicy")).isEqualTo("Retain");
    Set<String> allowed = new TreeSet<>();
    inside(resources)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> text.startsWith("s3:") && !text.startsWith("s3://"))
        .forEach(allowed::add);
    // All of them are what the policy denies without TLS.
    assertThat(allowed).containsExactly("s3:*", "s3:GetObject", "s3:ListBucket", "s3:PutObject");
    for (String function : List.of("HttpFunction", "ScheduleFunction")) {
      Object variables = at(resources, function, "Properties", "Environment", "Variables");
      Tagged location = (Tagged) at(variables, "SCRIP_ARCHIVE_LOCATION");
      assertThat(location.value()).isEqualTo("s3://${Archive}/scrip");
    }
    assertThat(inside(at(resources, "HttpRole")).filter("s3:PutObject"::equals)).isEmpty();
  }

  @Test
  void theStoreIsAClusterThatSpeaksTls() {
    assertThat(variables()).containsEntry("QUARKUS_REDIS_CLIENT_TYPE", "cluster");
    List<?> addresses = (List<?>) ((Tagged) variables().get("SCRIP_REDIS_URL")).value();
    assertThat(addresses.subList(1, 3))
        .allSatisfy(
            address -> assertThat((String) ((Tagged) address).value()).startsWith("rediss://"));
    assertThat(at(resources, "MemoryDbCluster", "Properties", "TLSEnabled")).isEqualTo(true);
    assertThat(at(resources, "ElastiCacheCluster", "Properties", "TransitEncryptionEnabled"))
        .isEqualTo(true);
    assertThat(at(resources, "ElastiCacheCluster", "Properties", "AtRestEncryptionEnabled"))
        .isEqualTo(true);
    for (String store : List.of("MemoryDbCluster", "ElastiCacheCluster")) {
      assertThat(at(resources, store, "DeletionPolicy")).as(store).isEqualTo("Retain");
    }
  }

  private Map<String, Object> functions() {
    return type("AWS::Serverless::Function");
  }

  private Map<String, Object> type(String type) {
    Map<String, Object> found = new TreeMap<>(resources);
    found.values().removeIf(each -> !type.equals(at(each, "Type")));
    assertThat(found).isNotEmpty();
    return found;
  }

  private int timeout(String function) {
    return number(resources, function, "Properties", "Timeout");
  }

  private Map<String, Object> variables() {
    return map(at(template, "Globals", "Function", "Environment", "Variables"));
  }

  private Duration duration(String variable) {
    return new DurationConverter().convert((String) variables().get(variable));
  }

  /** The names that !Ref, !GetAtt and !Sub use, without those of AWS itself. */
  private Set<String> references() {
    Set<String> names = new TreeSet<>();
    inside(template)
        .filter(Tagged.class::isInstance)
        .map(Tagged.class::cast)
        .filter(each -> each.value() instanceof String)
        .forEach(
            each -> {
              String value = (String) each.value();
              switch (each.tag()) {
                case "!Ref" -> names.add(value);
                case "!GetAtt" -> names.add(value.substring(0, value.indexOf('.')));
                default ->
                    find("\\$\\{([\\w:.]+)}", value)
                        .forEach(name -> names.add(name.replaceAll("\\..*", "")));
              }
            });
    names.removeIf(name -> name.startsWith("AWS::"));
    return names;
  }

  private Set<String> conditions() {
    Set<String> names = new TreeSet<>();
    inside(template.get("Resources"))
        .filter(Map.class::isInstance)
        .map(each -> at(each, "Condition"))
        .filter(String.class::isInstance)
        .forEach(each -> names.add((String) each));
    inside(template)
        .filter(Tagged.class::isInstance)
        .map(Tagged.class::cast)
        .filter(each -> each.tag().equals("!If"))
        .forEach(each -> names.add((String) ((List<?>) each.value()).get(0)));
    return names;
  }
}
