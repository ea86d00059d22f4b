package org.odksync.app;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralSession;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.client.HttpClientDefaults;
import org.odksync.central.feed.FeedSteps;
import org.odksync.central.feed.RecordStreams;
import org.odksync.central.reconcile.ReconciliationSteps;
import org.odksync.central.schema.FormSchemas;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.config.TrustedCertificates;
import org.odksync.run.RouteClient;
import org.odksync.warehouse.WarehouseClient;

/** Binds the beans of ODK Central: session, HTTP clients, feeds, comparison and schema. */
final class CentralBeans {

  private final Wiring wiring;

  CentralBeans(Wiring wiring) {
    this.wiring = wiring;
  }

  CentralUrls bind(Service.Mode mode, RouteClient routes, WarehouseClient warehouse) {
    Settings settings = wiring.settings();
    settings.trust().ifPresent(this::trust);
    CentralUrls central =
        new CentralUrls(settings.central().baseUrl(), settings.sync().overlap(), Clock.systemUTC());
    wiring.bind("central", central);
    bindClients(mode);
    wiring.bind("formSchemas", new FormSchemas(central, warehouse, routes));
    ExecutorService readers =
        Executors.newCachedThreadPool(new CamelThreadFactory("#name# #counter#", "reader", true));
    wiring.closedAtEnd((AutoCloseable) readers::shutdownNow);
    wiring.bind(
        "feeds",
        new FeedSteps(
            central,
            new RecordStreams(
                wiring.timeouts().number("walk.chunkRecords"), settings.sync().formZone(), readers),
            Math.toIntExact(settings.sync().rejectLimit())));
    wiring.bind("reconciliations", new ReconciliationSteps(central));
    return central;
  }

  private void bindClients(Service.Mode mode) {
    Timeouts timeouts = wiring.timeouts();
    CentralSession session =
        wiring.closedAtEnd(
            new CentralSession(
                wiring.settings().central(),
                timeouts.milliseconds("central.loginMilliseconds"),
                timeouts.milliseconds("central.keepMilliseconds"),
                Clock.systemUTC(),
                wiring.outbound()));
    wiring.bind("centralSession", session);
    HttpClientDefaults plain =
        new HttpClientDefaults(
            wiring.outbound(), timeouts.milliseconds("central.keepMilliseconds"));
    wiring.bind("httpClientDefaults", plain);
    if (mode == Service.Mode.CHECKING) {
      wiring.bind(
          "centralClient",
          wiring.closedAtEnd(
              new CentralClient(
                  session,
                  plain,
                  wiring.outbound(),
                  timeouts.milliseconds("central.idleMilliseconds"))));
    }
  }

  /** For Camel's own HTTP client; a file's URL may be https where Central's is not. */
  private void trust(TrustedCertificates trust) {
    TrustManagersParameters managers = new TrustManagersParameters();
    managers.setTrustManager(trust.manager());
    SSLContextParameters tls = new SSLContextParameters();
    tls.setTrustManagers(managers);
    wiring.bind("trust", tls);
    for (String component : List.of("http", "https")) {
      wiring.set("camel.component.%s.sslContextParameters".formatted(component), "#trust");
    }
  }
}
