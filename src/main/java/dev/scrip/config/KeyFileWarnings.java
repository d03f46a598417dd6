package dev.scrip.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.jboss.logging.Logger;

/** Logs a warning at startup for each file with a secret key that other users can read. */
@Singleton
class KeyFileWarnings {

  private static final Logger LOG = Logger.getLogger(KeyFileWarnings.class);

  private final ScripSettings settings;

  KeyFileWarnings(ScripSettings settings) {
    this.settings = settings;
  }

  void onStart(@Observes StartupEvent event) {
    warnings().forEach(LOG::warn);
  }

  List<String> warnings() {
    return settings.ledgers().entrySet().stream()
        .filter(each -> each.getValue().accountKeyFile().filter(this::isReadable).isPresent())
        .map(
            each ->
                "scrip.ledgers."
                    + each.getKey()
                    + ".account-key-file can be read by other users of this machine. Permit only"
                    + " the application to read it.")
        .sorted()
        .toList();
  }

  private boolean isReadable(String file) {
    try {
      return isReadableByOthers(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether other users can read a file; false if its file system has no POSIX permissions. */
  static boolean isReadableByOthers(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      return false;
    }
  }
}
