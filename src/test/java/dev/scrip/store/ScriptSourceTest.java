package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Include lines, on fixture scripts. */
class ScriptSourceTest {

  private static String resolve(String source, Map<String, String> parts) {
    return ScriptSource.resolve(source, parts::get);
  }

  @Test
  void leavesAScriptWithoutIncludesAsItIs() {
    assertThat(resolve("return 1\n", Map.of())).isEqualTo("return 1\n");
    assertThat(resolve("return 1", Map.of())).isEqualTo("return 1\n");
    assertThat(resolve("-- @include a\n", Map.of())).isEqualTo("-- @include a\n");
  }

  @Test
  void putsPartsWhereTheyAreNamed() {
    assertThat(resolve("one\n--- @include a\ntwo\n", Map.of("a", "part\n")))
        .isEqualTo("one\npart\ntwo\n");
  }

  @Test
  void putsAPartIntoAFunction() {
    assertThat(resolve("function f()\n  --- @include a\nend\n", Map.of("a", "part\n")))
        .isEqualTo("function f()\npart\nend\n");
  }

  @Test
  void putsThePartsOfAPartBeforeIt() {
    assertThat(resolve("--- @include a\n", Map.of("a", "--- @include b\na\n", "b", "b\n")))
        .isEqualTo("b\na\n");
  }

  @Test
  void putsAPartThatIsNamedTwiceOnce() {
    Map<String, String> diamond =
        Map.of(
            "left", "--- @include base\nleft\n",
            "right", "--- @include base\nright\n",
            "base", "base\n");
    assertThat(resolve("--- @include left\n--- @include right\n--- @include base\nend\n", diamond))
        .isEqualTo("base\nleft\nright\nend\n");
  }

  @Test
  void namesAPartThatIsMissing() {
    assertThatThrownBy(() -> resolve("--- @include a\n", Map.of("a", "--- @include gone\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void namesTheCircleThatPartsGoIn() {
    Map<String, String> circle =
        Map.of("a", "--- @include b\n", "b", "--- @include c\n", "c", "--- @include a\n");
    assertThatThrownBy(() -> resolve("--- @include a\n", circle))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a -> b -> c -> a");
    assertThatThrownBy(() -> resolve("--- @include a\n", Map.of("a", "--- @include a\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a -> a");
  }
}
