package dev.scrip.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The assembly of a script from its parts: a line {@code --- @include name}, also within a
 * function, is replaced by the text of that part, whose own includes come before it. A part that is
 * named twice is included once, where it is named first.
 */
final class ScriptSource {

  private static final String INCLUDE = "--- @include ";

  private final UnaryOperator<String> parts;
  private final Set<String> included = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  private ScriptSource(UnaryOperator<String> parts) {
    this.parts = parts;
  }

  /**
   * The whole text of a script.
   *
   * @param source the script with its include lines
   * @param parts returns the text of a part by its name, or null if there is none
   * @return the script with its parts
   * @throws IllegalStateException when a part is missing or includes itself
   */
  static String resolve(String source, UnaryOperator<String> parts) {
    ScriptSource script = new ScriptSource(parts);
    script.append(source);
    return script.text.toString();
  }

  private void append(String source) {
    for (String line : source.lines().toList()) {
      String words = line.strip();
      if (words.startsWith(INCLUDE)) {
        include(words.substring(INCLUDE.length()));
      } else {
        text.append(line).append('\n');
      }
    }
  }

  private void include(String name) {
    if (path.contains(name)) {
      throw new IllegalStateException(
          "lua includes go in a circle: " + String.join(" -> ", path) + " -> " + name);
    }
    if (!included.add(name)) {
      return;
    }
    String part = parts.apply(name);
    if (part == null) {
      throw new IllegalStateException("there is no lua include " + name);
    }
    path.addLast(name);
    append(part);
    path.removeLast();
  }
}
