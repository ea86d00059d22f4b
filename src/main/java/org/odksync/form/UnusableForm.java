package org.odksync.form;

/** A form that cannot be copied. The message says why and what to do. */
public final class UnusableForm extends RuntimeException {

  UnusableForm(String sentence) {
    super(sentence);
  }

  /** What is wrong and, after ": ", what to do. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
