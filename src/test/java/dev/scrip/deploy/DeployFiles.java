package dev.scrip.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what is under {@code deploy/}. */
public final class DeployFiles {

  public static final Path COMPOSE = Path.of("deploy/container/compose.yaml");
  public static final Path KNATIVE = Path.of("deploy/knative");
  public static final Path TEMPLATE = Path.of("deploy/aws/template.yaml");

  private static final Path ROOT = Path.of("deploy");

  private DeployFiles() {}

  /** A tag of CloudFormation, such as {@code !Ref}, with what it is put before. */
  public record Tagged(String tag, Object value) {}

  /** All files, in order. */
  static List<Path> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of YAML, in order. */
  static List<Path> yaml() {
    return all().stream().filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file. A key that is there twice is an error. */
  public static List<Map<String, Object>> documents(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : new Yaml(new Tags(options)).loadAll(text(file))) {
      documents.add(map(document));
    }
    return documents;
  }

  static Map<String, Object> document(Path file) {
    return documents(file).get(0);
  }

  /** What stands at a path of keys, or null. */
  public static Object at(Object from, String... keys) {
    Object here = from;
    for (String key : keys) {
      here = here == null ? null : map(here).get(key);
    }
    return here;
  }

  static int number(Object from, String... keys) {
    return (Integer) at(from, keys);
  }

  /** The mapping that a value is, with its keys as text. */
  public static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> map.put(String.valueOf(key), each));
    return map;
  }

  /** Everything inside a value, itself first. */
  static Stream<Object> inside(Object value) {
    Stream<Object> parts = Stream.empty();
    if (value instanceof Map<?, ?> map) {
      parts = map.values().stream().flatMap(DeployFiles::inside);
    } else if (value instanceof List<?> list) {
      parts = list.stream().flatMap(DeployFiles::inside);
    } else if (value instanceof Tagged tagged) {
      parts = inside(tagged.value());
    }
    return Stream.concat(Stream.ofNullable(value), parts);
  }

  /** All that a pattern finds in a text: its first group. */
  static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(DeployFiles::group).toList();
  }

  private static String group(MatchResult match) {
    return match.group(1);
  }

  /** Keeps tags that plain YAML does not know. */
  private static final class Tags extends SafeConstructor {

    Tags(LoaderOptions options) {
      super(options);
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return new Tagged(node.getTag().getValue(), untagged(node));
            }
          });
    }

    private Object untagged(Node node) {
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue();
      }
      return node instanceof SequenceNode sequence
          ? constructSequence(sequence)
          : constructMapping((MappingNode) node);
    }
  }
}
