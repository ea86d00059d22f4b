package org.odksync.functional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * A change at Central, or the passing of time. Submissions are named by their index in its list.
 */
interface Change extends Step {

  void in(ModelCentral central);

  @Override
  default void in(SequenceRunner runner) throws SQLException {
    in(runner.central());
  }

  /**
   * @param seconds since the last change: a broken feed resumes at its time
   * @param image whether it names an image
   * @param arrives whether the image arrives at once
   */
  record Insert(int seconds, int persons, boolean image, boolean arrives) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.pass(Duration.ofSeconds(seconds));
      central.insert(persons, image, arrives);
    }
  }

  /** Commits an upload that started this long ago. */
  record LateCommit(int secondsAgo, int persons) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.insertLate(persons, Duration.ofSeconds(secondsAgo));
    }
  }

  record Edit(int which, Kind kind) implements Change {

    /** What the edit changes. */
    enum Kind {
      VALUE,
      VALUE_IN_A_GROUP,
      NEW_IMAGE,
      ADD_A_PERSON,
      CHANGE_A_PERSON,
      MOVE_THE_FIRST_PERSON_TO_THE_END,
      REMOVE_THE_FIRST_PERSON,
      REMOVE_ALL_PERSONS;

      private void change(ModelCentral central, ObjectNode row) {
        ObjectNode group = (ObjectNode) row.get("property_description");
        ArrayNode persons = (ArrayNode) row.get("person_details");
        if (persons.isEmpty()
            && (this == CHANGE_A_PERSON || this == MOVE_THE_FIRST_PERSON_TO_THE_END)) {
          persons.add(central.person());
        }
        switch (this) {
          case VALUE -> central.fillAdded(row.put("check_counts_1", central.newValue()));
          case VALUE_IN_A_GROUP ->
              central.fillAdded(group.put("property_name", central.newValue()));
          case NEW_IMAGE -> group.put("building_image", central.newValue() + ".jpg");
          case ADD_A_PERSON -> persons.add(central.person());
          case CHANGE_A_PERSON ->
              central.fillAdded(
                  ((ObjectNode) persons.get(0)).put("business_name", central.newValue()));
          case MOVE_THE_FIRST_PERSON_TO_THE_END -> persons.add(persons.remove(0));
          case REMOVE_THE_FIRST_PERSON -> persons.remove(0);
          case REMOVE_ALL_PERSONS -> persons.removeAll();
        }
      }
    }

    @Override
    public void in(ModelCentral central) {
      central.edit(which, row -> kind.change(central, row));
    }

    @Override
    public String toString() {
      return "Edit[%d, %s]"
          .formatted(which, kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  record Review(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.review(which);
    }
  }

  record Delete(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.delete(which);
    }
  }

  record Restore(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.restore(which);
    }
  }

  record Purge(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.purge(which);
    }
  }

  /** The missing images of a submission arrive. */
  record ImagesArrive(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.arrive(which);
    }
  }

  /** Replaces the images of a submission by others with the same names. */
  record ImagesReplaced(int which) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.replaceImage(which);
    }
  }

  /** Renames the submitter of all submissions. */
  record SubmitterRenamed() implements Change {
    @Override
    public void in(ModelCentral central) {
      central.renameSubmitter();
    }
  }

  /** Publishes a form version with a new field: at the top level, in a group or in the repeat. */
  record FieldAdded(Place place) implements Change {

    /** Where the field is. */
    enum Place {
      TOP(""),
      GROUP("/property_description"),
      REPEAT("/person_details");

      private final String path;

      Place(String path) {
        this.path = path;
      }
    }

    @Override
    public void in(ModelCentral central) {
      central.addField(place.path);
    }
  }

  /** Publishes a form version with one field less. */
  record FieldRemoved() implements Change {
    @Override
    public void in(ModelCentral central) {
      central.removeField();
    }
  }

  record TimePasses(int seconds) implements Change {
    @Override
    public void in(ModelCentral central) {
      central.pass(Duration.ofSeconds(seconds));
    }
  }
}
