package org.odksync.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the form's file says beside which form it is. Tables, columns and views follow from it, so
 * it is part of what a version of the form is: one is used as it was made, until a walk makes the
 * next.
 *
 * @param keepsDeleted whether a submission that Central has deleted stays
 * @param images as {@link Form#getImages}
 * @param views as {@link Form#getViews}
 * @param unified the file of the query for the unified table; empty for none
 */
record FormOptions(
    boolean keepsDeleted, Map<String, String> images, Map<String, String> views, String unified) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The order of images counts: the first is the one that the placeholder stands for. */
  FormOptions {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
  }

  /** As it is stored with a version. */
  String json() {
    return write(this);
  }

  /** Other options have another name. */
  String name() {
    return SqlQuoting.shortHash(json());
  }

  /** The end of the name of a version with these options. */
  String ending() {
    return " " + name();
  }

  boolean hasOwnUnified() {
    return !unified.isEmpty();
  }

  FormOptions withDeletes(boolean keeps) {
    return new FormOptions(keeps, images, views, unified);
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
