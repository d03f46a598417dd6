package dev.scrip.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * An account in a checkpoint, a line of JSON. Names and texts are as Redis holds them; what is null
 * or empty is left out.
 *
 * @param account the name, under the account cipher of the ledger
 * @param balance the balance in smallest units; null if the account is not in the ledger
 * @param chain the chain of its postings; null if it never was in the ledger
 * @param created the record of its creation, or null
 * @param deleted the record of its deletion, or null
 * @param groups the groups that it is a member of, in their order
 * @param values its values in snapshots, in the order of their names
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArchivedAccount(
    String account,
    String balance,
    String chain,
    String created,
    String deleted,
    List<String> groups,
    Map<String, String> values) {

  /** {@return the line} */
  public byte[] line() {
    try {
      return ManifestText.MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The account in a line.
   *
   * @param line the line
   * @return the account, or null if the line has none
   */
  public static ArchivedAccount of(String line) {
    try {
      ArchivedAccount account = ManifestText.MAPPER.readValue(line, ArchivedAccount.class);
      return account == null || account.account() == null ? null : account;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
