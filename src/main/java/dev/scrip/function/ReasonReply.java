package dev.scrip.function;

import dev.scrip.domain.Remark;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What was kept of an account's creation or deletion.
 *
 * @param account the account
 * @param utc when, as an RFC 1123 date such as Fri, 17 May 2019 05:00:54 GMT; null when nothing was
 *     kept
 * @param reason why; null when no reason was given
 */
@RegisterForReflection
public record ReasonReply(String account, String utc, String reason) {

  // RFC 1123 writes the day of the month with two digits; the JDK's own formatter writes one where
  // one will do.
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static ReasonReply of(String account, Optional<Remark> remark) {
    return new ReasonReply(
        account,
        remark.map(Remark::at).map(RFC_1123::format).orElse(null),
        remark.map(Remark::reason).orElse(null));
  }
}
