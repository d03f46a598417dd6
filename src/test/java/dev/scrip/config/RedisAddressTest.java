package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors in addresses of Redis, which do not contain the address. */
class RedisAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://localhost",
        "redis://localhost:6379",
        "rediss://user:pass%40word@redis.example.com:6380/3",
        "redis://:password@[::1]:6379/",
        "redis://127.0.0.1:7000, redis://127.0.0.1:7001,",
        "redis://localhost:6379?password=secret",
        "unix:///run/redis.sock",
      })
  void anAddressIsAccepted(String address) {
    assertThat(RedisAddress.error(address)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://:secret%zz@localhost | is not a valid URI.",
        "redis://:secret x@localhost | is not a valid URI.",
        "redis://localhost,redis://:secret^@localhost | is not a valid URI.",
        "redis://:one,secret@localhost | has no valid host and port.",
        ":secret@localhost:6379 | is not a valid URI.",
        "redis://:secret@ | has no valid host and port.",
        "redis://:secret#x@localhost | has no valid host and port.",
        "redis://:secret@x@localhost | has no valid host and port.",
        "redis://:secret@localhost:port | has no valid host and port.",
        "redis://:secret@localhost:0 | has no valid host and port.",
        "redis://:secret@localhost:65536 | has no valid host and port.",
        "redis://x:secret@my_host:6379 | has no valid host and port.",
        "redis://x/secret@localhost | does not end with a host, a port or the number of a database.",
      })
  void anErrorDoesNotContainThePassword(String address, String error) {
    assertThat(RedisAddress.error(address))
        .contains(
            "The Redis address " + error + " Percent-encode the special characters of a password.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:6379", "http://localhost:6379", "REDIS://localhost", "redis:x"})
  void anotherSchemeIsAnError(String address) {
    assertThat(RedisAddress.error(address))
        .isEqualTo(Optional.of("The Redis address does not begin with redis:// or rediss://."));
  }
}
