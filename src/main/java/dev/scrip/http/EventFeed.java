package dev.scrip.http;

import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.store.JournalReader;
import dev.scrip.store.JournalReader.Extract;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads one journal as it grows and passes it on to all who follow. A follower who has everything
 * up to the tail gets each entry from the one read that serves all; one who has not, having come
 * back late or being slow to take things in, reads on by itself until it has. All of this happens
 * on one context, one thing at a time.
 */
final class EventFeed {

  private static final long POLL_MILLIS = 50;
  private static final long RETRY_MILLIS = 1000;
  private static final int POLLS_PER_BEAT = 300;

  private final Vertx vertx;
  private final Context context;
  private final JournalReader journal;
  private final LedgerDefinition ledger;
  private final Set<EventFollower> followers = new LinkedHashSet<>();
  private String tail;
  private boolean starting;
  private int polls;

  EventFeed(Vertx vertx, JournalReader journal, LedgerDefinition ledger) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.journal = journal;
    this.ledger = ledger;
  }

  void add(EventFollower follower) {
    context.runOnContext(now -> admit(follower));
  }

  private void admit(EventFollower follower) {
    if (tail != null && follower.isBeyond(tail)) {
      admitBeyondTail(follower);
    } else {
      join(follower);
    }
  }

  /**
   * A client may have an entry that has not been read here yet: from the reply to a write, or from
   * another process. What the journal says tells it from an id of the future.
   */
  private void admitBeyondTail(EventFollower follower) {
    onContext(
        journal.tail(ledger),
        extract -> {
          follower.holdBackTo(extract.tail());
          join(follower);
        },
        follower::refuse);
  }

  private void join(EventFollower follower) {
    if (follower.hasLeft()) {
      return;
    }
    followers.add(follower);
    if (tail != null) {
      follower.begin(tail);
    } else if (!starting) {
      start();
    }
  }

  /** Forgets a follower. Without any, reading ends. */
  void remove(EventFollower follower) {
    context.runOnContext(now -> followers.remove(follower));
  }

  private void start() {
    starting = true;
    onContext(
        journal.tail(ledger),
        extract -> {
          starting = false;
          tail = extract.tail();
          List<EventFollower> waiting = List.copyOf(followers);
          followers.clear();
          waiting.forEach(this::admit);
          poll();
        },
        failure -> {
          starting = false;
          List.copyOf(followers).forEach(follower -> follower.refuse(failure));
          followers.clear();
        });
  }

  private void poll() {
    if (followers.isEmpty()) {
      tail = null;
      return;
    }
    onContext(
        journal.after(ledger, tail),
        extract -> {
          passOn(extract.entries());
          boolean more = extract.entries().size() == JournalReader.MAX_ENTRIES;
          vertx.setTimer(more ? 1 : POLL_MILLIS, timer -> context.runOnContext(now -> poll()));
        },
        failure -> vertx.setTimer(RETRY_MILLIS, timer -> context.runOnContext(now -> poll())));
  }

  private void passOn(List<Entry> entries) {
    List<EventText> events = texts(entries);
    String all = joined(events);
    String before = tail;
    if (!entries.isEmpty()) {
      tail = entries.get(entries.size() - 1).entry();
    }
    boolean beat = ++polls % POLLS_PER_BEAT == 0;
    for (EventFollower follower : followers) {
      if (follower.isReading() || !follower.isReady()) {
        // It reads on by itself, now or at a later poll.
        continue;
      }
      if (EntryOrder.compare(follower.position(), before) < 0) {
        catchUp(follower);
      } else {
        follower.send(events, all);
      }
      if (beat) {
        follower.beat();
      }
    }
  }

  private void catchUp(EventFollower follower) {
    follower.setReading(true);
    onContext(
        journal.after(ledger, follower.position()),
        extract -> {
          follower.setReading(false);
          List<EventText> events = texts(extract.entries());
          follower.send(events, joined(events));
        },
        failure -> follower.setReading(false));
  }

  private static List<EventText> texts(List<Entry> entries) {
    return entries.stream().map(EventText::of).toList();
  }

  private static String joined(List<EventText> events) {
    return events.stream().map(EventText::text).collect(Collectors.joining());
  }

  /** Goes on here, on the feed's context, whichever way a read ends. */
  private void onContext(
      CompletionStage<Extract> read, Consumer<Extract> then, Consumer<Throwable> otherwise) {
    CompletionStage<Extract> unused =
        read.whenComplete(
            (extract, failure) ->
                context.runOnContext(
                    now -> {
                      if (failure == null) {
                        then.accept(extract);
                      } else {
                        otherwise.accept(failure);
                      }
                    }));
  }
}
