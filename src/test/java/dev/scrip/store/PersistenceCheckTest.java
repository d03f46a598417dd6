package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The warning of a Redis that writes nothing to a disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersistenceCheckTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_300_000);

  private OwnRedis own;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  /** Afterwards too, or Redis would not end before it has saved. */
  @BeforeEach
  @AfterEach
  void saveNothing() {
    own.command(Command.CONFIG, "SET", "save", "");
    own.command(Command.CONFIG, "SET", "appendonly", "no");
  }

  private static Optional<String> warning(RedisNodes nodes) throws Exception {
    return new PersistenceCheck(nodes, CheckAtStartTest.ledgers())
        .warning()
        .toCompletableFuture()
        .get(StoreFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private RedisNodes all() {
    return own.nodesForAll(StoreFixture.TIMEOUT);
  }

  @Test
  void warnsIfNothingIsSaved() throws Exception {
    assertThat(warning(all()))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Redis saves neither an append-only file nor snapshots.")
                    .endsWith("Set appendonly to yes."));
  }

  @Test
  void doesNotWarnOfSnapshots() throws Exception {
    own.command(Command.CONFIG, "SET", "save", "3600 1");
    assertThat(warning(all())).isEmpty();
  }

  @Test
  void doesNotWarnOfAnAppendOnlyFile() throws Exception {
    own.command(Command.CONFIG, "SET", "appendonly", "yes");
    assertThat(warning(all())).isEmpty();
  }

  /** The age of the last snapshot of this new server tells nothing either. */
  @Test
  void doesNotWarnIfRedisDoesNotTell() throws Exception {
    RedisNodes user = RestrictedUser.create(own.redis(), StoreFixture.TIMEOUT);
    assertThat(warning(user)).isEmpty();
    RestrictedUser.change(own.redis(), "-info");
    assertThat(warning(user)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "121, 1, 0, true",
    "119, 1, 0, false",
    "600, 0, 0, false",
    "600, 5, 1, false",
  })
  void withoutConfigTheAgeOfTheSnapshotTells(long minutes, int changes, int saving, boolean warns) {
    String info =
        """
        # Persistence
        rdb_changes_since_last_save:%d
        rdb_bgsave_in_progress:%d
        rdb_last_save_time:%d
        aof_enabled:0
        """
            .formatted(changes, saving, NOW.minus(Duration.ofMinutes(minutes)).getEpochSecond())
            .replace("\n", "\r\n");
    assertThat(PersistenceCheck.warning(info, null, NOW).isPresent()).isEqualTo(warns);
    assertThat(PersistenceCheck.warning(info, "3600 1", NOW)).isEmpty();
    assertThat(PersistenceCheck.warning("", null, NOW)).isEmpty();
  }
}
