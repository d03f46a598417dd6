package dev.scrip.store;

import dev.scrip.archive.ArchivedAccount;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.DataObject;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.archive.RememberedId;
import dev.scrip.domain.EntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A checkpoint of an archive as Redis would hold it, by keys. */
final class ArchivedState {

  private ArchivedState() {}

  /**
   * What a checkpoint has.
   *
   * @param entries all entries of the archive
   */
  static Map<String, Map<String, String>> of(
      LedgerArchive archive, CheckpointManifest manifest, List<ArchivedEntry> entries)
      throws Exception {
    Map<String, Map<String, String>> state = new TreeMap<>();
    for (String key :
        List.of("balances", "closed", "created", "deleted", "members", "values:saved", "ids")) {
      state.put(key, new TreeMap<>());
    }
    state.put("books", new TreeMap<>(manifest.books()));
    for (String line : lines(archive, manifest.states())) {
      add(ArchivedAccount.of(line), state);
    }
    Map<String, String> ids = state.get("ids");
    for (String line : lines(archive, manifest.ids())) {
      RememberedId id = RememberedId.of(line);
      if (hasEntry(id.remembered())) {
        ids.put(id.id(), id.remembered());
      }
    }
    // Those since the scan of ids began are in the segments.
    EntryId instant = EntryId.of(manifest.entry());
    EntryId since = EntryId.of(manifest.since());
    ids.putAll(
        remembered(
            entries.stream()
                .filter(each -> EntryId.of(each.id()).compareTo(since) > 0)
                .filter(each -> EntryId.of(each.id()).compareTo(instant) <= 0)
                .toList()));
    return state;
  }

  /** Whether the outcome in a record has an entry; the fingerprint before it may look like one. */
  static boolean hasEntry(String record) {
    return record.substring(record.indexOf(' ')).matches(".*[0-9]-[0-9].*");
  }

  /** The operation ids that entries have. */
  static Map<String, String> remembered(List<ArchivedEntry> entries) {
    Map<String, String> ids = new TreeMap<>();
    for (ArchivedEntry each : entries) {
      if (each.remembered() != null) {
        String scope = each.field("scope");
        ids.put((scope == null ? "" : scope) + each.field("id"), each.remembered());
      }
    }
    return ids;
  }

  private static List<String> lines(LedgerArchive archive, List<DataObject> objects)
      throws Exception {
    List<String> lines = new ArrayList<>();
    for (DataObject each : objects) {
      try (LineReader reader = archive.open(each)) {
        String line;
        while ((line = reader.next()) != null) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static void add(ArchivedAccount account, Map<String, Map<String, String>> state) {
    String name = account.account();
    if (account.balance() != null) {
      state.get("balances").put(name, account.balance() + " " + account.chain());
    } else if (account.chain() != null) {
      state
          .get("closed")
          .put(name, StoreFixture.closed(account.chain(), account.created(), account.deleted()));
    }
    if (account.balance() != null && account.created() != null) {
      state.get("created").put(name, account.created());
    }
    if (account.balance() != null && account.deleted() != null) {
      state.get("deleted").put(name, account.deleted());
    }
    if (account.groups() != null) {
      account.groups().forEach(group -> state.get("members").put(group + "\0" + name, ""));
    }
    if (account.values() != null) {
      account.values().forEach((book, value) -> state.get("values:" + book).put(name, value));
    }
  }
}
