package dev.scrip.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class logs while a test runs: "LEVEL message" each. It is not printed. */
final class RecordedLog extends Handler {

  private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

  private final Logger log;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  RecordedLog(Class<?> source) {
    this.log = Logger.getLogger(source.getName());
  }

  void start() {
    lines.clear();
    log.addHandler(this);
    log.setUseParentHandlers(false);
  }

  void stop() {
    log.removeHandler(this);
    log.setUseParentHandlers(true);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getLevel() + " " + MESSAGE.format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
