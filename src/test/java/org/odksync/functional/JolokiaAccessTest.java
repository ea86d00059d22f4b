package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.component.platform.http.spi.PlatformHttpPluginRegistry;
import org.jolokia.server.core.restrictor.RestrictorFactory;
import org.jolokia.server.core.service.api.Restrictor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jolokia-access.xml allows over Jolokia. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JolokiaAccessTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse battery";
  private static final String JOLOKIA = "/observe/jolokia";
  private static final String CONTEXT =
      "org.apache.camel:context=odk-sync,type=context,name=\"odk-sync\"";
  private static final String ROUTE =
      "org.apache.camel:context=odk-sync,type=routes,name=\"main_submissions\"";

  /** Tracers and debuggers collect bodies and headers. */
  private static final String TRACER =
      "org.apache.camel:context=odk-sync,type=tracer,name=BacklogTracer";

  /** Could be readable anywhere in the JVM. */
  private static final String PROPERTY = "odk-sync.a.secret";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final Platform platform = new Platform();
  private ApiCaller server;
  private boolean isServedOnDemand;

  JolokiaAccessTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", PASSWORD);
    platform.set("VIEWER_PASSWORD", "staple staple staple");
    platform.set("PG_PASS", "the password of the warehouse");
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    isServedOnDemand = isServed();
    System.setProperty(PROPERTY, "a secret in a property");
    server = new ApiCaller(platform.serve());
  }

  @AfterAll
  void close() {
    System.clearProperty(PROPERTY);
    platform.close();
  }

  // --- what is allowed

  /** Tries all operations of all beans, with and without signature. */
  @Test
  void otherOperationsAreRefused() throws Exception {
    Restrictor restrictor = restrictor();
    Set<String> allowed = new TreeSet<>();
    for (ObjectName bean : beans.queryNames(null, null)) {
      for (MBeanOperationInfo operation : beans.getMBeanInfo(bean).getOperations()) {
        Stream.of(operation.getName(), signature(operation))
            .filter(name -> restrictor.isOperationAllowed(bean, name))
            .forEach(name -> allowed.add(bean.getKeyProperty("type") + " " + name));
      }
    }

    assertThat(allowed)
        .containsExactlyInAnyOrder(
            "context componentNames()",
            "context dumpRoutesAsXml()",
            "context dumpRoutesStatsAsXml",
            "context reset(boolean)",
            "context resume()",
            "context start()",
            "context suspend()",
            "routes dumpRouteAsXml()",
            "routes dumpRouteStatsAsXml",
            "routes reset(boolean)",
            "routes resume()",
            "routes start()",
            "routes stop()",
            "routes suspend()",
            "services browse()",
            "QuartzScheduler getTriggerState",
            "QuartzScheduler pauseTrigger",
            "QuartzScheduler resumeTrigger",
            "QuartzScheduler standby()",
            "QuartzScheduler start()",
            "QuartzScheduler triggerJob",
            "Threading dumpAllThreads(boolean,boolean)");
  }

  @Test
  void noAttributeIsWritable() throws Exception {
    Restrictor restrictor = restrictor();
    for (ObjectName bean : beans.queryNames(null, null)) {
      assertThat(attributes(bean).map(MBeanAttributeInfo::getName))
          .as(bean.toString())
          .noneMatch(name -> restrictor.isAttributeWriteAllowed(bean, name));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        CONTEXT + "|componentNames()|",
        CONTEXT + "|dumpRoutesAsXml()|",
        "java.lang:type=Threading|dumpAllThreads(boolean,boolean)|false,false"
      })
  void operationsOfHawtioAreAllowed(String bean, String operation, String arguments)
      throws Exception {
    assertThat(exec(bean, operation, arguments).path("status").intValue()).isEqualTo(200);
  }

  /**
   * Hawtio reads the statistics of all routes every 2 s: with step statistics that takes seconds.
   */
  @Test
  void stepsAreNotRegistered() throws Exception {
    assertThat(beans.queryNames(new ObjectName("org.apache.camel:type=routes,*"), null))
        .isNotEmpty();
    assertThat(beans.queryNames(new ObjectName("org.apache.camel:type=processors,*"), null))
        .isEmpty();
  }

  @Test
  void routeIsStoppedAndStarted() throws Exception {
    assertThat(exec(ROUTE, "stop()", (String) null).path("status").intValue()).isEqualTo(200);
    assertThat(state()).isEqualTo("Stopped");

    assertThat(exec(ROUTE, "start()", (String) null).path("status").intValue()).isEqualTo(200);
    assertThat(state()).isEqualTo("Started");
  }

  private String state() throws IOException, InterruptedException {
    return post(request("read", ROUTE).put("attribute", "State")).get("value").textValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        CONTEXT + "|sendBody(java.lang.String,java.lang.Object)|direct:unified,x",
        CONTEXT + "|sendBody|direct:unified,x",
        CONTEXT + "|requestBody(java.lang.String,java.lang.Object)|language:simple:x,x",
        CONTEXT + "|sendStringBody(java.lang.String,java.lang.String)|log:x,x",
        CONTEXT + "|createEndpoint(java.lang.String)|log:x",
        CONTEXT + "|removeEndpoints(java.lang.String)|*",
        CONTEXT + "|stop()|",
        CONTEXT + "|restart()|",
        CONTEXT + "|setTracing(java.lang.Boolean)|true",
        ROUTE + "|remove()|",
        ROUTE + "|updateRouteFromXml(java.lang.String)|<route/>",
        TRACER + "|setEnabled(boolean)|true",
        TRACER + "|dumpAllTracedMessagesAsXml()|",
        "com.sun.management:type=HotSpotDiagnostic|dumpHeap|/tmp/x.hprof,true",
        "com.sun.management:type=DiagnosticCommand|vmSystemProperties|",
        "java.util.logging:type=Logging|getLoggerLevel|x",
        "java.lang:type=Memory|gc()|",
        "jdk.management.jfr:type=FlightRecorder|newRecording()|",
        "jolokia:type=Config,*|debugInfo()|"
      })
  void harmfulOperationsAreRefused(String bean, String operation, String arguments)
      throws Exception {
    JsonNode answer = exec(bean, operation, arguments);

    assertThat(answer.path("status").intValue()).as(answer.toString()).isIn(400, 403, 404);
    assertThat(answer.has("value")).isFalse();
  }

  @Test
  void tracingCannotBeEnabled() throws Exception {
    for (String attribute : List.of("Tracing", "MessageHistory")) {
      ObjectNode request = request("write", CONTEXT);
      request.put("attribute", attribute).put("value", true);
      assertThat(post(request).path("status").intValue()).isEqualTo(403);
    }
    assertThat(beans.queryNames(new ObjectName("org.apache.camel:type=tracer,*"), null)).isEmpty();
  }

  /** The target does not exist. */
  @Test
  void proxyRequestsAreRefused() throws Exception {
    ObjectNode request = request("read", "java.lang:type=Memory");
    request.putObject("target").put("url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi");

    assertThat(post(request).path("status").intValue()).isEqualTo(200);
  }

  @Test
  void notificationsAreRefused() throws Exception {
    ObjectNode request = request("notification", CONTEXT);
    request.put("command", "add").put("client", "x").put("mode", "pull");

    assertThat(post(request).path("status").intValue()).isNotEqualTo(200);
  }

  // --- what can be read

  @Test
  void secretsCannotBeRead() throws Exception {
    List<String> secrets =
        List.of(
            PASSWORD,
            "staple staple staple",
            platform.variable("ODATA_PASS"),
            platform.variable("PG_PASS"),
            platform.variable("AWS_SECRET_ACCESS_KEY"),
            System.getProperty(PROPERTY));
    ArrayNode requests = JSON.createArrayNode();
    for (ObjectName bean : beans.queryNames(null, null)) {
      requests.add(request("read", bean.toString()));
    }
    requests.add(exec(CONTEXT, "dumpRoutesAsXml()"));
    requests.add(exec("java.lang:type=Threading", "dumpAllThreads(boolean,boolean)", true, true));

    String answers = send(requests).replaceAll("\"sample-central-\\d+\"", "a thread");

    assertThat(answers).contains("main_submissions", "HeapMemoryUsage", "AllTriggers");
    assertThat(secrets).allSatisfy(secret -> assertThat(answers.contains(secret)).isFalse());
  }

  /** Error messages could contain data. */
  @Test
  void errorsOfRoutesCannotBeRead() throws Exception {
    JsonNode route = post(request("read", ROUTE)).path("value");

    assertThat(route.path("State").textValue()).isEqualTo("Started");
    assertThat(route.at("/LastError/error").asText()).contains("is forbidden");
  }

  // --- who can send requests

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "POST, admin:correct horse battery, -, 200",
        "POST, admin:correct horse battery, https://evil.example.org, 403",
        "GET, admin:correct horse battery, https://evil.example.org, 403",
        "GET, viewer:staple staple staple, -, 403",
        "POST, viewer:staple staple staple, -, 403"
      })
  void accessDependsOnLoginAndOrigin(String method, String login, String origin, int status)
      throws Exception {
    for (String path : List.of(JOLOKIA, "/hawtio/jolokia")) {
      String[] headers =
          origin == null
              ? new String[] {"Authorization", basic(login)}
              : new String[] {"Authorization", basic(login), "Origin", origin};
      ApiCaller.Answer answer = server.send(method, path, "{\"type\":\"version\"}", headers);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void emptyRequestGetsAnExplanation() throws Exception {
    for (String path : List.of(JOLOKIA, JOLOKIA + "/", "/hawtio/jolokia")) {
      for (String content : List.of("", " ")) {
        ApiCaller.Answer answer =
            server.send("POST", path, content, "Authorization", basic("admin:" + PASSWORD));
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.detail()).contains("as JSON in the body");
      }
    }
  }

  @Test
  void getRequestsAreRefused() throws Exception {
    String path = JOLOKIA + "/read/java.lang:type=Memory";
    ApiCaller.Answer answer =
        server.send("GET", path, "", "Authorization", basic("admin:" + PASSWORD));

    assertThat(answer.http().body()).contains("403").doesNotContain("HeapMemoryUsage\":{");
    assertThat(server.get(path).status()).isEqualTo(401);
    assertThat(server.post(JOLOKIA).status()).isEqualTo(401);
  }

  @Test
  void onlyTheServiceHasJolokia() throws Exception {
    assertThat(isServedOnDemand).isFalse();
    assertThat(isServed()).isTrue();
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("com.sun.management.jmxremote"));
  }

  // --- helpers

  private boolean isServed() throws SQLException {
    return platform
            .service()
            .camel()
            .getCamelContextExtension()
            .getContextPlugin(PlatformHttpPluginRegistry.class)
        != null;
  }

  private static Restrictor restrictor() throws IOException {
    return RestrictorFactory.lookupPolicyRestrictor("classpath:/jolokia-access.xml");
  }

  private static String signature(MBeanOperationInfo operation) {
    return Arrays.stream(operation.getSignature())
        .map(MBeanParameterInfo::getType)
        .collect(Collectors.joining(",", operation.getName() + "(", ")"));
  }

  private Stream<MBeanAttributeInfo> attributes(ObjectName bean) throws JMException {
    return Arrays.stream(beans.getMBeanInfo(bean).getAttributes());
  }

  private static ObjectNode request(String type, String bean) {
    return JSON.createObjectNode().put("type", type).put("mbean", bean);
  }

  private static ObjectNode exec(String bean, String operation, Object... arguments) {
    ObjectNode request = request("exec", bean).put("operation", operation);
    request.set("arguments", JSON.valueToTree(arguments));
    return request;
  }

  /**
   * @param arguments separated by commas
   */
  private JsonNode exec(String bean, String operation, String arguments) throws Exception {
    Object[] split = arguments == null ? new Object[0] : arguments.split(",");
    return post(exec(bean, operation, split));
  }

  private JsonNode post(JsonNode request) throws IOException, InterruptedException {
    return JSON.readTree(send(request));
  }

  private String send(JsonNode request) throws IOException, InterruptedException {
    return server
        .send(
            "POST",
            JOLOKIA + "?ignoreErrors=true",
            request.toString(),
            "Authorization",
            basic("admin:" + PASSWORD))
        .http()
        .body();
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
