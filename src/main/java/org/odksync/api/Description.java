package org.odksync.api;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.openapi.BeanConfig;
import org.apache.camel.openapi.RestOpenApiReader;
import org.odksync.http.Problem;

/** The API as OpenAPI describes it: what its routes say, with what holds for all of them. */
public final class Description {

  /** What any request may be answered. */
  private static final Map<String, String> COMMON =
      Map.of(
          "400", "A parameter is not known, or says what it may not",
          "401", "There is no login, or a wrong one",
          "403", "The login may not do this, or the request comes from where none may",
          "406", "The request wants something else than JSON",
          "429", "There were too many wrong logins; to be tried again",
          "500", "A defect or a setting; the log tells",
          "503", "The database is away, or too many requests wait; to be tried again");

  /** What the answer of that status says in a header. */
  private static final Map<String, String> HEADERS =
      Map.of("401", "WWW-Authenticate", "429", "Retry-After", "503", "Retry-After");

  private static final String LOGIN = "login";

  private Description() {}

  /** The description, in JSON. */
  public static String of(CamelContext camel) throws ClassNotFoundException, IOException {
    BeanConfig config = new BeanConfig();
    config.setInfo(
        new Info()
            .title("odk-sync")
            .version("1")
            .description(
                "How the sync types are doing, and runs that are started. Times are ISO-8601 in"
                    + " UTC. HEAD is answered as GET is, without the body. What is not here is"
                    + " answered with 404, another method than those here with 405, and whatever"
                    + " fails with a problem as RFC 9457 has it."));
    OpenAPI api =
        new RestOpenApiReader()
            .read(
                camel,
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRestDefinitions(),
                config,
                camel.getName(),
                camel.getClassResolver());
    api.setServers(null);
    addLogin(api);
    RecordSchemas records = new RecordSchemas(camel.getClassResolver());
    api.getComponents().getSchemas().values().forEach(records::correct);
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(Description::complete);
    return Json.mapper().writeValueAsString(api);
  }

  /** Whether one has to log in is a setting: the description is the same for both. */
  private static void addLogin(OpenAPI api) {
    api.getComponents()
        .addSecuritySchemes(
            LOGIN,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("basic")
                .description(
                    "The user admin may do everything, the user viewer may GET. Without"
                        + " ADMIN_PASSWORD nobody has to log in, and only http://localhost is"
                        + " answered."));
    api.setSecurity(List.of(new SecurityRequirement().addList(LOGIN), new SecurityRequirement()));
  }

  private static void complete(Operation operation) {
    operation.setExtensions(null);
    if (operation.getParameters() != null) {
      operation
          .getParameters()
          .forEach(its -> Parameter.named(its.getName()).ifPresent(p -> limit(its.getSchema(), p)));
    }
    ApiResponses answers = operation.getResponses();
    COMMON.forEach((status, why) -> answers.addApiResponse(status, problem(why)));
    answers.forEach(
        (status, answer) -> {
          if (status.startsWith("4") || status.startsWith("5")) {
            answer.setContent(problem("").getContent());
            Optional.ofNullable(HEADERS.get(status)).ifPresent(name -> addHeader(answer, name));
          }
        });
  }

  private static ApiResponse problem(String why) {
    Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
    return new ApiResponse()
        .description(why)
        .content(new Content().addMediaType(Problem.CONTENT_TYPE, new MediaType().schema(schema)));
  }

  private static void addHeader(ApiResponse answer, String name) {
    answer.addHeaderObject(name, new Header().required(true).schema(new Schema<>().type("string")));
  }

  /** Says what a parameter may be. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // as OpenAPI's classes are
  private static void limit(Schema schema, Parameter parameter) {
    if (parameter.range() != null) {
      schema.setType("integer");
      schema.setFormat("int64");
      schema.setMinimum(BigDecimal.valueOf(parameter.range().least()));
      schema.setMaximum(BigDecimal.valueOf(parameter.range().most()));
      if (parameter.isDefaultTold()) {
        schema.setDefault(parameter.unless());
      }
    } else if (parameter.words().isEmpty()) {
      schema.setMinLength(1);
      schema.setMaxLength(Parameter.LONGEST_TEXT);
    } else {
      schema.setEnum(parameter.words());
    }
  }
}
