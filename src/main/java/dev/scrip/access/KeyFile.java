package dev.scrip.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A file with the keys that verify tokens. */
final class KeyFile {

  /** The largest file or document with keys in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  /** The contents of the file. */
  String text() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than 1 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Reads the keys on another thread, since a file may be on a network. */
  CompletableFuture<KeySet> load() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return KeySet.of(text()).orElseThrow(() -> new IOException("no usable key"));
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }
}
