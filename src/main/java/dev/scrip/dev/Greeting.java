package dev.scrip.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says, when dev mode starts, where Redis is and what to try first. */
@IfBuildProfile("dev")
@ApplicationScoped
class Greeting {

  private static final Logger LOG = Logger.getLogger(Greeting.class);

  private final Optional<String> configured;
  private final int port;

  Greeting(
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> configured,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.configured = configured;
    this.port = port;
  }

  void onStart(@Observes StartupEvent event) {
    // An address that somebody configured may hold a password, so it is not repeated here.
    LOG.infof(
        "Redis: %s",
        configured.isPresent()
            ? "the one that SCRIP_REDIS_URL or quarkus.redis.hosts names"
            : EmbeddedRedis.address(LaunchMode.DEVELOPMENT) + " (embedded, its data ends with it)");
    LOG.infof(
        "Try: curl -s localhost:%d/create -H 'content-type: application/json' -d '%s'",
        port, "{\"account\":\"Lisa\",\"amount\":100,\"reason\":\"trial offer\"}");
  }
}
