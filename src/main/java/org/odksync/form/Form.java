package org.odksync.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ODK form, as its route file declares it, with its newest known version. A bean of the route
 * files, hence the setters. Thread-safe once it is set up.
 */
public final class Form implements StatementSource {

  /** Suffix of versions that keep deleted submissions. */
  static final String KEEP = " keep";

  /** Suffix of versions with corrected names, whose submissions must all be read again. */
  private static final String CORRECTED = " corrected";

  /** Prefixes of our own tables, Quartz's and PostgreSQL's. */
  private static final List<String> RESERVED = List.of("odk_", "qrtz_", "pg_");

  private static final int ASCII = 127;

  /** Maximum length of the form id in a prefix with a hash. */
  private static final int MAX_ID_CHARACTERS = 40;

  private String id = "";
  private String project = "";
  private String alias = "";
  private String prefix = "";
  private String unified = "";
  private boolean keepsDeleted;
  private boolean stored;
  private final Map<String, String> images = new LinkedHashMap<>();
  private final Map<String, String> views = new LinkedHashMap<>();
  private volatile @Nullable FormVersion version;
  private volatile StoredNames existingNames = StoredNames.of(null);
  private volatile @Nullable TableOwnership ownership;

  /** The form id as Central shows it, not URL-encoded. */
  public void setId(String id) {
    this.id = id;
  }

  /** The number of the form's project in Central. */
  public void setProject(String project) {
    this.project = project;
  }

  /**
   * The prefix of the form's sync types, before a dot: up to 30 letters, digits, _ and -. Empty for
   * the form with the plain names.
   */
  public void setAlias(String alias) {
    this.alias = alias;
  }

  public String getAlias() {
    return alias;
  }

  /** The name of a sync type of this form, such as {@code households.main_submissions}. */
  public String typeName(String flow) {
    return alias.isEmpty() ? flow : alias + "." + flow;
  }

  /**
   * The prefix of the form's tables: letters, digits and underscores. By default these characters
   * of the id, with a hash if another form has the same prefix or letters are lost.
   */
  public void setPrefix(String prefix) {
    this.prefix = prefix;
  }

  /**
   * How to handle a submission that Central has deleted: {@code mirror} the delete, or {@code keep}
   * the submission.
   */
  public void setDeletes(String deletes) {
    keepsDeleted = deletes.equals("keep");
  }

  /**
   * The image fields: path, such as {@code group/photo}, to link column and object folder, such as
   * {@code photo_url in photos}. If empty, all fields whose uploads may be images.
   */
  public Map<String, String> getImages() {
    return images;
  }

  /**
   * Views over the form's tables: name after the prefix, to query file and repeat, such as {@code
   * households_members.sql of members}.
   */
  public Map<String, String> getViews() {
    return views;
  }

  /** Whether the rows of the form's views are stored in tables. */
  public void setStored(boolean stored) {
    this.stored = stored;
  }

  public boolean isStored() {
    return stored;
  }

  /**
   * The file of a custom query for the unified table: one row per submission, with the submission's
   * id as {@code "UUID"}. Without it, the table has all columns.
   */
  public void setUnified(String file) {
    this.unified = file;
  }

  /** The file of the custom query, of the version in use. */
  public String getUnified() {
    FormVersion known = version;
    return known == null ? unified : known.options().unified();
  }

  /** Whether the version in use has a custom query for the unified table. */
  public boolean hasCustomUnifiedTable() {
    return !getUnified().isEmpty();
  }

  /** The current options of the form's file. */
  FormOptions options() {
    return new FormOptions(keepsDeleted, images, views, unified);
  }

  public String getId() {
    return id;
  }

  public String getProject() {
    return project;
  }

  /**
   * The prefix of the form's tables: the recorded one, or the preferred one before it is recorded.
   */
  public String getPrefix() {
    TableOwnership decided = ownership;
    return decided == null ? preferredPrefixes().get(0) : decided.prefix();
  }

  /** The prefixes that the form may get, as a JSON array in order of preference. */
  public String prefixes() {
    return FormOptions.write(preferredPrefixes());
  }

  /** A hash distinguishes two ids that lose the letters that differ. */
  private List<String> preferredPrefixes() {
    if (!prefix.isEmpty()) {
      return List.of(prefix);
    }
    String simple = id.replaceAll("[^A-Za-z0-9_]", "");
    String allowed = simple.isEmpty() ? "form" : isReserved(simple) ? "form_" + simple : simple;
    String kept = allowed.substring(0, Math.min(allowed.length(), MAX_ID_CHARACTERS));
    String hashed = kept + "_" + SqlQuoting.shortHash(id);
    boolean losesLetters = id.codePoints().anyMatch(c -> c > ASCII && Character.isLetterOrDigit(c));
    return losesLetters || simple.isEmpty() || isReserved(simple)
        ? List.of(hashed)
        : List.of(simple, hashed);
  }

  /** Whether tables of odk-sync, Quartz or PostgreSQL may have such a name. */
  private static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith) || name.isEmpty();
  }

  /** Whether tables with this prefix, recorded with the form's id, can belong to this form. */
  boolean isPossible(String name) {
    return prefix.isEmpty() ? !isReserved(name) : prefix.equals(name);
  }

  /**
   * Decides which tables belong to the form.
   *
   * @param rows of {@code form/owners.sql}
   * @param base URL of Central
   */
  public void decideOwner(List<Map<String, Object>> rows, String base) {
    TableOwnership decided = TableOwnership.of(this, rows, base);
    boolean isAllowed =
        prefix.matches("[A-Za-z0-9_]{0,40}") && (prefix.isEmpty() || !isReserved(prefix));
    if (decided.state() == TableOwnership.State.FREE && !isAllowed) {
      throw new UnusableForm(
          "%s cannot be a prefix: give the form one of 1 to 40 letters, digits and _ that does not begin with %s"
              .formatted(prefix, String.join(", ", RESERVED)));
    }
    ownership = decided;
  }

  /** Whether the form is recorded as the owner of the tables. */
  public boolean isOwner() {
    TableOwnership decided = ownership;
    return decided != null && decided.state() == TableOwnership.State.RECORDED;
  }

  /** Whether only the content of the existing tables can show whether they belong to the form. */
  public boolean isUnproven() {
    return hasMoved() || is(TableOwnership.State.UNPROVEN);
  }

  /** Whether the tables are recorded with another address of Central. */
  public boolean hasMoved() {
    return is(TableOwnership.State.MOVED);
  }

  private boolean is(TableOwnership.State state) {
    TableOwnership decided = ownership;
    return decided != null && decided.state() == state;
  }

  /** The recorded address of Central; empty for none. */
  public String recordedCentral() {
    TableOwnership decided = ownership;
    return decided == null ? "" : decided.central();
  }

  /**
   * The hash of a version as we store it: Central's hash of the definition, and suffixes for
   * corrected column names, kept deletes and the options of the form's file, because tables and
   * columns depend on all of these.
   */
  public String versionHash(String hash) {
    return hash + suffix();
  }

  /** Whether a version was stored with the current options and names. */
  public boolean isCurrent(String versionHash) {
    return versionHash.endsWith(suffix()) && versionHash.contains(CORRECTED) == isCorrected();
  }

  private String suffix() {
    return (isCorrected() ? CORRECTED : "") + (keepsDeleted ? KEEP : "") + options().suffix();
  }

  private boolean isCorrected() {
    return !corrections().isEmpty();
  }

  /** Whether the names of the version in use are stored with the form. */
  public boolean isRecorded() {
    FormVersion known = version;
    return known != null && known.namesInUse().isRecorded();
  }

  /** The names that a new version starts from. */
  StoredNames names() {
    FormVersion known = version;
    return known == null ? existingNames : known.namesInUse().avoiding(existingNames);
  }

  RenamedColumns corrections() {
    FormVersion known = version;
    return known == null ? RenamedColumns.NONE : known.corrections();
  }

  /** Sets the names that exist before there is a version. */
  void existingNames(StoredNames names) {
    existingNames = names;
  }

  /** Whether any version is known; false before the first pass. */
  public boolean isKnown() {
    return version != null;
  }

  /** The hash of the version in use; empty for none. */
  public String getHash() {
    FormVersion known = version;
    return known == null ? "" : known.hash();
  }

  /** A statement for the version in use; without a version, only for the main table. */
  @Override
  public String sql(String name) {
    FormVersion known = version;
    return known == null ? StatementPlaceholders.ofTable(getPrefix()).sql(name) : known.sql(name);
  }

  void use(FormVersion newVersion) {
    this.version = newVersion;
  }

  /** The version in use. */
  public FormVersion getVersion() {
    return Objects.requireNonNull(version, "the form's schema is not known yet");
  }

  List<Image> namedImages(FormOptions options) {
    List<Image> named = new ArrayList<>();
    options
        .images()
        .forEach(
            (path, target) -> {
              String[] parts = parts("image " + path, target, " in ", "<column> in <folder>");
              named.add(Image.of(List.of(path.split("/")), parts[0].strip(), parts[1].strip()));
            });
    return named;
  }

  List<View> namedViews(FormOptions options) {
    List<View> named = new ArrayList<>();
    options
        .views()
        .forEach(
            (name, target) -> {
              String[] parts = parts("view " + name, target, " of ", "<file> of <repeat>");
              named.add(
                  new View(
                      SqlQuoting.name(getPrefix() + "_" + name),
                      parts[0].strip(),
                      parts[1].strip()));
            });
    return named;
  }

  /**
   * The SQL files that the form's file names.
   *
   * @throws IllegalArgumentException if the definition of a view is invalid
   */
  public List<String> files() {
    return Stream.concat(
            namedViews(options()).stream().map(View::file),
            Stream.of(unified).filter(file -> !file.isEmpty()))
        .toList();
  }

  private String[] parts(String what, String target, String separator, String pattern) {
    String[] parts = target.split(separator, 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "form %s: %s must be '%s', not '%s'",
              getPrefix(),
              what,
              pattern,
              target));
    }
    return parts;
  }
}
