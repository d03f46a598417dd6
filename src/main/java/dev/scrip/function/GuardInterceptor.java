package dev.scrip.function;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Asks the guard before a function runs, and before its request is looked at any closer. */
@Guarded
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class GuardInterceptor {

  private final Guard guard;

  GuardInterceptor(Guard guard) {
    this.guard = guard;
  }

  @AroundInvoke
  Object guard(InvocationContext call) throws Exception {
    // A function's method bears its name.
    guard.require(call.getMethod().getName(), call.getParameters()[0]);
    return call.proceed();
  }
}
