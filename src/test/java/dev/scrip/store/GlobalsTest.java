package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/**
 * The global variables that scripts name are those of Redis. To name another one, such as a local
 * variable of a stage whose block has ended, is an error of the call; after its first write it
 * would leave an operation half applied.
 */
class GlobalsTest {

  private static final Set<String> OF_REDIS =
      Set.of(
          "ARGV",
          "KEYS",
          "cjson",
          "error",
          "ipairs",
          "math",
          "pairs",
          "pcall",
          "redis",
          "string",
          "table",
          "tonumber",
          "tostring",
          "type",
          "unpack");

  @ParameterizedTest
  @EnumSource(Script.class)
  void areThoseOfRedis(Script script) throws IOException {
    assertThat(OF_REDIS).containsAll(globals(ScriptText.of(script).text()));
  }

  @Test
  void areFoundWhereverTheyAre() throws IOException {
    assertThat(
            globals(
                "local a = 1 if a then local b = 2 end "
                    + "local function f() return a + b end c = f() return function() d() end"))
        .containsExactly("b", "c", "d");
  }

  private static Set<String> globals(String text) throws IOException {
    Set<String> names = new TreeSet<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    collect(LuaC.instance.compile(new ByteArrayInputStream(bytes), "script"), names);
    return names;
  }

  private static void collect(Prototype function, Set<String> names) {
    for (int code : function.code) {
      int operation = Lua.GET_OPCODE(code);
      if (operation == Lua.OP_GETTABUP) {
        add(function, Lua.GETARG_B(code), Lua.GETARG_C(code), names);
      } else if (operation == Lua.OP_SETTABUP) {
        add(function, Lua.GETARG_A(code), Lua.GETARG_B(code), names);
      }
    }
    for (Prototype each : function.p) {
      collect(each, names);
    }
  }

  /** Adds the name of a global variable, which is a field of the table _ENV. */
  private static void add(Prototype function, int table, int name, Set<String> names) {
    if (function.upvalues[table].name.tojstring().equals("_ENV") && Lua.ISK(name)) {
      names.add(function.k[Lua.INDEXK(name)].tojstring());
    }
  }
}
