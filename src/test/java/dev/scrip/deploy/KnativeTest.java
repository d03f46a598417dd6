package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.LedgerFunction;
import dev.scrip.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is deployed to Knative. */
class KnativeTest {

  private final List<Map<String, Object>> objects = objects();

  @Test
  void onlyTheServiceThatAsksForTokensIsReachableFromOutside() {
    List<Map<String, Object>> services = kind("Service");
    assertThat(services)
        .extracting(KnativeTest::name)
        .containsExactlyInAnyOrder("scrip", "scrip-events", "scrip-timers", "scrip-dead-letters");
    for (Map<String, Object> service : services) {
      boolean local =
          "cluster-local"
              .equals(
                  DeployFiles.at(
                      service, "metadata", "labels", "networking.knative.dev/visibility"));
      assertThat(local).as(name(service)).isEqualTo(!name(service).equals("scrip"));
    }
    assertThat(anonymousRole("scrip")).isNull();
  }

  @Test
  void whatCallsWithoutATokenCallsAFunctionThatItMayCall() {
    assertThat(kind("PingSource")).isNotEmpty();
    for (Map<String, Object> source : kind("PingSource")) {
      check((Map<?, ?>) DeployFiles.at(source, "spec", "sink"));
    }
    assertThat(kind("Trigger")).isNotEmpty();
    for (Map<String, Object> trigger : kind("Trigger")) {
      Map<?, ?> subscriber = (Map<?, ?>) DeployFiles.at(trigger, "spec", "subscriber");
      check(subscriber);
      assertThat(DeployFiles.at(trigger, "spec", "filter", "attributes", "type"))
          .isEqualTo("scrip." + subscriber.get("uri").toString().substring(1));
      assertThat(kind("Service"))
          .extracting(KnativeTest::name)
          .contains(
              (String)
                  DeployFiles.at(trigger, "spec", "delivery", "deadLetterSink", "ref", "name"));
    }
  }

  @Test
  void pingsSendWhatTheirFunctionTakes() throws Exception {
    for (Map<String, Object> source : kind("PingSource")) {
      String uri = (String) DeployFiles.at(source, "spec", "sink", "uri");
      Functions.checkInput(uri.substring(1), (String) DeployFiles.at(source, "spec", "data"));
    }
  }

  @Test
  void theAuditAsksTheServiceOfTheTimers() {
    for (Map<String, Object> job : kind("CronJob")) {
      List<String> urls =
          DeployFiles.inside(job)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .filter(text -> text.startsWith("http://"))
              .toList();
      assertThat(urls).hasSize(1);
      String[] parts = urls.get(0).substring("http://".length()).split("/", 2);
      checkCall(parts[0].replace(".$(NAMESPACE).svc.cluster.local", ""), parts[1]);
    }
  }

  /** With the period of 0 that Knative takes by default, it refuses a timeout and a threshold. */
  @Test
  void everyServiceOfTheApplicationIsAskedForItsHealth() {
    List<?> containers =
        kind("Service").stream()
            .filter(each -> name(each).matches("scrip|scrip-events|scrip-timers"))
            .map(each -> DeployFiles.at(each, "spec", "template", "spec", "containers"))
            .map(each -> ((List<?>) each).get(0))
            .toList();
    assertThat(containers)
        .hasSize(3)
        .allSatisfy(
            container -> {
              assertThat(DeployFiles.at(container, "readinessProbe"))
                  .isEqualTo(Map.of("httpGet", Map.of("path", "/q/health/ready", "port", 8080)));
              assertThat(DeployFiles.at(container, "livenessProbe", "httpGet"))
                  .isEqualTo(Map.of("path", "/q/health/live", "port", 8080));
              assertThat(DeployFiles.inside(DeployFiles.at(container, "ports"))).contains(8080);
            });
  }

  private void check(Map<?, ?> destination) {
    String path = (String) destination.get("uri");
    assertThat(path).startsWith("/");
    checkCall((String) DeployFiles.at(destination, "ref", "name"), path.substring(1));
  }

  private void checkCall(String service, String function) {
    assertThat(Functions.names()).contains(function);
    Role role = Role.of(anonymousRole(service)).orElseThrow();
    assertThat(LedgerFunction.of(function).orElseThrow().allows(role))
        .as(service + " may " + function)
        .isTrue();
  }

  private String anonymousRole(String service) {
    Map<String, Object> found =
        kind("Service").stream().filter(each -> name(each).equals(service)).findFirst().get();
    return DeployFiles.inside(found)
        .filter(Map.class::isInstance)
        .map(Map.class::cast)
        .filter(each -> "SCRIP_SECURITY_ANONYMOUS_ROLE".equals(each.get("name")))
        .map(each -> (String) each.get("value"))
        .findFirst()
        .orElse(null);
  }

  private List<Map<String, Object>> kind(String kind) {
    return objects.stream().filter(each -> kind.equals(each.get("kind"))).toList();
  }

  private static String name(Map<String, Object> object) {
    return (String) DeployFiles.at(object, "metadata", "name");
  }

  private static List<Map<String, Object>> objects() {
    try (Stream<Path> files = Files.list(DeployFiles.KNATIVE)) {
      return files.sorted().flatMap(file -> DeployFiles.documents(file).stream()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
