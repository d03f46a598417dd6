package dev.scrip.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Logs the address of Redis and an example request when dev mode starts. */
@IfBuildProfile("dev")
@ApplicationScoped
class DevBanner {

  private static final Logger LOG = Logger.getLogger(DevBanner.class);

  private final Optional<String> configured;
  private final int port;

  DevBanner(
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> configured,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.configured = configured;
    this.port = port;
  }

  void onStart(@Observes StartupEvent event) {
    // A configured address may contain a password, so it is not logged.
    LOG.infof(
        "Redis: %s",
        configured.isPresent()
            ? "configured by SCRIP_REDIS_URL or quarkus.redis.hosts"
            : EmbeddedRedis.address(LaunchMode.DEVELOPMENT)
                + " (embedded; its data is lost when dev mode ends)");
    LOG.infof(
        "Try: curl -s localhost:%d/create -H 'content-type: application/json' -d '%s'",
        port, "{\"account\":\"Lisa\",\"amount\":100,\"reason\":\"trial offer\"}");
  }
}
