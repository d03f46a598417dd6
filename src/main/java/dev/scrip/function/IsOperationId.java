package dev.scrip.function;

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

/**
 * An operation id: 1 to 128 printable characters. The slash is kept for ids that are derived from
 * others.
 */
@Pattern(regexp = "[^\\p{Cc}\\p{Cs}/]{1,128}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER, TYPE_USE})
@interface IsOperationId {
  String message() default "must be 1 to 128 printable characters without /";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
