package dev.scrip.store;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what reads whole ledgers, which takes long and waits for replies. */
final class BackgroundThread {

  /** The most tasks that wait for another one. */
  private static final int MAX_WAITING = 16;

  private BackgroundThread() {}

  /**
   * A thread that does one task after the other, and ends when it has had none for a second. A task
   * for which no room is left is rejected.
   *
   * @param name the name of the thread
   */
  static ThreadPoolExecutor named(String name) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
