package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.odksync.embedded.central.FieldType;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;
import org.odksync.embedded.central.Submissions;
import org.odksync.functional.HostileForms.Event;
import org.odksync.functional.HostileForms.HostileForm;
import org.odksync.run.RunOptions;

/** A generated form in its own sample Central, and a service that syncs it. */
final class HostileSurvey implements AutoCloseable {

  private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";
  private static final Set<String> HAVE_QUESTIONS = Set.of("structure", "repeat");

  private final HostileForm form;
  private final Platform platform;
  private final Submissions submissions;

  /** The types of the current version's questions by path. */
  private final Map<String, String> questions = new LinkedHashMap<>();

  /** The types of all versions' questions by path: Central refuses to change a type. */
  private final Map<String, String> types = new HashMap<>();

  HostileSurvey(HostileForm form) throws IOException, SQLException {
    this.form = form;
    List<String> lines = FormQuestion.lines(form.questions());
    for (String line : lines) {
      String[] typeAndPath = line.split(" ", 2);
      questions.put(typeAndPath[1], typeAndPath[0]);
    }
    types.putAll(questions);
    SampleCentral central =
        SampleCentral.startEmpty(
            Clock.systemUTC(),
            new SampleForm(form.id(), "Survey", SampleCentral.PROJECT_ID, lines));
    submissions = central.submissions();
    platform = new Platform(central);
    platform.set("FORM_TIMEZONE", HostileAnswers.ZONE);
    platform.set("SYNC_DELETES", form.keepsDeleted() ? "keep" : "mirror");
    platform.set("REJECT_LIMIT", "1000000");
    // small chunks, so that a few submissions need several
    platform.property("walk.chunkRecords", "2");
  }

  void play(Event event) throws SQLException {
    switch (event.kind()) {
      case CREATE -> create(event.seed());
      case EDIT -> pick(submissions.list(), event).ifPresent(id -> edit(id, event.seed()));
      case DELETE -> pick(submissions.list(), event).ifPresent(submissions::delete);
      case RESTORE -> pick(submissions.deleted(), event).ifPresent(submissions::restore);
      case PUBLISH -> publish(new Random(event.seed()));
      case MAIN -> platform.succeed(SyncTypeName.MAIN.id());
      case PERSONS -> platform.succeed(SyncTypeName.PERSONS.id());
      case UNIFIED -> platform.run(SyncTypeName.UNIFIED.id());
    }
  }

  /** Runs an idle cycle; then the warehouse must equal Central. */
  void finish() throws SQLException, IOException, InterruptedException {
    // a new form version changes no ETag: it arrives with the next change
    create(0);
    platform.succeed(SyncTypeName.MAIN.id(), SyncTypeName.PERSONS.id());
    platform.send(SyncTypeName.RECONCILE.id(), RunOptions.comparing(true, false, false));
    assertThat(platform.warehouse().lastRun(SyncTypeName.RECONCILE.id()).get("status").textValue())
        .isEqualTo("success");
    platform.succeed(OnPlatform.ALL);
    new AnyFormComparison(platform, form.keepsDeleted()).check();
  }

  private void create(int seed) {
    Random random = new Random(seed);
    ObjectNode answers = new HostileAnswers(random).to(questions, "");
    List<String> ids = List.of("uuid:", "O'Hara \"/%2F ?#", "ключ İ ", "x".repeat(500));
    answers
        .withObjectProperty("meta")
        .put(
            "instanceID",
            ids.get(random.nextInt(ids.size()))
                + (submissions.list().size() + submissions.deleted().size()));
    arrive(submissions.create(answers));
  }

  private void edit(String id, int seed) {
    submissions.edit(
        id, values -> values.setAll(new HostileAnswers(new Random(seed)).to(questions, "")));
    arrive(id);
  }

  private void arrive(String id) {
    for (Map.Entry<String, Optional<byte[]>> file : submissions.attachments(id).entrySet()) {
      if (file.getValue().isEmpty()) {
        submissions.putAttachment(
            id, file.getKey(), (JPEG + file.getKey()).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Publishes a version with a new question, or without an existing one. */
  private void publish(Random random) {
    List<String> places = new ArrayList<>(List.of(""));
    questions.forEach(
        (path, type) -> {
          if (HAVE_QUESTIONS.contains(type)) {
            places.add(path);
          }
        });
    String place = places.get(random.nextInt(places.size()));
    FormQuestion another = HostileForms.another(random);
    String path = place + "/" + another.name();
    String type = types.getOrDefault(path, another.type());
    if (questions.containsKey(path)) {
      platform.central().draft().remove(path).publish();
      questions.keySet().removeIf(each -> (each + "/").startsWith(path + "/"));
    } else if (!HAVE_QUESTIONS.contains(type)
        && (!place.isEmpty() || HostileForms.isAllowedAtTop(another.name()))) {
      platform.central().draft().add(path, fieldType(type)).publish();
      questions.put(path, type);
      types.put(path, type);
    }
  }

  private static FieldType fieldType(String word) {
    return FieldType.valueOf(word.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }

  private static Optional<String> pick(List<ObjectNode> some, Event event) {
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(some.get(event.which() % some.size()).get("__id").textValue());
  }

  @Override
  public void close() {
    platform.close();
  }
}
