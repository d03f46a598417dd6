package dev.scrip.web;

import java.util.List;

/**
 * An HTTP request from any server.
 *
 * @param method the HTTP method, in capitals
 * @param path the path below the application's root, without the leading slash
 * @param query the query, still escaped, or null
 * @param headers the headers
 * @param body the body; empty if there is none
 */
// Requests are never compared, so the identity of the array does not matter.
@SuppressWarnings("ArrayRecordComponent")
public record WebRequest(String method, String path, String query, Headers headers, byte[] body) {

  /** The headers of a request. */
  @FunctionalInterface
  public interface Headers {

    /**
     * Returns all values of a header.
     *
     * @param name the header's name, in any case
     * @return the values, in order; empty if there are none
     */
    List<String> all(String name);
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the header's name, in any case
   * @return the value, or null if there is none
   */
  public String header(String name) {
    List<String> values = headers.all(name);
    return values.isEmpty() ? null : values.get(0);
  }
}
