package dev.scrip.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A place for objects, which are created whole or not at all and never replaced. The name of an
 * object is a path of words that are separated by slashes. An exception says that the place could
 * not be reached or used.
 */
public interface ArchiveStore {

  /** The most names of a page. */
  int PAGE = 1000;

  /**
   * Creates an object, unless there is one of that name. Of several who create it at once, one
   * does.
   *
   * @param name the name
   * @param content a file with the content
   * @return whether it was created; false if there is one
   * @throws IOException if the place cannot be reached or used
   */
  boolean create(String name, Path content) throws IOException;

  /**
   * Opens an object.
   *
   * @param name the name
   * @return its content
   * @throws java.nio.file.NoSuchFileException if there is none of that name
   */
  InputStream open(String name) throws IOException;

  /**
   * Reads a part of an object.
   *
   * @param name the name
   * @param offset where the part begins, in bytes
   * @param length the number of bytes
   * @return the bytes; fewer if the object ends before
   * @throws java.nio.file.NoSuchFileException if there is none of that name
   */
  byte[] read(String name, long offset, int length) throws IOException;

  /**
   * Deletes an object, if there is one of that name.
   *
   * @param name the name
   * @throws IOException if the place cannot be reached or used
   */
  void delete(String name) throws IOException;

  /**
   * Lists objects.
   *
   * @param prefix the begin of their names, which ends with a slash
   * @param after the name that those listed follow, or empty
   * @return the names in their order, at most {@value #PAGE}
   * @throws IOException if the place cannot be reached or used
   */
  List<String> names(String prefix, String after) throws IOException;

  /**
   * Lists the words that follow a prefix, up to the next slash.
   *
   * @param prefix the begin of names, which ends with a slash
   * @return the words in their order
   * @throws IOException if the place cannot be reached or used
   */
  List<String> words(String prefix) throws IOException;
}
