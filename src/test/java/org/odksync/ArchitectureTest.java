package org.odksync;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** The allowed dependencies between packages, and rules for every class. */
@AnalyzeClasses(packages = "org.odksync", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** A comment, annotations, and a public type; the first group is empty without a comment. */
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)(\\*/\\s*(?:@\\w[^;{}]*?\\s|@\\w+\\((?s:.*?)^ *}\\)\\s)*?)?"
              + "^ *public (?:(?:static|final|abstract|sealed|non-sealed) )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)");

  private static final List<Class<?>> CONTAINERS =
      List.of(
          ArrayList.class,
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          ConcurrentMap.class,
          HashMap.class,
          HashSet.class,
          StringBuilder.class);

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.odksync.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PURE_PACKAGES_USE_NEITHER_CAMEL_NOR_JDBC =
      noClasses()
          .that()
          .resideInAnyPackage("org.odksync.form", "..odksync.warehouse.row..", "..odksync.image..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule ONLY_WAREHOUSE_AND_ERROR_CLASSES_USE_JDBC =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "org.odksync.warehouse", "..odksync.app..", "..odksync.cli..")))
          .and()
          .doNotHaveSimpleName("PostgresErrors")
          .and()
          .doNotHaveSimpleName("DataFreeStack")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule NO_CLASS_DEPENDS_ON_EMBEDDED =
      noClasses()
          .that(not(resideInAPackage("..odksync.embedded..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..odksync.embedded..");

  @ArchTest
  static final ArchRule RUN_DOES_NOT_DEPEND_ON_FLOWS =
      noClasses()
          .that()
          .resideInAPackage("..odksync.run..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..odksync.central..",
              "..odksync.image..",
              "..odksync.config..",
              "..odksync.app..",
              "..odksync.cli..");

  @ArchTest
  static final ArchRule NAMES_HAVE_NO_VAGUE_SUFFIXES =
      classes().should().haveNameNotMatching(".*(Utils?|Helpers?|Manager|Impl)(\\$.*)?");

  @ArchTest
  static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields().that().areStatic().and().doNotHaveModifier(SYNTHETIC).should().beFinal();

  @ArchTest
  static final ArchRule STATIC_FIELDS_HOLD_NO_STATE =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(
              describe(
                  "mutable container",
                  (JavaClass type) -> CONTAINERS.stream().anyMatch(type::isAssignableTo)));

  /** Other clients would ignore the proxies and the CA of the settings. */
  @ArchTest
  static final ArchRule HTTP_CLIENTS_USE_THE_SETTINGS =
      noClasses()
          .that()
          .doNotHaveSimpleName("OutboundHttp")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.hc.client5.http.impl.classic.HttpClients")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .orShould()
          .callMethod(java.net.URL.class, "openConnection");

  /** Exception messages contain data. */
  @ArchTest
  static final ArchRule NO_CLASS_PRINTS_STACK_TRACES =
      noClasses().should().callMethod(Throwable.class, "printStackTrace");

  @ArchTest static final ArchRule NO_CLASS_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule NO_CLASS_USES_JAVA_UTIL_LOGGING =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule NO_CLASS_SLEEPS =
      noClasses()
          .that(not(resideInAPackage("..odksync.embedded..")))
          .should()
          .callMethodWhere(sleeps());

  @ArchTest
  static void everyPackageHasADescription(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(JavaSources.DIRECTORY.resolve(name.replace('.', '/')))
                    .isDirectoryContaining("glob:**/package-info.java"));
  }

  /** Reads the sources, because class files have no comments. */
  @ArchTest
  static void everyPublicTypeHasADescription(JavaClasses classes) {
    assertThat(
            JavaSources.in("org.odksync").values().stream()
                .flatMap(source -> PUBLIC_TYPE.matcher(source).results())
                .filter(type -> type.group(1) == null)
                .map(type -> type.group(2)))
        .isEmpty();
  }

  private static DescribedPredicate<JavaMethodCall> sleeps() {
    return describe(
        "sleeps",
        call ->
            call.getName().equals("sleep")
                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                    || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));
  }
}
