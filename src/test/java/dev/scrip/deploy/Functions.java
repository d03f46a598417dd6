package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.Funq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The functions, read from the code. */
final class Functions {

  private static final Path SOURCES = Path.of("src/main/java/dev/scrip");
  private static final List<String> PACKAGES = List.of("function", "batch");

  private Functions() {}

  static List<String> names() {
    return List.copyOf(methods().keySet());
  }

  /** Checks that an input is a JSON object of fields of the function's request. */
  static void checkInput(String function, String json) throws IOException {
    JsonNode input = new ObjectMapper().readTree(json);
    assertThat(methods()).containsKey(function);
    List<String> fields =
        Arrays.stream(methods().get(function).getParameterTypes()[0].getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertThat(input.isObject()).isTrue();
    assertThat(input.fieldNames()).toIterable().as("input of " + function).isSubsetOf(fields);
  }

  private static Map<String, Method> methods() {
    Map<String, Method> methods = new TreeMap<>();
    PACKAGES.forEach(each -> add(methods, each));
    return methods;
  }

  private static void add(Map<String, Method> methods, String inPackage) {
    try (Stream<Path> files = Files.list(SOURCES.resolve(inPackage))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Function.java")).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        for (Method method :
            Class.forName("dev.scrip." + inPackage + "." + type).getDeclaredMethods()) {
          Funq name = method.getAnnotation(Funq.class);
          if (name != null) {
            methods.put(name.value(), method);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
