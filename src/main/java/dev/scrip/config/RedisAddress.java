package dev.scrip.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The check of the Redis address, whose errors do not contain it: it may contain a password. As an
 * interceptor it replaces an address that is not a URI, because Quarkus would print it when the
 * conversion to a URI fails, before {@link StartCheck} runs.
 */
@Priority(Priorities.APPLICATION)
public final class RedisAddress implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final String SETTING = "quarkus.redis.hosts";
  private static final String MALFORMED = "malformed:";

  private static final int MAX_PORT = 65_535;

  private static final String ENCODE = " Percent-encode the special characters of a password.";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    boolean isMalformed =
        name.equals(SETTING)
            && value != null
            && value.getValue() != null
            && addresses(value.getValue()).stream().anyMatch(each -> uri(each).isEmpty());
    return isMalformed ? value.withValue(MALFORMED + "address") : value;
  }

  /**
   * The error in the addresses of Redis.
   *
   * @param addresses the addresses, separated by commas, at least one
   * @return a sentence, or empty if there is no error
   */
  static Optional<String> error(String addresses) {
    return addresses(addresses).stream()
        .map(RedisAddress::errorOf)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static String errorOf(String address) {
    URI uri = uri(address).orElse(null);
    if (uri == null || address.startsWith(MALFORMED)) {
      return "The Redis address is not a valid URI." + ENCODE;
    }
    if (!address.matches("(?s)(rediss?|unix)://.+")) {
      return "The Redis address does not begin with redis:// or rediss://.";
    }
    // The client would fail on these without saying why, and with a stack trace.
    boolean isServer = !"unix".equals(uri.getScheme());
    if (isServer && (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT)) {
      return "The Redis address has no valid host and port." + ENCODE;
    }
    return isServer && !uri.getPath().matches("/?|/[0-9]{1,9}")
        ? "The Redis address does not end with a host, a port or the number of a database." + ENCODE
        : null;
  }

  private static List<String> addresses(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static Optional<URI> uri(String address) {
    try {
      return Optional.of(new URI(address)).filter(URI::isAbsolute);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
