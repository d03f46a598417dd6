package dev.scrip.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result of a check of one ledger: what Redis lacks or holds that prevents the ledger from
 * being served.
 *
 * @param ledger the ledger's name
 * @param findings the findings; empty if all is well
 */
public record LedgerCheck(String ledger, List<Finding> findings) {

  /** The kinds of findings. */
  public enum Kind {
    /** Redis does not answer the check. */
    UNAVAILABLE,
    /** The user of Redis may not call a command that the scripts use. */
    MISSING_RIGHT,
    /** A key of the ledger has another type than the scripts use. */
    WRONG_TYPE,
    /** The server evicts keys when its memory is full. */
    EVICTION,
    /** The server does not tell whether it evicts keys. */
    EVICTION_UNKNOWN,
    /** Redis holds the ledger with another definition. */
    DEFINITION_CHANGED,
    /** The ledger is being restored, or a restore has ended early. */
    RESTORING,
    /** Redis holds data of the ledger, but not its definition and supply. */
    INFO_MISSING,
    /** The token ledger is not initialized. */
    NOT_INITIALIZED
  }

  /** What Redis is set to do, for whatever ledger: the application does not start with it. */
  private static final Set<Kind> SETTINGS = EnumSet.of(Kind.MISSING_RIGHT, Kind.EVICTION);

  /** What could make a write fail when a part of it is done, or lose it. */
  private static final Set<Kind> UNSAFE =
      EnumSet.of(Kind.MISSING_RIGHT, Kind.WRONG_TYPE, Kind.EVICTION);

  /** What does not prevent the ledger from being served. */
  private static final Set<Kind> HARMLESS = EnumSet.of(Kind.EVICTION_UNKNOWN, Kind.RESTORING);

  /**
   * One finding.
   *
   * @param kind the kind
   * @param text one or two sentences that say what is wrong and what to do
   */
  public record Finding(Kind kind, String text) {}

  /**
   * Reports whether there is a finding of a kind.
   *
   * @param kind the kind
   * @return true if there is one
   */
  public boolean has(Kind kind) {
    return findings.stream().anyMatch(finding -> finding.kind() == kind);
  }

  /** {@return whether Redis did not answer the check} */
  public boolean isUnavailable() {
    return has(Kind.UNAVAILABLE);
  }

  /** {@return the findings that prevent the ledger from being served} */
  public List<Finding> problems() {
    return findings.stream().filter(finding -> !HARMLESS.contains(finding.kind())).toList();
  }

  /** The findings with which the application does not start. */
  List<Finding> settings() {
    return findings.stream().filter(finding -> SETTINGS.contains(finding.kind())).toList();
  }

  /** Whether nothing was found that makes writes unsafe. */
  boolean allowsWrites() {
    return findings.stream().noneMatch(finding -> UNSAFE.contains(finding.kind()));
  }

  /** The texts of the findings with one of these kinds, or of all; in one line. */
  String text(Kind... kinds) {
    List<Kind> wanted = Arrays.asList(kinds.length == 0 ? Kind.values() : kinds);
    return findings.stream()
        .filter(finding -> wanted.contains(finding.kind()))
        .map(Finding::text)
        .collect(Collectors.joining(" "));
  }
}
