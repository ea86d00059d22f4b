package org.odksync.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.spi.ClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schemas of records say what the answers are: names in snake case, what is always there,
 * and what may be null.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as OpenAPI's classes are
final class RecordSchemas {

  private static final String CLASS_NAME = "x-className";
  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  private final ClassResolver classes;

  RecordSchemas(ClassResolver classes) {
    this.classes = classes;
  }

  void correct(Schema schema) {
    Class<?> type = type(schema);
    Map<String, Schema> given =
        Optional.ofNullable((Map<String, Schema>) schema.getProperties()).orElse(Map.of());
    Map<String, Schema> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = NAMES.translate(component.getName());
      Schema property =
          Optional.ofNullable(given.get(component.getName())).orElseGet(() -> given.get(name));
      if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
        schema.setAdditionalProperties(property.getAdditionalProperties());
      } else {
        properties.put(name, canBeNull(type, component) ? nullable(property) : property);
        if (isAlwaysThere(type, component)) {
          required.add(name);
        }
      }
    }
    schema.setProperties(properties.isEmpty() ? null : properties);
    schema.setRequired(required.isEmpty() ? null : required);
    schema.setExtensions(null);
  }

  private Class<?> type(Schema schema) {
    Map<?, ?> said = (Map<?, ?>) Objects.requireNonNull(schema.getExtensions().get(CLASS_NAME));
    Object name = said.get("format");
    return classes.resolveClass(String.valueOf(name));
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean canBeNull(Class<?> type, RecordComponent component) {
    return isNullable(component) && isAlwaysThere(type);
  }

  /** In OpenAPI 3.0 nothing can stand beside a reference, and null has no type of its own. */
  private static Schema nullable(Schema property) {
    if (property.get$ref() != null) {
      Schema none = new Schema<>().type("object").nullable(true);
      none.setEnum(Collections.singletonList(null));
      return new Schema<>().anyOf(List.of(new Schema<>().$ref(property.get$ref()), none));
    }
    if (property.getAdditionalProperties() instanceof Schema any && any.get$ref() == null) {
      property.setAdditionalProperties(true);
    }
    return property.nullable(true);
  }

  private static boolean isAlwaysThere(Class<?> type, RecordComponent component) {
    return !isNullable(component)
        || (isAlwaysThere(type) && isAlwaysThere(component.getAccessor()));
  }

  private static boolean isAlwaysThere(AnnotatedElement element) {
    return !element.isAnnotationPresent(JsonInclude.class);
  }
}
