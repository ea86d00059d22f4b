package org.odksync.warehouse;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.odksync.form.Statements;

/** A statement in {@code sql/}. */
@UriEndpoint(
    scheme = "warehouse",
    title = "Warehouse",
    syntax = "warehouse:statement",
    producerOnly = true,
    category = Category.DATABASE)
public final class WarehouseEndpoint extends DefaultEndpoint {

  @UriPath(description = "Flow and verb, such as images/link")
  private final String statement;

  private final String text;
  private final boolean hasNames;

  @UriParam(
      description =
          "The source of the statement's names: form (of the run), version (of the form that the run uses),"
              + " work (of the run), or a variable")
  private String of = "form";

  @UriParam(
      description =
          "Retries of the statement if the database is down; 0 if the run is retried instead")
  private int attemptsWhenAway;

  WarehouseEndpoint(String uri, WarehouseComponent component, String statement) {
    super(uri, component);
    this.statement = statement;
    // fails here, when the route is created, if the file does not exist
    this.text = Statements.text(statement);
    this.hasNames = Statements.hasNames(text);
  }

  public String getOf() {
    return of;
  }

  public void setOf(String of) {
    this.of = of;
  }

  public int getAttemptsWhenAway() {
    return attemptsWhenAway;
  }

  public void setAttemptsWhenAway(int attemptsWhenAway) {
    this.attemptsWhenAway = attemptsWhenAway;
  }

  /** The text of the file. */
  String text() {
    return text;
  }

  /** Whether the text has placeholders for names. */
  boolean hasNames() {
    return hasNames;
  }

  String statement() {
    return statement;
  }

  WarehouseComponent component() {
    return (WarehouseComponent) getComponent();
  }

  @Override
  public Producer createProducer() throws Exception {
    return new WarehouseProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("a statement can only be sent to, not consumed from");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
