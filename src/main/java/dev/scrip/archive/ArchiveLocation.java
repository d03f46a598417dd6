package dev.scrip.archive;

import dev.scrip.config.ScripSettings;
import dev.scrip.config.ScripSettings.ArchiveSettings;
import dev.scrip.config.SettingsErrors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where archives are and which keys they have, by the settings. */
@Singleton
public class ArchiveLocation implements SettingsErrors {

  private static final Pattern BUCKET =
      Pattern.compile(
          "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/((?:[\\w-][\\w.-]*/)*(?:[\\w-][\\w.-]*)?))?");

  private static final String FILE = "file:";

  private final ArchiveSettings settings;
  private ArchiveStore store;

  ArchiveLocation(ScripSettings settings) {
    this.settings = settings.archive();
  }

  /** {@return whether there is an archive} */
  public boolean isSet() {
    return settings.location().isPresent();
  }

  /**
   * The archive's place. The client of a bucket is made when it is first asked for, because it
   * takes long to make.
   *
   * @return the place
   */
  public synchronized ArchiveStore store() {
    if (store == null) {
      String location = settings.location().orElseThrow();
      store =
          location.startsWith(FILE)
              ? new DirectoryStore(directory(location))
              : new S3Store(bucket(location));
    }
    return store;
  }

  /**
   * The keys of manifests.
   *
   * @return the keys
   * @throws IllegalArgumentException if there is a file of keys, and it cannot be read
   */
  public ArchiveKeys keys() {
    if (settings.keysFile().isEmpty()) {
      return ArchiveKeys.NONE;
    }
    try {
      return ArchiveKeys.of(Files.readString(Path.of(settings.keysFile().get())));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }

  private static Path directory(String location) {
    return Path.of(location.substring(FILE.length()));
  }

  private S3Store.Bucket bucket(String location) {
    Matcher parts = BUCKET.matcher(location);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the address of a bucket");
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2);
    return new S3Store.Bucket(
        parts.group(1),
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        settings.s3Endpoint().map(URI::create),
        settings.s3Region(),
        settings.s3PathStyle());
  }

  @Override
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    settings.location().ifPresent(location -> checkLocation(location, errors));
    if (settings.keep().isNegative()) {
      errors.add("scrip.archive.keep must be 0 or more.");
    }
    if (settings.retention().filter(Duration::isNegative).isPresent()) {
      errors.add("scrip.archive.retention must be 0 or more.");
    }
    if (settings.checkpointEvery().isNegative()) {
      errors.add("scrip.archive.checkpoint-every must be 0 or more.");
    }
    try {
      ArchiveKeys unused = keys();
    } catch (IllegalArgumentException e) {
      errors.add("scrip.archive.keys-file " + e.getMessage() + ".");
    }
    return errors;
  }

  private void checkLocation(String location, List<String> errors) {
    if (!isPlace(location)) {
      errors.add(
          "scrip.archive.location must be file:<a directory that exists> or"
              + " s3://<bucket>/<prefix>.");
    }
    if (settings.s3Endpoint().filter(endpoint -> !isUrl(endpoint)).isPresent()) {
      errors.add("scrip.archive.s3-endpoint must be an http or https URL.");
    }
  }

  private static boolean isPlace(String location) {
    try {
      return location.startsWith(FILE)
          ? Files.isDirectory(directory(location))
          : BUCKET.matcher(location).matches();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
