package org.odksync.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of the form's file. Tables, columns and views depend on them, so they are part of a
 * version of the form: a version keeps its options until a pass creates the next one.
 *
 * @param keepsDeleted whether to keep submissions that Central has deleted
 * @param images as {@link Form#getImages}
 * @param views as {@link Form#getViews}
 * @param unified file of the custom query for the unified table; empty for none
 */
record FormOptions(
    boolean keepsDeleted, Map<String, String> images, Map<String, String> views, String unified) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps the order of images: the placeholder replaces a missing first image. */
  FormOptions {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
  }

  /** The options as JSON, as stored with a version. */
  String json() {
    return write(this);
  }

  /** A short hash of the options. */
  String shortHash() {
    return SqlQuoting.shortHash(json());
  }

  /** The suffix in the hash of a version with these options. */
  String suffix() {
    return " " + shortHash();
  }

  boolean hasCustomUnifiedTable() {
    return !unified.isEmpty();
  }

  FormOptions withDeletes(boolean keepsDeleted) {
    return new FormOptions(keepsDeleted, images, views, unified);
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
