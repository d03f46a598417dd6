package dev.scrip.archive;

import java.nio.file.Path;
import org.jose4j.lang.JoseException;

/** Archives for the tests of other packages. */
public final class Archives {

  private Archives() {}

  /**
   * A place of archives.
   *
   * @param directory the directory
   */
  public static ArchiveStore in(Path directory) {
    return new DirectoryStore(directory);
  }

  /**
   * A place of archives in a new bucket.
   *
   * @param server the server of the bucket
   */
  public static ArchiveStore in(S3Server server) {
    return new S3Store(server.newBucket("archives/"));
  }

  /**
   * A JWKS with a new private key.
   *
   * @param id the id of the key
   */
  public static String newKey(String id) {
    try {
      return ArchiveKeysTest.secret(ArchiveKeysTest.key(id));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
