package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Posting;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A journal entry.
 *
 * @param entry the id of the entry
 * @param operation the operation, such as {@code transfer}
 * @param id the operation id, or null
 * @param at the time, an ISO 8601 instant
 * @param by the name of the caller, or null
 * @param reason the reason, or null
 * @param data the data, a JSON object, or null
 * @param postings the changes of accounts
 * @param members the changes of groups; left out if there are none
 */
@RegisterForReflection
public record EntryReply(
    String entry,
    String operation,
    String id,
    String at,
    String by,
    String reason,
    @JsonRawValue String data,
    List<PostingReply> postings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MembershipReply> members) {

  static EntryReply of(Entry entry, String only) {
    return new EntryReply(
        entry.entry(),
        entry.operation(),
        entry.id(),
        entry.timestamp(),
        entry.by(),
        entry.reason(),
        entry.data(),
        entry.postings().stream().map(posting -> PostingReply.of(posting, only)).toList(),
        entry.memberships().stream().map(MembershipReply::of).toList());
  }

  /**
   * The coming or going of a member of a group.
   *
   * @param group the name of the group
   * @param account the name of the account
   * @param member whether the account is a member after the entry
   */
  @RegisterForReflection
  public record MembershipReply(String group, String account, boolean member) {

    static MembershipReply of(Membership membership) {
      return new MembershipReply(membership.group(), membership.account(), membership.member());
    }
  }

  /**
   * A change of one account.
   *
   * @param account the name of the account
   * @param amount the signed amount
   * @param balance the balance after the change, or null if the caller is the owner of another
   *     account
   */
  @RegisterForReflection
  public record PostingReply(String account, String amount, String balance) {

    static PostingReply of(Posting posting, String only) {
      boolean visible = only == null || only.equals(posting.account());
      return new PostingReply(
          posting.account(),
          posting.amount().toString(),
          visible ? posting.balance().toString() : null);
    }
  }
}
