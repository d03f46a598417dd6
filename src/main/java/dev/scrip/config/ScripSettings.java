package dev.scrip.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under {@code scrip.}: what is not named here does not exist, and a setting of that
 * name keeps the application from starting.
 */
@ConfigMapping(prefix = "scrip")
public interface ScripSettings {

  /**
   * Where Redis is, such as {@code redis://localhost:6379}; the same as {@code
   * quarkus.redis.hosts}.
   */
  Optional<String> redisUrl();

  /** The ledgers by name, 1 to 32 of a-z and 0-9. At least one. */
  Map<String, LedgerSettings> ledgers();

  /** The ledger of requests that name none; {@code points} unless set. */
  Optional<String> defaultLedger();

  /** Whether token ledgers are initialized when the application starts, rather than by a call. */
  @WithDefault("false")
  boolean initializeAtStart();

  /** Operation ids. */
  IdSettings ids();

  /** Events. */
  EventSettings events();

  /** Who may call. */
  SecuritySettings security();

  /** Queues. */
  QueueSettings queue();

  /** Schedules. */
  ScheduleSettings schedule();

  /** One ledger. */
  interface LedgerSettings {

    /** {@code points} or {@code token}. */
    String kind();

    /** What people call it; the ledger's own name unless set. */
    Optional<String> name();

    /** A short sign, such as TARO. */
    Optional<String> symbol();

    /** How many fraction digits amounts have, 0 to 36. */
    @WithDefault("0")
    int decimals();

    /** Points: the lowest balance. Zero unless set; it may be negative. */
    Optional<String> min();

    /** Points: the highest balance. As large as amounts can be unless set. */
    Optional<String> max();

    /**
     * Points: whether create and delete reasons are kept, and deleted accounts are not opened
     * again.
     */
    @WithDefault("true")
    boolean log();

    /** Token: the fixed supply. */
    Optional<String> totalSupply();

    /**
     * Token: {@code account=amount} for each account that has some of the supply first; all to
     * treasury unless set.
     */
    Optional<List<String>> allocations();

    /** Whether burn is allowed. */
    @WithDefault("true")
    boolean burnable();

    /** A regular expression that account names must match as a whole. */
    Optional<String> accountPattern();

    /**
     * How account names stand in the store: {@code none}, {@code aes-siv} or {@code hmac-sha256}.
     */
    @WithDefault("none")
    String accountCipher();

    /** The key of the account cipher in base64: 64 bytes for aes-siv, 32 for hmac-sha256. */
    Optional<String> accountKey();

    /** A file that holds the key of the account cipher in base64. */
    Optional<String> accountKeyFile();
  }

  /** Operation ids. */
  interface IdSettings {

    /** How long an id is surely remembered; it is forgotten after twice that time. */
    @WithDefault("24h")
    Duration retention();
  }

  /** Who may call. */
  interface SecuritySettings {

    /** Whether callers must show a token. Yes unless set, but no in dev and test. */
    Optional<Boolean> enabled();

    /** The key that tokens are verified with: a public key as PEM, or a JWKS. */
    Optional<String> key();

    /** A file that holds such a key. */
    Optional<String> keyFile();

    /** An address from which a JWKS is fetched. */
    Optional<String> keyUrl();

    /** Who must have issued a token: its {@code iss}. */
    Optional<String> issuer();

    /** Whom a token must be for: its {@code aud}. */
    Optional<String> audience();

    /** The claim that lists a caller's roles. */
    @WithDefault("groups")
    String groupsClaim();

    /**
     * The role of callers that show no token: {@code reader}, {@code writer} or {@code admin}; none
     * unless set.
     */
    Optional<String> anonymousRole();
  }

  /** Events. */
  interface EventSettings {

    /** Whether applied operations are published on Redis channels. */
    @WithDefault("true")
    boolean publish();
  }

  /** Queues. */
  interface QueueSettings {

    /** Whether a message without an operation id of its own is refused. */
    @WithDefault("false")
    boolean requireId();

    /**
     * What becomes of a message that the ledger refuses: {@code fail} leaves it to the queue, and
     * so in the end among the dead letters; {@code acknowledge} logs it and lets it go.
     */
    @WithDefault("fail")
    String onRefusal();

    /** The role that messages have: {@code reader}, {@code writer} or {@code admin}. */
    @WithDefault("writer")
    String role();
  }

  /** Schedules. */
  interface ScheduleSettings {

    /** The role that schedules have: {@code reader}, {@code writer} or {@code admin}. */
    @WithDefault("admin")
    String role();
  }
}
