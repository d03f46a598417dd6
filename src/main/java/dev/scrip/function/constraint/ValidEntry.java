package dev.scrip.function.constraint;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A valid id of a journal entry: two numbers with a hyphen between them. */
@Pattern(regexp = "[0-9]{1,19}-[0-9]{1,19}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER, TYPE_USE})
public @interface ValidEntry {
  /** {@return the key of the message in ValidationMessages.properties} */
  String message() default "{dev.scrip.ValidEntry}";

  /** {@return the validation groups, none by default} */
  Class<?>[] groups() default {};

  /** {@return the payload, none by default} */
  Class<? extends Payload>[] payload() default {};
}
