package dev.scrip.store;

import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.ArchivedJournal;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Page;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A search through the journal where it was trimmed: it goes on in the archive as {@code
 * getHistory.lua} and {@code getAt.lua} do in Redis, by the chains of accounts. Pages end where
 * Redis has the journal, and have the same cursors.
 */
final class ArchivedSearch {

  /** So many blocks are read for a page, each by a call to the archive. */
  private static final int BLOCKS = 100;

  private final ArchivedJournal journal;
  private final TrimmedJournal trimmed;
  private final ReplyDecoder decoder;

  /** The last entry that the retention has removed of the archive. */
  private final EntryId removed;

  /**
   * A search.
   *
   * @param journal the journal in the archive
   * @param trimmed what was trimmed
   * @param decoder decodes entries
   * @param removed the last entry that the retention has removed of the archive
   */
  ArchivedSearch(
      ArchivedJournal journal, TrimmedJournal trimmed, ReplyDecoder decoder, EntryId removed) {
    this.removed = removed;
    this.journal = journal;
    this.trimmed = trimmed;
    this.decoder = decoder;
  }

  /**
   * The balance that an account had.
   *
   * @param account the encoded account
   * @param entry the last entry that counts, which need not exist
   * @param at the entry of the account at which the search begins
   * @return the balance, or empty if the account was not in the ledger
   * @throws RefusedException {@code not-archived} if the retention has removed the answer
   */
  Optional<Amount> balance(String account, EntryId entry, EntryId at)
      throws IOException, DamagedArchiveException {
    ChainedPosting posting;
    try {
      EntryId found = lastUpTo(account, entry, at);
      posting = found == null ? null : posting(found, account);
    } catch (RemovedException e) {
      throw new RefusedException(decoder.notArchived());
    }
    return posting == null || posting.leaves()
        ? Optional.empty()
        : Optional.of(decoder.amount(posting.balance().toString()));
  }

  /**
   * A page of the journal.
   *
   * @param query what is asked for, with an encoded account
   * @param cursor the cursor of the page, or null
   * @param at where the page begins, or the search for its begin
   * @param limit the most entries of the page
   */
  Page<Entry> page(HistoryQuery query, EntryId cursor, EntryId at, int limit)
      throws IOException, DamagedArchiveException {
    PageOf page = new PageOf(query, limit);
    if (query.account() == null) {
      return query.oldestFirst() ? page.oldest(at) : page.newest(at);
    }
    if (query.oldestFirst()) {
      EntryId after = cursor == null ? id(query.after(), EntryId.ZERO) : cursor;
      // What was removed is no part of the history any more: the next page follows it.
      return at.compareTo(removed) <= 0
          ? page.before(removed)
          : page.oldestOfAccount(after.compareTo(removed) > 0 ? after : removed, at);
    }
    boolean isSearch = cursor == null && query.to() != null;
    try {
      return page.newestOfAccount(
          isSearch ? lastUpTo(query.account(), EntryId.of(query.to()), at) : at);
    } catch (RemovedException e) {
      return page.before(null);
    }
  }

  private static EntryId id(String text, EntryId otherwise) {
    return text == null ? otherwise : EntryId.of(text);
  }

  /** The last entry of an account that does not follow the other one, or null. */
  private EntryId lastUpTo(String account, EntryId other, EntryId begin)
      throws IOException, DamagedArchiveException {
    EntryId at = begin;
    while (at.compareTo(other) > 0) {
      ChainedPosting posting = require(posting(at, account), at);
      if (posting.last().equals(ReplyDecoder.NONE)) {
        return null;
      }
      EntryId next = firstToFollow(other, posting.of4096(), posting.of64(), posting.last());
      at = next == null ? EntryId.of(posting.last()) : next;
    }
    return at;
  }

  /** The first of these entries that follows the other one; null if none does. */
  private static EntryId firstToFollow(EntryId other, String... entries) {
    for (String each : entries) {
      if (EntryId.isId(each) && EntryId.of(each).compareTo(other) > 0) {
        return EntryId.of(each);
      }
    }
    return null;
  }

  private StoredEntry entry(EntryId id) throws IOException, DamagedArchiveException {
    ArchivedEntry found = journal.upTo(id).get(id);
    if (found == null && id.compareTo(removed) <= 0) {
      throw new RemovedException();
    }
    return found == null ? null : stored(found);
  }

  /** The search has come to an entry that the retention has removed. */
  private static final class RemovedException extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private static StoredEntry stored(ArchivedEntry entry) throws DamagedArchiveException {
    return require(StoredEntry.of(entry.id(), entry.fields()), EntryId.of(entry.id()));
  }

  private ChainedPosting posting(EntryId id, String account)
      throws IOException, DamagedArchiveException {
    StoredEntry entry = entry(id);
    return entry == null ? null : posting(entry, account);
  }

  private static ChainedPosting posting(StoredEntry entry, String account) {
    for (String line : entry.lines()) {
      AccountPosting posting =
          StoredEntry.isPosting(line) && line.endsWith(account) ? AccountPosting.of(line) : null;
      if (posting != null && posting.account().equals(account)) {
        return posting.posting();
      }
    }
    return null;
  }

  private static <T> T require(T found, EntryId entry) throws DamagedArchiveException {
    if (found == null) {
      throw new DamagedArchiveException(entry.toString(), "is not in it as an account has it");
    }
    return found;
  }

  /** A page that is being filled. */
  private final class PageOf {

    private final HistoryQuery query;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>();

    PageOf(HistoryQuery query, int limit) {
      this.query = query;
      this.limit = limit;
    }

    private boolean isFull() {
      return entries.size() == limit || journal.blocks() >= BLOCKS;
    }

    private void add(StoredEntry entry) {
      if (query.operation() == null || query.operation().equals(entry.operation())) {
        entries.add(decoder.entry(entry));
      }
    }

    private Page<Entry> before(EntryId cursor) {
      return new Page<>(entries, cursor == null ? null : cursor.toString());
    }

    Page<Entry> newest(EntryId begin) throws IOException, DamagedArchiveException {
      EntryId after = id(query.after(), EntryId.ZERO);
      EntryId at = begin;
      while (true) {
        NavigableMap<EntryId, ArchivedEntry> block = journal.upTo(at).descendingMap();
        if (block.isEmpty()) {
          return before(null);
        }
        for (Map.Entry<EntryId, ArchivedEntry> each : block.entrySet()) {
          if (each.getKey().compareTo(after) <= 0) {
            return before(null);
          } else if (entries.size() == limit) {
            return before(each.getKey());
          }
          add(stored(each.getValue()));
        }
        at = block.lastKey().before();
        if (isFull()) {
          return before(at);
        }
      }
    }

    Page<Entry> oldest(EntryId begin) throws IOException, DamagedArchiveException {
      EntryId to = id(query.to(), null);
      EntryId visited = begin;
      while (true) {
        NavigableMap<EntryId, ArchivedEntry> block = journal.after(visited);
        for (Map.Entry<EntryId, ArchivedEntry> each : block.entrySet()) {
          if (to != null && each.getKey().compareTo(to) > 0) {
            return before(null);
          } else if (each.getKey().compareTo(trimmed.last()) > 0 || entries.size() == limit) {
            return before(visited);
          }
          add(stored(each.getValue()));
          visited = each.getKey();
        }
        if (block.isEmpty() || isFull()) {
          return before(visited);
        }
      }
    }

    Page<Entry> newestOfAccount(EntryId begin) throws IOException, DamagedArchiveException {
      EntryId after = id(query.after(), EntryId.ZERO);
      EntryId at = begin;
      while (at != null && at.compareTo(after) > 0) {
        if (isFull()) {
          return before(at);
        }
        StoredEntry entry = entry(at);
        ChainedPosting posting = entry == null ? null : posting(entry, query.account());
        if (posting == null) {
          // The cursor is not an entry of this account.
          return before(null);
        }
        add(entry);
        at = posting.last().equals(ReplyDecoder.NONE) ? null : EntryId.of(posting.last());
      }
      return before(null);
    }

    /** From the last entry that long steps lead to, back to the first that follows. */
    Page<Entry> oldestOfAccount(EntryId after, EntryId begin)
        throws IOException, DamagedArchiveException {
      List<StoredEntry> found = new ArrayList<>();
      EntryId at = begin;
      while (at != null) {
        StoredEntry entry = require(entry(at), at);
        ChainedPosting posting = require(posting(entry, query.account()), at);
        EntryId next = firstToFollow(after, posting.of4096(), posting.of64());
        if (next == null) {
          found.add(entry);
          next = firstToFollow(after, posting.last());
        } else {
          found.clear();
        }
        at = next;
      }
      Collections.reverse(found);
      EntryId to = id(query.to(), null);
      EntryId visited = after;
      for (StoredEntry each : found) {
        EntryId id = EntryId.of(each.id());
        if (to != null && id.compareTo(to) > 0) {
          return before(null);
        } else if (entries.size() == limit) {
          break;
        }
        add(each);
        visited = id;
      }
      return before(visited);
    }
  }
}
