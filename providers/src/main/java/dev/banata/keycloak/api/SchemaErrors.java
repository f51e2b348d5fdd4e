package dev.banata.keycloak.api;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The errors of a validation, one for each thing that is wrong: of several forms that a value can
 * have, and of several fields of which one is needed, the validator tells each by itself.
 */
final class SchemaErrors {

  private static final String REQUIRED = "required";
  private static final String TYPE = "type";

  /** Keywords that say that a value has none of its forms. */
  private static final Set<String> FORMS = Set.of(TYPE, "oneOf");

  private final List<Error> errors;

  private SchemaErrors(List<Error> errors) {
    this.errors = errors;
  }

  static List<FieldError> of(List<Error> errors) {
    return new SchemaErrors(errors).told();
  }

  private List<FieldError> told() {
    Set<FieldError> told = new LinkedHashSet<>();
    for (Error error : errors) {
      List<Error> together = togetherWith(error);
      if (together.get(0).equals(error) && !isExplained(error)) {
        told.add(new FieldError(field(error), message(together), error.getKeyword()));
      }
    }
    return List.copyOf(told);
  }

  /** The errors that are one for the caller. */
  private List<Error> togetherWith(Error error) {
    if (!isAlternative(error) && !isForm(error)) {
      return List.of(error);
    }
    return errors.stream()
        .filter(other -> isAlternative(other) == isAlternative(error))
        .filter(other -> isForm(other) == isForm(error))
        .filter(other -> other.getInstanceLocation().equals(error.getInstanceLocation()))
        .toList();
  }

  /** A field of several of which one is needed. */
  private static boolean isAlternative(Error error) {
    return error.getKeyword().equals(REQUIRED)
        && !error.isCustomMessage()
        && String.valueOf(error.getEvaluationPath()).contains("anyOf");
  }

  private static boolean isForm(Error error) {
    return FORMS.contains(error.getKeyword()) && !error.isCustomMessage();
  }

  /** True if the form that was meant says more exactly what is wrong. */
  private boolean isExplained(Error error) {
    NodePath location = error.getInstanceLocation();
    return isForm(error)
        && errors.stream()
            .filter(other -> !isForm(other) || !other.getInstanceLocation().equals(location))
            .anyMatch(other -> other.getInstanceLocation().startsWith(location));
  }

  private static String message(List<Error> together) {
    Error first = together.get(0);
    if (together.size() == 1) {
      return SchemaMessages.of(first);
    }
    if (isAlternative(first)) {
      return "is missing: send "
          + together.stream().map(Error::getProperty).collect(Collectors.joining(" or "));
    }
    String types =
        together.stream()
            .filter(error -> error.getKeyword().equals(TYPE))
            .map(error -> SchemaMessages.types(error.getSchemaNode()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return types.isEmpty() ? SchemaMessages.of(first) : "must be " + types;
  }

  static List<String> names(NodePath location) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      names.add(String.valueOf(location.getElement(i)));
    }
    return names;
  }

  private static String field(Error error) {
    List<String> path = names(error.getInstanceLocation());
    if (error.getProperty() != null) {
      path.add(error.getProperty());
    }
    return String.join(".", path);
  }
}
