package org.odksync.form;

/** A form that cannot be copied as it is. The message is a sentence that says what to do. */
public final class UnusableForm extends RuntimeException {

  UnusableForm(String sentence) {
    super(sentence);
  }

  /** What is wrong, and after a colon what to do. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
