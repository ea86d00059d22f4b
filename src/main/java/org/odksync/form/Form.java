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
 * One ODK form, as its route file declares it, with the newest version of it that we know. A bean
 * of the route files, hence the setters; safe to use from several threads once it is set up.
 */
public final class Form implements NameSource {

  /** Of versions that keep deleted submissions. */
  static final String KEEP = " keep";

  /** Of versions whose names were put right; all their submissions are to be read again. */
  private static final String CORRECTED = " corrected";

  /** What the names of our tables begin with, of Quartz's and of PostgreSQL's. */
  private static final List<String> RESERVED = List.of("odk_", "qrtz_", "pg_");

  private static final int ASCII = 127;

  /** Of a form's id in a prefix with a hash. */
  private static final int MOST_CHARACTERS = 40;

  private String id = "";
  private String project = "";
  private String alias = "";
  private String prefix = "";
  private String unified = "";
  private boolean keepsDeleted;
  private final Map<String, String> images = new LinkedHashMap<>();
  private final Map<String, String> views = new LinkedHashMap<>();
  private volatile @Nullable FormVersion version;
  private volatile StoredNames found = StoredNames.of(null);
  private volatile @Nullable Ownership ownership;

  /** The form id as Central shows it, not URL-encoded. */
  public void setId(String id) {
    this.id = id;
  }

  /** The number of the form's project in Central. */
  public void setProject(String project) {
    this.project = project;
  }

  /**
   * What the names of the form's sync types begin with, before a dot: up to 30 letters, digits, _
   * and -. None for the form that has the plain names.
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
   * What the form's tables begin with: letters, digits and underscores. By default those of the id,
   * and a hash where another form has these, or letters are lost.
   */
  public void setPrefix(String prefix) {
    this.prefix = prefix;
  }

  /**
   * What becomes of a submission that Central has deleted: {@code mirror} it, or {@code keep} it.
   */
  public void setDeletes(String deletes) {
    keepsDeleted = deletes.equals("keep");
  }

  /**
   * Which fields are images: path, such as {@code group/photo}, to the column that gets the link
   * and the folder of its objects, such as {@code photo_url in photos}. Without any, all fields
   * whose uploads may be pictures.
   */
  public Map<String, String> getImages() {
    return images;
  }

  /**
   * Views over the form's tables: what the name of each has after the prefix, to the file of its
   * query and the repeat that it is over, such as {@code households_members.sql of members}.
   */
  public Map<String, String> getViews() {
    return views;
  }

  /**
   * The file of a query of the form's own for the unified table: one row a submission, with the
   * submission's id as {@code "UUID"}. Without one, the table has everything.
   */
  public void setUnified(String file) {
    this.unified = file;
  }

  /** The file of that query, of the version in use. */
  public String getUnified() {
    FormVersion known = version;
    return known == null ? unified : known.options().unified();
  }

  /** Whether the version in use has a query of its own for the unified table. */
  public boolean hasOwnUnified() {
    return !getUnified().isEmpty();
  }

  /** As the form's file says it now. */
  FormOptions options() {
    return new FormOptions(keepsDeleted, images, views, unified);
  }

  public String getId() {
    return id;
  }

  public String getProject() {
    return project;
  }

  /** Names the form in our tables: what they are recorded with, before that what it wishes for. */
  public String getPrefix() {
    Ownership settled = ownership;
    return settled == null ? wishes().get(0) : settled.prefix();
  }

  /** The prefixes that the form may get, a JSON array; the first that no other form has. */
  public String prefixes() {
    return FormOptions.write(wishes());
  }

  /** Without letters of the id the names of two forms may be one: a hash tells them apart. */
  private List<String> wishes() {
    if (!prefix.isEmpty()) {
      return List.of(prefix);
    }
    String plain = id.replaceAll("[^A-Za-z0-9_]", "");
    String fit = plain.isEmpty() ? "form" : isReserved(plain) ? "form_" + plain : plain;
    String kept = fit.substring(0, Math.min(fit.length(), MOST_CHARACTERS));
    String hashed = kept + "_" + SqlQuoting.shortHash(id);
    boolean losesLetters = id.codePoints().anyMatch(c -> c > ASCII && Character.isLetterOrDigit(c));
    return losesLetters || plain.isEmpty() || isReserved(plain)
        ? List.of(hashed)
        : List.of(plain, hashed);
  }

  /** Whether tables of ours, of Quartz or of PostgreSQL may have such a name. */
  private static boolean isReserved(String name) {
    return RESERVED.stream().anyMatch(name::startsWith) || name.isEmpty();
  }

  /** Whether tables of this name, recorded with the form's id, can be the form's. */
  boolean isPossible(String name) {
    return prefix.isEmpty() ? !isReserved(name) : prefix.equals(name);
  }

  /**
   * Decides which tables are the form's.
   *
   * @param rows of {@code form/owners.sql}
   * @param base address of Central
   */
  public void decideOwner(List<Map<String, Object>> rows, String base) {
    Ownership decided = Ownership.of(this, rows, base);
    boolean isFit =
        prefix.matches("[A-Za-z0-9_]{0,40}") && (prefix.isEmpty() || !isReserved(prefix));
    if (decided.state() == Ownership.State.FREE && !isFit) {
      throw new UnusableForm(
          "%s cannot be a prefix: give the form one of 1 to 40 letters, digits and _ that does not begin with %s"
              .formatted(prefix, String.join(", ", RESERVED)));
    }
    ownership = decided;
  }

  /** Whether it is recorded that the tables are the form's. */
  public boolean isOwner() {
    Ownership settled = ownership;
    return settled != null && settled.state() == Ownership.State.RECORDED;
  }

  /** Whether there are tables of the form's name, and only their content tells whose they are. */
  public boolean isInDoubt() {
    return hasMoved() || is(Ownership.State.UNPROVEN);
  }

  /** Whether the tables were recorded with another address of Central. */
  public boolean hasMoved() {
    return is(Ownership.State.MOVED);
  }

  private boolean is(Ownership.State state) {
    Ownership settled = ownership;
    return settled != null && settled.state() == state;
  }

  /** That address; empty for none. */
  public String recordedCentral() {
    Ownership settled = ownership;
    return settled == null ? "" : settled.central();
  }

  /**
   * Names a version of the form as we store it: Central's hash of its definition, whether names of
   * columns were put right, whether deleted submissions are kept, and the options of the form's
   * file, from which tables and columns follow as well.
   */
  public String versionHash(String hash) {
    return hash + ending();
  }

  /** Whether a version was stored under the options and names of now. */
  public boolean isAsSet(String versionHash) {
    return versionHash.endsWith(ending()) && versionHash.contains(CORRECTED) == isCorrected();
  }

  private String ending() {
    return (isCorrected() ? CORRECTED : "") + (keepsDeleted ? KEEP : "") + options().ending();
  }

  private boolean isCorrected() {
    return !corrections().isEmpty();
  }

  /** Whether the names of the version in use are stored with the form. */
  public boolean isRecorded() {
    FormVersion known = version;
    return known != null && known.namesInUse().isRecorded();
  }

  /** The names that a new version begins with. */
  StoredNames names() {
    FormVersion known = version;
    return known == null ? found : known.namesInUse().beside(found);
  }

  RenamedColumns corrections() {
    FormVersion known = version;
    return known == null ? RenamedColumns.NONE : known.corrections();
  }

  /** What is known of names before there is any version. */
  void found(StoredNames names) {
    found = names;
  }

  /** Whether we know any version; before the first walk we do not. */
  public boolean isKnown() {
    return version != null;
  }

  /** The name of the version in use; empty when there is none. */
  public String getHash() {
    FormVersion known = version;
    return known == null ? "" : known.hash();
  }

  /** A statement for the version in use; before there is any, one about the main table alone. */
  @Override
  public String sql(String name) {
    FormVersion known = version;
    return known == null ? StatementNames.ofTable(getPrefix()).sql(name) : known.sql(name);
  }

  void use(FormVersion newest) {
    this.version = newest;
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
   * @throws IllegalArgumentException when it does not say what a view is
   */
  public List<String> files() {
    return Stream.concat(
            namedViews(options()).stream().map(View::file),
            Stream.of(unified).filter(file -> !file.isEmpty()))
        .toList();
  }

  private String[] parts(String what, String target, String word, String pattern) {
    String[] parts = target.split(word, 2);
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
