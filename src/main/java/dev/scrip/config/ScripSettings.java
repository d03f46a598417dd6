package dev.scrip.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings under {@code scrip.}. An unknown setting prevents the application from starting. */
@ConfigMapping(prefix = "scrip")
public interface ScripSettings {

  /**
   * {@return the address of Redis, such as {@code redis://localhost:6379}; the same as {@code
   * quarkus.redis.hosts}}
   */
  Optional<String> redisUrl();

  /** {@return the ledgers by name, 1 to 32 of a-z and 0-9; at least one} */
  Map<String, LedgerSettings> ledgers();

  /** {@return the ledger of requests that name none; {@code points} if empty} */
  Optional<String> defaultLedger();

  /** {@return whether token ledgers are initialized when the application starts} */
  @WithDefault("false")
  boolean initializeAtStart();

  /** {@return whether ledgers are written to a Redis that evicts keys when its memory is full} */
  @WithDefault("false")
  boolean allowEviction();

  /** {@return the settings of operation ids} */
  IdSettings ids();

  /** {@return the settings of events} */
  EventSettings events();

  /** {@return the settings of authentication and permissions} */
  SecuritySettings security();

  /** {@return the settings of queues} */
  QueueSettings queue();

  /** {@return the settings of schedules} */
  ScheduleSettings schedule();

  /** {@return the limits of requests and of ledgers} */
  LimitSettings limits();

  /** {@return the settings of checkpoints} */
  CheckpointSettings checkpoint();

  /** {@return the settings of jobs} */
  JobSettings jobs();

  /** {@return the settings of the archive} */
  ArchiveSettings archive();

  /** The settings of one ledger. */
  interface LedgerSettings {

    /** {@return the kind of the ledger: {@code points} or {@code token}} */
    String kind();

    /** {@return the display name; the ledger's name if empty} */
    Optional<String> name();

    /** {@return the symbol, such as TARO} */
    Optional<String> symbol();

    /** {@return the number of fraction digits of amounts, 0 to 36} */
    @WithDefault("0")
    int decimals();

    /** {@return the lowest balance of a points ledger, which may be negative; 0 if empty} */
    Optional<String> min();

    /** {@return the highest balance of a points ledger; the largest amount if empty} */
    Optional<String> max();

    /**
     * {@return whether a points ledger keeps create and delete reasons, and does not reopen deleted
     * accounts}
     */
    @WithDefault("true")
    boolean log();

    /** {@return the fixed supply of a token ledger, above 0} */
    Optional<String> totalSupply();

    /**
     * {@return the first balances of a token ledger, each as {@code account=amount}, 1 to 1,000;
     * the whole supply for {@code treasury} if empty}
     */
    Optional<List<String>> allocations();

    /** {@return whether burn is allowed} */
    @WithDefault("true")
    boolean burnable();

    /** {@return whether accounts are kept in order of their balances} */
    @WithDefault("true")
    boolean ranking();

    /**
     * {@return the regular expression that account names must match, in RE2 syntax, at most 256
     * characters}
     */
    Optional<String> accountPattern();

    /**
     * {@return the encoding of account names in the store: {@code none}, {@code aes-siv} or {@code
     * hmac-sha256}}
     */
    @WithDefault("none")
    String accountCipher();

    /** {@return the account key in base64: 64 bytes for aes-siv, 32 bytes for hmac-sha256} */
    Optional<String> accountKey();

    /** {@return the path of a file with the account key in base64} */
    Optional<String> accountKeyFile();
  }

  /** The settings of operation ids. */
  interface IdSettings {

    /** {@return how long an id is retained at least; it is deleted after twice that time} */
    @WithDefault("24h")
    Duration retention();
  }

  /** The settings of authentication and permissions. */
  interface SecuritySettings {

    /**
     * {@return whether callers must authenticate; if empty, true in production and false in dev and
     * test mode}
     */
    Optional<Boolean> enabled();

    /** {@return the key that verifies tokens: a public key as PEM, or a JWKS} */
    Optional<String> key();

    /** {@return the path of a file with the key that verifies tokens} */
    Optional<String> keyFile();

    /** {@return the URL from which a JWKS is fetched} */
    Optional<String> keyUrl();

    /** {@return the required claim {@code iss} of tokens} */
    Optional<String> issuer();

    /** {@return the required claim {@code aud} of tokens} */
    Optional<String> audience();

    /** {@return the claim that lists the caller's roles} */
    @WithDefault("groups")
    String groupsClaim();

    /**
     * {@return the role of callers without a token: {@code reader}, {@code writer} or {@code
     * admin}; if empty, callers without a token are refused}
     */
    Optional<String> anonymousRole();
  }

  /** The settings of events. */
  interface EventSettings {

    /** {@return whether applied operations are published on Redis channels} */
    @WithDefault("true")
    boolean publish();
  }

  /** The settings of queues. */
  interface QueueSettings {

    /** {@return whether messages without an operation id are refused} */
    @WithDefault("false")
    boolean requireId();

    /**
     * {@return the handling of a message that the ledger refuses: {@code fail} leaves it in the
     * queue, which redelivers it and finally moves it to the dead-letter queue; {@code acknowledge}
     * logs it and removes it from the queue}
     */
    @WithDefault("fail")
    String onRefusal();

    /** {@return the role of messages: {@code reader}, {@code writer} or {@code admin}} */
    @WithDefault("writer")
    String role();
  }

  /** The limits of requests and of ledgers. */
  interface LimitSettings {

    /** {@return the most requests at once, 1 or more; further ones are refused as overloaded} */
    @WithDefault("2000")
    int requests();

    /** {@return the most groups and snapshots of a ledger, 1 or more} */
    @WithDefault("1000")
    int books();
  }

  /** The settings of checkpoints, from which ledgers are audited. */
  interface CheckpointSettings {

    /** {@return about how much of a ledger is kept in memory, 1M or more} */
    @WithDefault("32M")
    MemorySize memory();

    /**
     * {@return the directory of the files that hold the rest; that of the system for temporary
     * files if empty}
     */
    Optional<String> directory();
  }

  /** The settings of jobs. */
  interface JobSettings {

    /** {@return how long a request waits for its job before it is answered with the job} */
    @WithDefault("20s")
    Duration replyAfter();
  }

  /** The settings of the archive, which backups are put into. */
  interface ArchiveSettings {

    /**
     * {@return where it is: a directory that exists, as {@code file:/path}, or a bucket, as {@code
     * s3://bucket/prefix}; no archive if empty}
     */
    Optional<String> location();

    /** {@return the address of a service with the protocol of S3; that of AWS if empty} */
    Optional<String> s3Endpoint();

    /** {@return the region of the bucket; that of the default chain of the AWS SDK if empty} */
    Optional<String> s3Region();

    /** {@return whether the bucket is in the path of URLs, and not in the name of their host} */
    @WithDefault("false")
    boolean s3PathStyle();

    /** {@return the path of a JWKS with the keys that sign and verify manifests; none if empty} */
    Optional<String> keysFile();

    /** {@return how long after a checkpoint a backup adds the next one} */
    @WithDefault("24h")
    Duration checkpointEvery();

    /** {@return how old an entry of the journal must be to be trimmed by a backup} */
    @WithDefault("7d")
    Duration keep();

    /**
     * {@return how old a checkpoint must be so that what is before it is removed of the archive;
     * nothing is if empty}
     */
    Optional<Duration> retention();
  }

  /** The settings of schedules. */
  interface ScheduleSettings {

    /** {@return the role of schedules: {@code reader}, {@code writer} or {@code admin}} */
    @WithDefault("admin")
    String role();
  }
}
