package dev.scrip.function.constraint;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import dev.scrip.store.Ledger;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A valid number of accounts on each side of an account: 0 to 500. */
@Min(0)
@Max(Ledger.MAX_AROUND)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER, TYPE_USE})
public @interface ValidAround {
  /** {@return the key of the message in ValidationMessages.properties} */
  String message() default "{dev.scrip.ValidAround}";

  /** {@return the validation groups, none by default} */
  Class<?>[] groups() default {};

  /** {@return the payload, none by default} */
  Class<? extends Payload>[] payload() default {};
}
