package dev.scrip.function;

import com.fasterxml.jackson.databind.util.TokenBuffer;

/** Binds a JSON input to a request, as strictly as every trigger does. */
public interface Input {

  /**
   * The request that an input is.
   *
   * @throws dev.scrip.domain.RefusedException {@code invalid-request}, naming the field that is
   *     wrong
   */
  <T> T bind(TokenBuffer input, Class<T> request);
}
