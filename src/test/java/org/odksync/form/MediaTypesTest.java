package org.odksync.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  private static final String FORM =
      """
      <?xml version="1.0"?>
      <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
          xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms">
        <h:head><model>
          <bind nodeset="/data/photo" type="binary"/>
          <odk:recordaudio event="odk:instance-load" ref="/data/background"/>
        </model></h:head>
        <h:body>
          <upload ref="/data/photo" mediatype="image/*"><label>P</label></upload>
          <upload ref="/data/clip.1" mediatype=" Video/* "/>
          <upload ref="/data/extra:voice" mediatype="audio/*"/>
          <upload ref="/data/any"/>
          <group ref="/data/g">
            <repeat nodeset="/data/g/r"><upload ref="paper" mediatype="application/*"/></repeat>
            <input ref="/data/g/name"/>
          </group>
        </h:body>
      </h:html>
      """;

  @ParameterizedTest
  @CsvSource({
    "/photo, image/*",
    "/clip_1, video/*",
    "/voice, audio/*",
    "/background, audio/*",
    "/g/r/paper, application/*",
    "/any,",
    "/g/name,",
    "/unknown,"
  })
  void mediaTypeComesFromTheUpload(String path, String mediaType) throws Exception {
    assertThat(added(FORM, path).get("mediatype")).isEqualTo(mediaType);
  }

  @ParameterizedTest
  @CsvSource({
    "/photo, binary, image/*, true",
    "/photo, binary, image/png, true",
    "/photo, binary, '*/*', true",
    "/photo, binary,, true",
    "/voice, binary, audio/*, false",
    "/paper, binary, application/*, false",
    "/meta/audit, binary,, false",
    "/meta/photo, binary,, true"
  })
  void onlyPossibleImagesAreImages(String path, String type, String mediaType, boolean image) {
    Field field = new Field(List.of(path.substring(1).split("/")), type, mediaType);

    assertThat(field.noImage().isEmpty()).isEqualTo(image);
  }

  @Test
  void externalEntitiesAreRefused() {
    String hostile =
        "<!DOCTYPE h [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><h><upload ref='/data/a'"
            + " mediatype='image/*'>&x;</upload></h>";

    assertThatThrownBy(() -> added(hostile, "/a")).isInstanceOf(XMLStreamException.class);
  }

  @Test
  void invalidXmlIsRefused() {
    assertThatThrownBy(() -> added("{\"xmlFormId\":\"f\"}", "/a"))
        .isInstanceOf(XMLStreamException.class);
  }

  @Test
  void brokenConnectionIsAnIoError() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream broken =
        new SequenceInputStream(
            stream(FORM.substring(0, 400)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("cut");
              }

              @Override
              public void close() {
                closed.set(true);
              }
            });

    assertThatThrownBy(() -> MediaTypes.addTo(List.of(), broken)).isInstanceOf(IOException.class);
    assertThat(closed).isTrue();
  }

  private static Map<String, Object> added(String xml, String path) throws Exception {
    return MediaTypes.addTo(List.of(Map.of("path", path, "type", "binary")), stream(xml)).get(0);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
