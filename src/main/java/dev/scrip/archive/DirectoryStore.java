package dev.scrip.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory with a file for each object. The file system must have hard links, because a link is
 * what is made whole, and not in the place of another one.
 */
final class DirectoryStore implements ArchiveStore {

  /** What begins the name of a file that is not whole yet. */
  private static final String PART = ".part-";

  private final Path root;

  /** A store in a directory, which exists. */
  DirectoryStore(Path root) {
    this.root = root;
  }

  @Override
  public boolean create(String name, Path content) throws IOException {
    Path file = root.resolve(name);
    Path directory = file.getParent();
    createDirectories(directory);
    Path part = Files.createTempFile(directory, PART, "");
    try {
      try (InputStream in = Files.newInputStream(content);
          FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.transferFrom(Channels.newChannel(in), 0, Long.MAX_VALUE);
        channel.force(true);
      }
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
    force(directory);
    return true;
  }

  /** Creates what is missing of a directory, so that it outlives a loss of power. */
  private static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(directory.getParent());
      Files.createDirectories(directory);
      force(directory.getParent());
    }
  }

  /** Makes what a directory lists outlive a loss of power. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  @Override
  public byte[] read(String name, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(root.resolve(name), StandardOpenOption.READ)) {
      return Channels.newInputStream(channel.position(offset)).readNBytes(length);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(root.resolve(name));
  }

  @Override
  public List<String> names(String prefix, String after) throws IOException {
    return list(prefix, Files::isRegularFile).stream()
        .map(word -> prefix + word)
        .filter(name -> name.compareTo(after) > 0)
        .limit(PAGE)
        .toList();
  }

  @Override
  public List<String> words(String prefix) throws IOException {
    return list(prefix, Files::isDirectory);
  }

  private List<String> list(String prefix, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(prefix))) {
      return files
          .filter(wanted)
          .map(file -> file.getFileName().toString())
          .filter(word -> !word.startsWith(PART))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
