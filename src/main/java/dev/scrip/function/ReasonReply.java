package dev.scrip.function;

import dev.scrip.domain.ReasonRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of, and the reason for, the creation or deletion of an account.
 *
 * @param account the name of the account
 * @param utc the time, as an RFC 1123 date such as Fri, 17 May 2019 05:00:54 GMT, or null if there
 *     is no record
 * @param reason the reason, or null if there is none
 */
@RegisterForReflection
public record ReasonReply(String account, String utc, String reason) {

  // The formatter of the JDK writes days below 10 with one digit, RFC 1123 with two.
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static ReasonReply of(String account, Optional<ReasonRecord> kept) {
    return new ReasonReply(
        account,
        kept.map(ReasonRecord::at).map(RFC_1123::format).orElse(null),
        kept.map(ReasonRecord::reason).orElse(null));
  }
}
