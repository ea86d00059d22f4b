package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/** A process with 128 MB copies ten images of 40 MB at once. */
@Tag("soak")
class LargeImagesIT {

  private static final int IMAGES = 10;
  private static final int MEGABYTES = 40;
  private static final byte[] BLOCK = new byte[1_000_000];

  @ParameterizedTest(name = "with Content-Length: {0}")
  @ValueSource(booleans = {true, false})
  void largeImagesAreStoredWhole(boolean hasLength) throws Exception {
    SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());
    for (int i = 0; i < IMAGES; i++) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      values.putObject("property_description").put("building_image", "large.jpg");
      central.submissions().create(values);
    }
    central.faults().next("/large.jpg", large(hasLength), IMAGES);
    try (ProcessEnvironment surroundings = new ProcessEnvironment(central)) {
      // the timeouts of production, for slow test machines
      surroundings.useDefaultLeases();
      ServiceProcess instance =
          surroundings.start(
              Map.of("JAVA_OPTS", "-Xmx128m", "MAX_WORKERS", String.valueOf(IMAGES)), "sync");

      assertThat(instance.end()).as(instance::output).isZero();

      List<JsonNode> files =
          surroundings.warehouse().query("SELECT to_jsonb(a) FROM odk_attachment a");
      assertThat(files)
          .hasSize(IMAGES)
          .allSatisfy(
              file -> assertThat(file.get("state").textValue()).as("%s", file).isEqualTo("stored"));
      for (JsonNode file : files) {
        assertServed(URI.create(file.get("url").textValue()));
      }
    }
  }

  /** An image that is never in memory as a whole. */
  private static Fault large(boolean hasLength) {
    return normal ->
        exchange -> {
          exchange.sendResponseHeaders(200, hasLength ? (long) MEGABYTES * BLOCK.length : 0);
          for (int i = 0; i < MEGABYTES; i++) {
            exchange.getResponseBody().write(block(i));
          }
          exchange.close();
        };
  }

  private static byte[] block(int number) {
    byte[] block = BLOCK.clone();
    byte[] start = HexFormat.of().parseHex("ffd8ffe0");
    System.arraycopy(start, 0, block, 0, start.length);
    block[start.length] = (byte) number;
    return block;
  }

  private static void assertServed(URI link) throws IOException, SQLException {
    try (InputStream served = link.toURL().openStream()) {
      for (int i = 0; i < MEGABYTES; i++) {
        assertThat(served.readNBytes(BLOCK.length)).isEqualTo(block(i));
      }
      assertThat(served.read()).isEqualTo(-1);
    }
  }
}
