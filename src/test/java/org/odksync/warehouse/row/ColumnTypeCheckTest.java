package org.odksync.warehouse.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeCheckTest {

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
        "bigint | \"12\" | true",
        "bigint | \"-007\" | true",
        "bigint | \"9223372036854775808\" | false",
        "bigint | \"1.5\" | false",
        "bigint | \"12 kg\" | false",
        "bigint | \"\" | false",
        "bigint | \"٣\" | false",
        "numeric | 1e+21 | true",
        "numeric | \"1.50\" | true",
        "numeric | \"-1.5e-7\" | true",
        "numeric | \"NaN\" | false",
        "numeric | \"Infinity\" | false",
        "numeric | \"0x10\" | false",
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
        "text | \"\\ud83d\\ude00\" | true",
        "text | \"half \\ud83d\" | false",
        "text | \"\\ude00\\ud83d\" | false",
        "jsonb | {\"a\":[1,{\"b\":\"x\"}]} | true",
        "jsonb | {\"a\":[1,{\"b\":\"x\\u0000\"}]} | false",
        "jsonb | {\"a\":[1,{\"b\":\"\\ude00\"}]} | false"
      })
  void checkAcceptsWhatPostgresAccepts(String type, String value, boolean fits)
      throws JsonProcessingException {
    ColumnTypeCheck check = ColumnTypeCheck.of(type, json.readTree(value), ZoneOffset.UTC);

    assertThat(check.misfit().isEmpty()).as(check.toString()).isEqualTo(fits);
    assertThat(check.misfit().toString()).doesNotContain("2026", "anything", "half \ud83d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint | \"12\" | 12",
        "bigint | \"-007\" | -7",
        "numeric | \"1.25\" | 1.25",
        "text | \"12\" | \"12\"",
        "timestamptz | \"2026-01-02T14:20:07.5\" | \"2026-01-02T14:20:07.5+01:00\"",
        "timestamptz | \"2026-07-02T14:20:07\" | \"2026-07-02T14:20:07+02:00\"",
        "timestamptz | \"2026-03-29T02:30:00\" | \"2026-03-29T03:30:00+02:00\"",
        "timestamptz | \"2026-10-25T02:30:00\" | \"2026-10-25T02:30:00+02:00\"",
        "timestamptz | \"2026-01-02T14:20:07-05:00\" | \"2026-01-02T14:20:07-05:00\""
      })
  void valueIsConvertedForItsColumn(String type, String value, String stored)
      throws JsonProcessingException {
    assertThat(ColumnTypeCheck.of(type, json.readTree(value), ZoneId.of("Europe/Paris")).value())
        .hasToString(json.readTree(stored).toString());
  }
}
