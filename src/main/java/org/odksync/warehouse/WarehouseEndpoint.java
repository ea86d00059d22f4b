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

/** A statement of {@code sql/}. */
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
          "Whose names the statement has: the form of the run, the version of it that the run uses,"
              + " its work, or a variable")
  private String of = "form";

  @UriParam(
      description =
          "How often the statement is tried again when the database is away; else the run is")
  private int attemptsWhenAway;

  WarehouseEndpoint(String uri, WarehouseComponent component, String statement) {
    super(uri, component);
    this.statement = statement;
    // fails here, when the route is made, if there is no such file
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

  /** As it is written. */
  String text() {
    return text;
  }

  /** Whether it needs names filled in. */
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
    throw new UnsupportedOperationException("a statement is only sent to");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
