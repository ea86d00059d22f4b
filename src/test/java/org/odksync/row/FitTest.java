package org.odksync.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint | 12 | true",
        "bigint | 9223372036854775807 | true",
        "bigint | 9223372036854775808 | false",
        "bigint | 1e+21 | false",
        "bigint | null | true",
        "bigint | \"12\" | false",
        "numeric | 1e+21 | true",
        "numeric | \"x\" | false",
        "date | \"2026-02-28\" | true",
        "date | \"2026-02-30\" | false",
        "date | \"not-a-date\" | false",
        "date | \"0000-01-01\" | false",
        "date | 20260101 | false",
        "timestamptz | \"2026-05-02T14:20:07.599+00:00\" | true",
        "timestamptz | \"2026-05-02T14:20:07.599Z\" | true",
        "timestamptz | \"2026-05-02T14:20:07\" | true",
        "timestamptz | \"2026-02-30T25:61:00.000+00:00\" | false",
        "timestamptz | \"soon\" | false",
        "timestamptz | \"2026-05-02T14:20:07+15:59\" | true",
        "timestamptz | \"2026-05-02T14:20:07+17:00\" | false",
        "timestamptz | \"2026-05-02T14:20:07+01:00[Europe/Paris]\" | false",
        "text | \"anything\" | true",
        "text | \"a\\u0000b\" | false",
        "text | \"a\\\\u0000b\" | true",
        "jsonb | {\"a\":[1,{\"b\":\"x\"}]} | true",
        "jsonb | {\"a\":[1,{\"b\":\"x\\u0000\"}]} | false"
      })
  void valuesThatPostgresTakes(String type, String value, boolean fits)
      throws JsonProcessingException {
    assertThat(Fit.fits(type, json.readTree(value))).isEqualTo(fits);
  }
}
