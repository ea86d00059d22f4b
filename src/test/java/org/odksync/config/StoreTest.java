package org.odksync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the links to pictures lead, as browsers are told before there is one. */
class StoreTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "images, eu-central-1, -, https://images.s3.eu-central-1.amazonaws.com",
        "images, us-east-1, -, https://images.s3.amazonaws.com",
        "images, cn-north-1, -, https://images.s3.cn-north-1.amazonaws.com.cn",
        "my.images, eu-central-1, -, https://s3.eu-central-1.amazonaws.com",
        "images, us-east-1, http://minio:9000, http://minio:9000",
        "images, auto, https://account.r2.example.org, https://account.r2.example.org"
      })
  void addressIsThatOfTheLinks(String name, String region, String endpoint, String origin) {
    URI address =
        Store.address(
            new Settings.Bucket(
                name,
                region,
                Optional.ofNullable(endpoint).map(URI::create),
                Optional.empty(),
                "folder",
                Optional.empty()));

    assertThat(address.getScheme() + "://" + address.getAuthority()).isEqualTo(origin);
  }
}
