package org.odksync.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One ODK form, as its route file declares it, with the newest version of it that we know. A bean
 * of the route files, hence the setters; safe to use from several threads once it is set up.
 */
public final class Form {

  private static final String KEEP = " keep";

  /** Of versions whose names were put right; all their submissions are to be read again. */
  private static final String CORRECTED = " corrected";

  private String id = "";
  private String project = "";
  private String prefix = "";
  private String unified = "";
  private boolean keepsDeleted;
  private final Map<String, String> images = new LinkedHashMap<>();
  private final Map<String, String> views = new LinkedHashMap<>();
  private volatile @Nullable FormVersion version;
  private volatile Names found = Names.of(null);

  /** The form id as Central shows it, not URL-encoded. */
  public void setId(String id) {
    this.id = id;
  }

  /** The number of the form's project in Central. */
  public void setProject(String project) {
    this.project = project;
  }

  /** What the form's tables begin with; by default the id's letters, digits and underscores. */
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
   * and the folder of its objects, such as {@code photo_url in photos}. Without any, all binary
   * fields.
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

  public String getUnified() {
    return unified;
  }

  /** Whether the form's file names a query for the unified table. */
  public boolean hasOwnUnified() {
    return !unified.isEmpty();
  }

  public String getId() {
    return id;
  }

  public String getProject() {
    return project;
  }

  /** Names the form in our tables. */
  public String getPrefix() {
    return prefix.isEmpty() ? id.replaceAll("[^A-Za-z0-9_]", "") : prefix;
  }

  /**
   * Names a version of the form as we store it: Central's hash of its definition, whether names of
   * columns were put right, and whether deleted submissions are kept, which also makes other
   * columns.
   */
  public String versionHash(String hash) {
    return hash + (isCorrected() ? CORRECTED : "") + (keepsDeleted ? KEEP : "");
  }

  /** Whether a version, named as {@link #versionHash} does, keeps deleted submissions. */
  static boolean keepsDeleted(String versionHash) {
    return versionHash.endsWith(KEEP);
  }

  /** Whether a version was stored under the settings and names of now. */
  public boolean isAsSet(String versionHash) {
    return keepsDeleted(versionHash) == keepsDeleted
        && versionHash.contains(CORRECTED) == isCorrected();
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
  Names names() {
    FormVersion known = version;
    return known == null ? found : known.namesInUse().beside(found);
  }

  Corrections corrections() {
    FormVersion known = version;
    return known == null ? Corrections.NONE : known.corrections();
  }

  /** What is known of names before there is any version. */
  void found(Names names) {
    found = names;
  }

  /** Whether we know any version; before the first walk we do not. */
  public boolean isKnown() {
    return version != null;
  }

  /** Central's hash of the version in use; empty when there is none. */
  public String getHash() {
    FormVersion known = version;
    return known == null ? "" : known.hash();
  }

  /** A statement for the version in use. */
  public String sql(String name) {
    return getVersion().sql(name);
  }

  void use(FormVersion newest) {
    this.version = newest;
  }

  /** The version in use. */
  public FormVersion getVersion() {
    return Objects.requireNonNull(version, "the form's schema is not known yet");
  }

  List<Image> namedImages() {
    List<Image> named = new ArrayList<>();
    images.forEach(
        (path, target) -> {
          String[] parts = parts("image " + path, target, " in ", "<column> in <folder>");
          named.add(Image.of(List.of(path.split("/")), parts[0].strip(), parts[1].strip()));
        });
    return named;
  }

  List<View> namedViews() {
    List<View> named = new ArrayList<>();
    views.forEach(
        (name, target) -> {
          String[] parts = parts("view " + name, target, " of ", "<file> of <repeat>");
          named.add(
              new View(Sql.name(getPrefix() + "_" + name), parts[0].strip(), parts[1].strip()));
        });
    return named;
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
